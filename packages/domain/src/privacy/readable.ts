const spaces = /[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g
const hyphens = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g
const apostrophes = /[\u2018\u2019\u02BC\uFF07]/g
const wide = /[\uFF0B\uFF0E\uFF10-\uFF1A\uFF20-\uFF3A\uFF3F\uFF41-\uFF5A]/g
const otherDigits = /[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F]/g

/**
 * The same text for rules to read: spaces, hyphens, digits and letters that only look otherwise are the plain ones.
 * Each unit stands for exactly one, so that a place in this is the same place in the text.
 */
export function readable(text: string): string {
  // Most texts hold nothing of the sort.
  if (!/[\u00A0-\uFFFF]/.test(text)) return text
  return text
    .replace(spaces, ' ')
    .replace(hyphens, '-')
    .replace(apostrophes, "'")
    .replace(wide, (unit) => String.fromCharCode(unit.charCodeAt(0) - 0xfee0))
    .replace(otherDigits, (unit) => String(digitOf(unit.charCodeAt(0))))
}

const digitOf = (code: number) => (code >= 0x0966 ? code - 0x0966 : (code - 0x0660) % 0x90)
