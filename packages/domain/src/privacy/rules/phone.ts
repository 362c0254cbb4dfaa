import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { Finding } from '../kinds.ts'
import { digitsOf, namedOtherwise } from '../rule.ts'

const candidate =
  /(?:(?<![\p{L}\p{N}_.:/\\@=&%-]|[$€£₦#]\s?)|(?<=\b(?:tel|phone|ph|mob|mobile|cell|fax|gsm|whats ?app|sms)[.:=]))(?:\+|00)?\(?\d(?:[ ().\-/]{0,3}\d){3,18}(?:,? ?(?:x|ext\.?|extension) ?\d{1,6})?(?![\p{L}\p{N}_]|[.-]\p{L}|[ ().\-/]{1,3}\d)/dgiu

const faxCue = /\b(?:fax|facsimile|telefax|telecopier)\b[^\n\p{N}]{0,20}$/iu
const phoneCue =
  /\b(?:phones?|tel|telephone|mobile|mob|cell(?:phone|ular)?|calls?|called|calling|dial(?:led)?|ring|rang|text(?:ed)?|sms|whats ?app|msisdn|landline|hot ?line|help ?line|contacts?|desk|office|direct|pager|handset|gsm|reach(?:ed)?|answering|voicemail)\b[^\n\p{N}]{0,24}$/iu
const labelCue =
  /\b(?:phones?|tel|telephone|mobile|cell|fax|whats ?app|landline)(?: (?:no|nr|number))?\.?[ \t]{0,2}[:#][ \t]{0,3}$/iu
const numberCue =
  /(?<!account |acct |card |policy |order |invoice |routing |serial |reference |tracking |meter |member |ticket |flight |room |table |lot )\bnumber(?: is|:| was)? {0,2}$/iu
const afterCue = /^[ \t]{0,3}[(]?(?:office|mobile|cell|fax|phone|home|work|desk|tel|direct)\b/iu
const afterFax = /^[ \t]{0,3}[(]?fax\b/iu

/** What a number without its country most likely is; a hint in the text comes first. */
const homeRegions: readonly CountryCode[] = ['NG', 'US', 'GB']

const northAmerican = /^(?:\+?1[ .-]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}(?:\D.*)?$/u
const trunkGrouped = /^\(?0\d{1,4}\)?[ ./-]\d{2,8}(?:[ ./-]?\d{2,5}){0,4}$/u
const nigerianMobile = /^0[789][01]\d[ -]?\d{3}[ -]?\d{4}$/u
const calendar =
  /^(?:(?:1[89]|20)\d{2}[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|(?:19|20)\d{2}[ -]+(?:19|20)\d{2})(?: |$)/u

const parses = (number: string, region?: CountryCode) => {
  const parsed = parsePhoneNumberFromString(number, {
    ...(region && { defaultCountry: region }),
    extract: false,
  })
  return { valid: parsed?.isValid() ?? false, possible: parsed?.isPossible() ?? false }
}

interface Surroundings {
  readonly before: string
  readonly after: string
  readonly otherwise: boolean
}

/** How sure a run of digits is a telephone number. */
function judge(value: string, { before, after, otherwise }: Surroundings): number {
  const digits = digitsOf(value.replace(/(?:x|ext).*$/iu, ''))
  if (calendar.test(value) || digits.length > 15 + (value.startsWith('00') ? 2 : 0)) return 0
  const cued = phoneCue.test(before) || faxCue.test(before) || afterCue.test(after)
  if (/^(?:\+|00[1-9])/u.test(value)) {
    const { valid, possible } = parses(value.replace(/^00/u, '+').replace('(0)', ''))
    if (valid) return 0.95
    if (cued || possible) return digits.length >= 7 ? 0.75 : 0
    return value.startsWith('+') && digits.length >= 9 ? 0.55 : 0
  }
  if (digits.length < 7) return labelCue.test(before) || (digits.length > 4 && afterCue.test(after)) ? 0.6 : 0
  if (otherwise) return 0
  if (cued) return homeRegions.some((region) => parses(value, region).valid) ? 0.92 : 0.8
  if (northAmerican.test(value)) return 0.75
  if (nigerianMobile.test(value)) return 0.7
  if (numberCue.test(before) && digits.length >= 8 && digits.length <= 12) return 0.6
  if (trunkGrouped.test(value) && digits.length >= 9 && digits.length <= 11) return 0.55
  return 0
}

/** Telephone and fax numbers in any grouping; what the plan of its country allows is believed most. */
export function readPhones(text: string): Finding[] {
  const findings: Finding[] = []
  for (const match of text.matchAll(candidate)) {
    const start = match.index + (/^\((?![^()]*\))/u.test(match[0]) ? 1 : 0)
    const value = text.slice(start, match.index + match[0].length)
    const end = start + value.length
    const surroundings = {
      before: text.slice(Math.max(0, start - 48), start),
      after: text.slice(end, end + 12),
      otherwise: namedOtherwise({ text, start, end }),
    }
    const confidence = judge(value, surroundings)
    if (confidence === 0) continue
    const fax = faxCue.test(surroundings.before) || afterFax.test(surroundings.after)
    findings.push({ start, end, kind: fax ? 'fax' : 'phone', form: fax ? 'fax' : 'phone', confidence })
  }
  return findings
}
