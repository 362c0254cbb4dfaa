const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/**
 * Names of countries, in English and lower case. A country says too little of a person to be hidden
 * (45 CFR 164.514(b)(2)(i)(B): what is smaller than a state is).
 */
export const countryNames: ReadonlySet<string> = new Set(
  letters.flatMap((first) => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
    return letters.map((second) => names.of(`${first}${second}`)?.toLowerCase() ?? '').filter(Boolean)
  }),
)
