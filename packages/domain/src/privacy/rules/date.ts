import { begins, ends, namedOtherwise, type Place, type Rule } from '../rule.ts'

const months =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
/** Of the neighbours' languages: only between a day and a year, where they are no other word. */
const otherMonths =
  '(?:janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre|' +
  'januar|jänner|februar|märz|maerz|juni|juli|oktober|dezember|' +
  'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|noviembre|diciembre|' +
  'janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|' +
  'gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre)'
const day = '(?:0?[1-9]|[12]\\d|3[01])'
const month = '(?:0?[1-9]|1[0-2])'
const year = '(?:1[89]|20)\\d{2}'
const ordinal = '(?:st|nd|rd|th)?'
const time =
  '(?:[T ][0-2]\\d:[0-5]\\d(?::[0-5]\\d(?:[.,]\\d{1,9})?)?(?: ?(?:Z|UTC|GMT|[+-][01]\\d:?[0-5]\\d))?)'
const outside = '(?<![\\p{L}\\p{N}_]|\\d[./-])'
const beyond = '(?![\\p{L}\\p{N}_]|[./-]\\d)'

const birth =
  /\b(?:born|birth|dob|d\.o\.b|admitted|admission|discharged?|died|death|deceased|dod|doa|seen|visit(?:ed)?|appointment|surgery|since|until|on|due|expires?|dated?|today is)\b[^\n]{0,12}$/iu
const cued = ({ text, start }: Place) => birth.test(text.slice(Math.max(0, start - 40), start))

const days: Readonly<Record<number, number>> = { 2: 29, 4: 30, 6: 30, 9: 30, 11: 30 }
const isDay = (m: number, d: number) => m >= 1 && m <= 12 && d >= 1 && d <= (days[m] ?? 31)

/** Whole dates; a year alone says too little of a person to be hidden (45 CFR 164.514(b)(2)(i)(C)). */
export const dateRules: readonly Rule[] = [
  {
    kind: 'date',
    form: 'iso',
    pattern: new RegExp(`${outside}(?:${year})([-/.])${month}\\1${day}${time}?${beyond}`, 'dgiu'),
    confidence: (value) => {
      const [, m, d] = value.split(/[-/.T ]/u).map(Number)
      return isDay(m ?? 0, d ?? 0) ? 0.9 : 0
    },
  },
  {
    kind: 'date',
    form: 'numeric',
    pattern: new RegExp(
      `${outside}\\d{1,2}([-/.])\\d{1,2}\\1(?:${year}|\\d{2})(?: [0-2]?\\d:[0-5]\\d(?::[0-5]\\d)?(?: ?[ap]m)?)?${beyond}`,
      'dgiu',
    ),
    confidence: (value, place) => {
      const [first, second, third] = value.split(/[-/. ]/u)
      const [a, b] = [Number(first), Number(second)]
      if (!isDay(a, b) && !isDay(b, a)) return 0
      if (third?.length === 4) return 0.85
      // 1.2.30 may be a version, a price or a clause: slashes, two-digit parts or a cue make it a date.
      if (namedOtherwise(place)) return 0
      return cued(place) || value.includes('/') || /^\d\d[.-]\d\d[.-]/u.test(value) ? 0.7 : 0.3
    },
  },
  {
    kind: 'date',
    form: 'day_month',
    pattern: new RegExp(
      `${outside}(?:the )?(?<value>${day}${ordinal}(?: of)?[ .-]{1,2}${months}\\b\\.?(?:[ ,.-]{1,2}(?:${year}|'?\\d{2}))?)${beyond}`,
      'dgiu',
    ),
    confidence: (value) => (/\d{4}$/u.test(value) ? 0.9 : 0.6),
  },
  {
    kind: 'date',
    form: 'day_month_abroad',
    pattern: new RegExp(
      `${outside}${day}(?:\\.|er|º)? (?:de )?${otherMonths}\\.? (?:de |del )?${year}${beyond}`,
      'dgiu',
    ),
    confidence: 0.9,
  },
  {
    kind: 'date',
    form: 'month_day',
    pattern: new RegExp(
      `${outside}${months}\\b\\.?[ -](?:${day}${ordinal}(?:,? {1,2}${year})?|${year})${beyond}`,
      'dgiu',
    ),
    confidence: (value) => (/^(?:may|mar|march)\b/u.test(value) ? 0.3 : 0.65),
  },
  {
    kind: 'date',
    form: 'month_year',
    pattern: new RegExp(`${outside}(?:0[1-9]|1[0-2])/${year}${beyond}`, 'dgu'),
    confidence: 0.6,
  },
  {
    kind: 'date',
    form: 'day_only',
    pattern: new RegExp(`${outside}${day}/${day}${beyond}`, 'dgu'),
    confidence: (value, place) => {
      const [a, b] = value.split('/').map(Number)
      if (!isDay(a ?? 0, b ?? 0) && !isDay(b ?? 0, a ?? 0)) return 0
      return cued(place) ? 0.5 : 0.1
    },
  },
  {
    kind: 'date',
    form: 'compact',
    pattern: new RegExp(
      `${begins}(?:DOB|born|birth ?date|date of birth|admitted|discharged)[ :]{1,3}(?<value>(?:${year})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01]))${ends}`,
      'dgiu',
    ),
    confidence: 0.9,
  },
  {
    // Ages tell of a person from ninety on.
    kind: 'date',
    form: 'age',
    pattern: new RegExp(
      `${begins}(?:(?:aged?|age is|turned|turns)[ :]{1,3}(?<value>9\\d|1[0-2]\\d)${ends}|(?:9\\d|1[0-2]\\d)(?=[ -]?(?:years?|yrs?)?[ -]?(?:old|y/?o)\\b))`,
      'dgiu',
    ),
    confidence: 0.8,
  },
]
