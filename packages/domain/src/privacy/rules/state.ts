import { cpf, itin, nhs, nric, pesel, spanishId, ssn, taxFileNumber, verhoeff } from '../checksums.ts'
import { bare, begins, digitsOf, ends, led, namedOtherwise, type Rule, token } from '../rule.ts'

const identities = [
  String.raw`NIN`,
  String.raw`BVN`,
  String.raw`PVC`,
  String.raw`TIN`,
  String.raw`VAT`,
  String.raw`passport`,
  String.raw`national (?:id(?:entity|entification)?|insurance)(?: card)?`,
  String.raw`(?:voter'?s?|student|employee|staff|badge|military|veteran|refugee|resident|residence|alien|immigration|visa|citizen|user|customer|client|guest|person|participant|subject|study|claim|case|ticket holder|identity|identification) ?(?:card )?(?:id|no|nr|number|#)`,
  String.raw`(?:tax|taxpayer)(?: payer)? ?(?:id|no|number|reference|file number)`,
  String.raw`(?:ID|identity|identification|residence|voter'?s?) ?(?:card|document|permit)`,
  String.raw`(?:unique|personal|loyalty|membership|matric(?:ulation)?|enrol?ment|candidate|applicant|household) ?(?:id|no|nr|number|#)`,
  String.raw`(?<!(?:order|invoice|product|item|transaction|payment|batch|job|event|sync|meter|token|record) )ID (?:no|nr|number)`,
  String.raw`(?:ghana|emirates) ?(?:card|id)`,
  String.raw`NINO`,
  String.raw`Aadh?aar`,
  String.raw`(?:CPF|CNPJ|CURP|DNI|NIE|NIF|PESEL|NRIC|FIN|TFN|EIN|SIN|UTR|NRN|PPSN?|BSN|HKID)`,
  String.raw`NHS`,
  String.raw`(?:personnummer|codice fiscale|steuer-?id|INSEE|AHV|numéro de sécurité sociale)`,
]

/** Those whose numbers are written in groups. */
const grouped = [
  String.raw`(?:NIN|BVN|NINO|NHS|INSEE|TFN|BSN|SIN|AHV|UTR)`,
  String.raw`(?:Aadh?aar|national insurance|social insurance|passport|numéro de sécurité sociale)`,
]

const socials = [
  String.raw`SSN`,
  String.raw`SS ?(?=#)`,
  String.raw`social(?: security| sec\.?)?`,
  String.raw`soc ?sec`,
  String.raw`ITIN`,
]

const digits9 = String.raw`\d{3}[- .]?\d{2}[- .]?\d{4}`

/** A number that carries its own check, which is only believed when a cue or the check makes it unlikely by chance. */
const checked = (
  form: string,
  pattern: string,
  isValid: (value: string) => boolean,
  confidence: number,
): Rule => ({
  kind: 'identifier',
  form,
  pattern: new RegExp(`${begins}(?<!\\d[.-])${pattern}${ends}(?![.-]?\\d)`, 'dgu'),
  confidence: (value, place) => (isValid(bare(value)) && !namedOtherwise(place) ? confidence : 0),
})

export const stateRules: readonly Rule[] = [
  led('ssn', 'named_ssn', socials, digits9, 0.95),
  {
    kind: 'ssn',
    form: 'ssn',
    pattern: new RegExp(`${begins}(?<!\\d[ .-])\\d{3}([- .])\\d{2}\\1\\d{4}${ends}(?![ .-]?\\d)`, 'dgu'),
    confidence: (value, place) => {
      if (!ssn(digitsOf(value)) || namedOtherwise(place)) return 0
      return value.includes('-') ? 0.85 : 0.6
    },
  },
  {
    kind: 'ssn',
    form: 'itin',
    pattern: new RegExp(`${begins}(?<!\\d[.-])9\\d{2}[- ]?\\d{2}[- ]?\\d{4}${ends}(?![.-]?\\d)`, 'dgu'),
    confidence: (value, place) => {
      if (!itin(digitsOf(value)) || namedOtherwise(place)) return 0
      return /^\d{3}([- ])\d{2}\1/.test(value) ? 0.8 : 0.2
    },
  },
  {
    kind: 'ssn',
    form: 'ssn',
    // Half separated or not at all: nine digits are many things, so a guess.
    pattern: new RegExp(
      `${begins}(?<!\\d[.-])(?:\\d{9}|\\d{3}-\\d{6}|\\d{5}-\\d{4})${ends}(?![.-]?\\d)`,
      'dgu',
    ),
    confidence: (value, place) =>
      ssn(digitsOf(value)) && !/^123456789|^98765432/.test(digitsOf(value)) && !namedOtherwise(place)
        ? 0.1
        : 0,
  },
  {
    kind: 'identifier',
    form: 'us_passport',
    pattern: new RegExp(`${begins}(?:[A-Z]\\d{8}|\\d{9})${ends}`, 'dgu'),
    confidence: (_value, place) => (namedOtherwise(place) ? 0 : 0.1),
  },
  led('identifier', 'named_identity', identities, token, 0.93),
  led(
    'identifier',
    'grouped_identity',
    grouped,
    String.raw`(?:[A-Z]{1,2} )?\d{1,5}(?:[ .-]\d{1,5}){1,6}(?: [A-D])?`,
    (value) => (digitsOf(value).length >= 6 ? 0.94 : 0),
  ),
  {
    kind: 'identifier',
    form: 'hkid',
    pattern: new RegExp(`${begins}[A-Z]{1,2}\\d{6}\\([0-9A]\\)`, 'dgu'),
    confidence: 0.94,
  },
  {
    kind: 'identifier',
    form: 'codice_fiscale',
    pattern: new RegExp(`${begins}[A-Z]{6}\\d{2}[A-EHLMPRST]\\d{2}[A-Z]\\d{3}[A-Z]${ends}`, 'dgu'),
    confidence: 0.9,
  },
  {
    kind: 'identifier',
    form: 'rfc',
    // Letters of the name, birth or founding, and a check: what is asked of Mexicans for taxes.
    pattern: new RegExp(
      `${begins}[A-ZÑ&]{3,4}\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])[A-Z\\d]{2}[A\\d]${ends}`,
      'dgu',
    ),
    confidence: (_value, place) => (namedOtherwise(place) ? 0 : 0.6),
  },
  {
    kind: 'identifier',
    form: 'nino',
    // https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110
    pattern: new RegExp(
      `${begins}(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]${ends}`,
      'dgiu',
    ),
    confidence: 0.7,
  },
  checked('nhs', String.raw`\d{3}[ -]?\d{3}[ -]?\d{4}`, nhs, 0.2),
  checked('aadhaar', String.raw`[2-9]\d{3}[ -]?\d{4}[ -]?\d{4}`, verhoeff, 0.3),
  checked('cpf', String.raw`\d{3}\.\d{3}\.\d{3}-\d{2}`, cpf, 0.9),
  checked('spanish_id', String.raw`[XYZ]?\d{7,8}-?[A-HJ-NP-TV-Z]`, spanishId, 0.6),
  checked('pesel', String.raw`\d{11}`, pesel, 0.1),
  checked('tfn', String.raw`\d{3} \d{3} \d{3}`, taxFileNumber, 0.3),
  checked('nric', String.raw`[STFG]\d{7}[A-Z]`, nric, 0.8),
  {
    kind: 'identifier',
    form: 'indian_pan',
    pattern: new RegExp(`${begins}[A-Z]{3}[ABCFGHJLPT][A-Z]\\d{4}[A-Z]${ends}`, 'dgu'),
    confidence: 0.6,
  },
]
