import { dea, npi } from '../checksums.ts'
import { bare, begins, digitsOf, ends, led, namedOtherwise, type Rule, token } from '../rule.ts'

const records = [
  String.raw`MRN`,
  String.raw`EMRN?`,
  String.raw`EHR`,
  String.raw`UHID`,
  String.raw`MR ?(?=#)`,
  String.raw`med(?:ical|\.)? ?(?:record|rec\.?|chart|file)s?`,
  String.raw`(?:patient|hospital|chart|clinic|folder|case ?(?:file|note)|encounter|admission|accession|specimen|prescription|rx) ?(?:id|no|nr|number|#)`,
  String.raw`(?:health|patient|hospital) (?:record|chart|file)`,
  String.raw`(?:patient|chart|encounter) ?(?=#)`,
]
const plans = [
  String.raw`MBI`,
  String.raw`HICN`,
  String.raw`medicare`,
  String.raw`medicaid`,
  String.raw`NHIS`,
  String.raw`NHIA`,
  String.raw`HMO`,
  String.raw`(?<!national )(?:member|subscriber|beneficiary|enrollee|policy ?holder|insured|insurance|policy|health ?plan|plan|group) ?(?:id|no|nr|number|#)`,
  String.raw`(?:health|medical) (?:insurance|plan|policy)`,
  String.raw`(?:(?:health|medical) )?(?<!national )(?:insurance|health|medicare|medicaid|HMO) card`,
  String.raw`(?<!national )(?:insurance|policy|beneficiary)`,
]
const licences = [
  String.raw`NPI`,
  String.raw`DEA`,
  String.raw`MDCN`,
  String.raw`GMC`,
  String.raw`driver(?:'?s|s'?)? ?(?:licen[cs]e|permit)`,
  String.raw`driving (?:licen[cs]e|permit)`,
  String.raw`(?:medical|nursing|pharmacy|professional|practice|teaching|business|state|firearms?|pilot) (?:licen[cs]e|certificate|permit)`,
  String.raw`licen[cs]e(?! ?plate)`,
  String.raw`(?:certificate|cert|certification|permit|credential)`,
  String.raw`DLN?`,
]

const mbiLetter = '[AC-HJKMNP-RT-Y]'
const mbiMixed = '[AC-HJKMNP-RT-Y0-9]'

export const healthRules: readonly Rule[] = [
  led('medical_record', 'record_number', records, token, 0.95),
  led('health_plan', 'plan_number', plans, token, 0.93),
  led('licence', 'licence_number', licences, token, 0.92),
  {
    kind: 'health_plan',
    form: 'mbi',
    // https://www.cms.gov/medicare/new-medicare-card/understanding-the-mbi: no S, L, O, I, B, Z.
    pattern: new RegExp(
      `${begins}[1-9]${mbiLetter}${mbiMixed}\\d-?${mbiLetter}${mbiMixed}\\d-?${mbiLetter}{2}\\d{2}${ends}`,
      'dgiu',
    ),
    confidence: 0.9,
  },
  {
    kind: 'licence',
    form: 'npi',
    pattern: new RegExp(`${begins}(?<![.-])[12]\\d{3}[ -]?\\d{3}[ -]?\\d{3}${ends}(?![.-]?\\d)`, 'dgu'),
    // One of ten numbers passes the check: alone it is a guess.
    confidence: (value, place) => {
      if (!npi(digitsOf(value)) || namedOtherwise(place)) return 0
      return /\b(?:npi|provider|physician|prescriber|doctor|dr)\b/iu.test(before(place)) ? 0.96 : 0.3
    },
  },
  {
    kind: 'licence',
    form: 'dea',
    pattern: new RegExp(`${begins}[ABCDEFGHJKLMPRSTUX][A-Z9]\\d{7}${ends}`, 'dgiu'),
    confidence: (value) => (dea(bare(value)) ? 0.7 : 0),
  },
  {
    kind: 'licence',
    form: 'us_licence',
    // States differ: a letter or two and digits, or digits alone, are a guess.
    pattern: new RegExp(`${begins}(?:[A-Z]{1,2}\\d{5,13}|\\d{6,14})${ends}`, 'dgu'),
    confidence: (_value, place) => (namedOtherwise(place) ? 0 : 0.05),
  },
]

const before = ({ text, start }: { readonly text: string; readonly start: number }) =>
  text.slice(Math.max(0, start - 40), start)
