/**
 * The text with a part put in before a place in it; null where the place is not there.
 * @param after the place is looked for behind this
 */
export function insertBefore(text: string, place: string, part: string, after = ''): string | null {
  const from = text.indexOf(after)
  const at = from === -1 ? -1 : text.indexOf(place, from)
  return at === -1 ? null : `${text.slice(0, at)}${part}${text.slice(at)}`
}
