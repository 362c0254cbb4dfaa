import { abaRouting, iban, luhn } from '../checksums.ts'
import { bare, begins, digitsOf, ends, led, namedOtherwise, type Rule, token } from '../rule.ts'

const accounts = [
  String.raw`(?:bank |customer |client |savings |current |checking |chequing |deposit |loan |my |our |the )?(?:account|acct|acc|a\/c)s?\.?(?: (?:ending|ends)(?: in| with)?)?`,
  String.raw`NUBAN`,
  String.raw`(?:direct debit|mandate|sort ?code|BSB|CLABE|IFSC|wallet)`,
  String.raw`(?:debit|credit|transfer|pay|paid|deposit)(?:ed)? (?:to|from) (?:account|acct|acc)`,
]

/** Letters per country: https://www.swift.com/standards/data-standards/iban-international-bank-account-number */
const ibanLengths: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ' +
    'ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 ' +
    'LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 ' +
    'PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
)

/** Issuers by the first digits, and how long their numbers are. */
function isCard(digits: string): boolean {
  const length = digits.length
  if (!luhn(digits) || /^(\d)\1*$/.test(digits)) return false
  if (/^3[47]/.test(digits)) return length === 15
  if (/^3(?:0[0-5]|[689])/.test(digits)) return length >= 14 && length <= 19
  if (digits.startsWith('4')) return length === 13 || length === 16 || length === 18 || length === 19
  if (/^(?:1|2131)/.test(digits)) return length === 15
  if (/^(?:35|5[1-5]|2[2-7])/.test(digits)) return length === 16 || (length === 19 && digits.startsWith('35'))
  if (/^(?:50[67]|5[06-9]|6)/.test(digits)) return length >= 12 && length <= 19
  return false
}

const cardCue =
  /\b(?:cards?|pan|visa|master ?card|amex|american express|discover|verve|maestro|credit|debit|cc)\b/iu

export const moneyRules: readonly Rule[] = [
  {
    kind: 'card',
    form: 'card_number',
    // In one block, or in groups of one kind of separator: a longer run of groups is no card.
    pattern: new RegExp(
      `${begins}(?<![.$€£₦]|\\d-)(?:\\d{12,19}(?![.-]\\d)|\\d{4}-\\d{4,6}-\\d{4,5}(?:-\\d{1,7})?(?!-\\d)|(?<!(?<![\\d-])\\d{1,6} )\\d{4} \\d{4,6} \\d{4,5}(?: \\d{1,7})?(?! \\d))${ends}`,
      'dgu',
    ),
    confidence: (value, place) => {
      const digits = digitsOf(value)
      const cued = cardCue.test(place.text.slice(Math.max(0, place.start - 48), place.start))
      if (cued && luhn(digits) && digits.length >= 12 && !namedOtherwise(place)) return 0.97
      if (!isCard(digits)) return 0
      if (namedOtherwise(place)) return 0
      return digits.length === 16 || digits.length === 15 ? 0.9 : 0.55
    },
  },
  led('card', 'named_card', [String.raw`(?:card|PAN)`], String.raw`[2-6]\d{3}(?:[ -]?\d{4}){3}`, 0.8),
  {
    kind: 'account',
    form: 'iban',
    pattern: new RegExp(
      `${begins}(?:[A-Za-z]{2}\\d{2}(?:[ -][A-Za-z0-9]{4}){2,7}(?:[ -][A-Za-z0-9]{1,3})?|[A-Za-z]{2}\\d{2}[A-Za-z0-9]{11,30})${ends}`,
      'dgu',
    ),
    confidence: (value) => {
      const text = bare(value)
      return ibanLengths[text.slice(0, 2)] === text.length && iban(text) ? 0.98 : 0
    },
  },
  led('account', 'account_number', accounts, token, 0.94),
  led(
    'account',
    'routing',
    [String.raw`(?:routing|ABA|RTN|transit)`],
    String.raw`\d{4}-?\d{4}-?\d`,
    (value) => (abaRouting(digitsOf(value)) ? 0.95 : 0.6),
  ),
  led(
    'account',
    'swift',
    [String.raw`(?:SWIFT|BIC)(?:[ /-](?:BIC|code))?`],
    String.raw`[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?`,
    0.85,
  ),
  {
    kind: 'account',
    form: 'us_bank',
    pattern: new RegExp(`${begins}(?<!\\d[ .-])\\d{8,17}${ends}(?![ .-]?\\d)`, 'dgu'),
    // Any number of that length may be one: a guess, and never more.
    confidence: (_value, place) => (namedOtherwise(place) ? 0 : 0.05),
  },
  {
    kind: 'account',
    form: 'crypto',
    pattern: new RegExp(
      `${begins}(?:(?:bc1|tb1)[02-9ac-hj-np-z]{11,71}|0x[0-9a-fA-F]{40}|[13][1-9A-HJ-NP-Za-km-z]{25,34})${ends}`,
      'dgu',
    ),
    confidence: (value) => {
      if (value.startsWith('0x') || /^(?:bc|tb)1/.test(value)) return 0.7
      return /[a-z]/.test(value) && /[A-Z]/.test(value) ? 0.6 : 0
    },
  },
]
