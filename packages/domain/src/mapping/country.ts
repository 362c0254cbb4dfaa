const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
/** Names that people write and Unicode's list has otherwise. */
const alsoCalled: Readonly<Record<string, string>> = {
  usa: 'US',
  'united states of america': 'US',
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  uae: 'AE',
  'ivory coast': 'CI',
  czechia: 'CZ',
  turkey: 'TR',
}

let byName: ReadonlyMap<string, string> | null = null

/** English names of countries, lower case, with the codes that have one. */
function names(): ReadonlyMap<string, string> {
  if (byName) return byName
  const display = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const found = new Map<string, string>()
  for (const first of letters)
    for (const second of letters) {
      const code = first + second
      const name = display.of(code)
      // Not countries: unknown region, pseudo-accents, groupings.
      if (
        name &&
        !['ZZ', 'XA', 'XB', 'EU', 'EZ', 'UN', 'QO'].includes(code) &&
        !found.has(name.toLowerCase())
      )
        found.set(name.toLowerCase(), code)
    }
  byName = found
  return found
}

/** The ISO 3166-1 alpha-2 code of a country's English name or code; null where it is none. */
export function countryOf(text: string): string | null {
  const word = text.trim().toLowerCase()
  if (Object.hasOwn(alsoCalled, word)) return alsoCalled[word] ?? null
  if (/^[a-z]{2}$/.test(word))
    return [...names().values()].includes(word.toUpperCase()) ? word.toUpperCase() : null
  return names().get(word) ?? null
}
