/**
 * What makes a spreadsheet calculate: a formula sign at the beginning, or behind spaces, invisible characters, quotes
 * or a separator that another locale splits at. Full-width signs count, because spreadsheets fold them.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const active = /(?:^|[;,|\t\r\n])[\s\p{Cc}\p{Cf}"']*(?:[=+@|\-–—−＝＋－＠%]|DDE\b)/iu
const number = /^[+-]?\d{1,30}(?:\.\d{1,30})?$/u
const needsQuotes = /[",;\t\r\n']|^\s|\s$/u

/** A value that no spreadsheet runs: an apostrophe in front makes it text. Plain numbers stay as they are. */
export const inertCell = (value: string): string =>
  active.test(value) && !number.test(value) ? `'${value}` : value

/** One cell of RFC 4180, harmless in spreadsheets. Null is an empty cell. */
export function csvCell(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value)
  const inert = inertCell(value)
  return needsQuotes.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}

/** One line of RFC 4180 with its line break. */
export const csvLine = (values: readonly (string | number | boolean | null)[]): string =>
  `${values.map(csvCell).join(',')}\r\n`
