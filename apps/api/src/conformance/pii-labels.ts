import type { DetectOptions, IdentifierKind } from '@syncline/domain/privacy'

/** Labels of corpora, without the number they may begin with, and the kinds that answer them. */
const kinds: Readonly<Record<string, readonly IdentifierKind[]>> = {
  name: ['name'],
  person: ['name'],
  geo: ['address'],
  address: ['address'],
  street_address: ['address'],
  zip_code: ['address'],
  gpe: ['address'],
  location: ['address'],
  date: ['date'],
  date_time: ['date'],
  age: ['date'],
  phone: ['phone'],
  phone_number: ['phone', 'fax'],
  fax: ['fax'],
  email: ['email'],
  email_address: ['email'],
  ssn: ['ssn'],
  us_ssn: ['ssn'],
  us_itin: ['ssn'],
  mrn: ['medical_record'],
  medical_record: ['medical_record'],
  health_plan: ['health_plan'],
  us_mbi: ['health_plan'],
  account: ['account'],
  us_bank: ['account'],
  us_bank_number: ['account'],
  iban: ['account'],
  iban_code: ['account'],
  crypto: ['account'],
  license: ['licence'],
  licence: ['licence'],
  us_driver_license: ['licence'],
  us_npi: ['licence'],
  medical_license: ['licence'],
  vehicle: ['vehicle'],
  device: ['device'],
  mac_address: ['device'],
  url: ['url'],
  domain_name: ['url'],
  ip: ['ip_address'],
  ip_address: ['ip_address'],
  biometric: ['biometric'],
  photo: ['photo'],
  other_id: ['identifier'],
  identifier: ['identifier'],
  us_passport: ['identifier'],
  uk_nhs: ['identifier'],
  uk_nino: ['identifier'],
  sg_nric_fin: ['identifier'],
  au_tfn: ['identifier'],
  in_aadhaar: ['identifier'],
  in_pan: ['identifier'],
  es_nif: ['identifier'],
  es_nie: ['identifier'],
  pl_pesel: ['identifier'],
  it_fiscal_code: ['identifier'],
  card: ['card'],
  credit_card: ['card'],
  secret: ['secret'],
}

const bareLabel = (label: string) => label.toLowerCase().replace(/^\d{1,3}_/u, '')

export const kindsOfLabel = (label: string): readonly IdentifierKind[] =>
  Object.hasOwn(kinds, bareLabel(label)) ? (kinds[bareLabel(label)] ?? []) : []

const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const countryNames = new Set(letters.flatMap((a) => letters.map((b) => countries.of(a + b)?.toLowerCase())))

/**
 * Labels that identify nobody by 45 CFR 164.514(b)(2): titles, nationalities, organizations, countries, a year alone, an
 * age below ninety. They are neither asked for nor held against the detector.
 */
export function isLeftOut(label: string, value: string): boolean {
  switch (bareLabel(label)) {
    case 'organization':
    case 'nrp':
    case 'title':
      return true
    case 'age':
      return Number.parseInt(value, 10) < 90
    case 'date_time':
      return /^\d{4}$/u.test(value)
    case 'gpe':
      return countryNames.has(value.replace(/ \(.*\)$/u, '').toLowerCase())
    default:
      return false
  }
}

/** Forms of an entity that share their kind with others; the rest are asked for by kind. */
const forms: Readonly<Record<string, readonly string[]>> = {
  credit_card: ['card_number'],
  us_ssn: ['ssn', 'named_ssn'],
  us_itin: ['itin'],
  us_mbi: ['mbi'],
  us_npi: ['npi'],
  us_driver_license: ['licence_number', 'us_licence'],
  medical_license: ['dea'],
  us_bank: ['us_bank', 'account_number'],
  us_bank_number: ['us_bank', 'account_number'],
  iban: ['iban'],
  iban_code: ['iban'],
  crypto: ['crypto'],
  mac_address: ['mac'],
  us_passport: ['named_identity', 'us_passport'],
  uk_nhs: ['nhs'],
  uk_nino: ['nino'],
  sg_nric_fin: ['nric'],
  au_tfn: ['tfn'],
  in_aadhaar: ['aadhaar'],
  in_pan: ['indian_pan'],
  es_nif: ['spanish_id'],
  es_nie: ['spanish_id'],
  pl_pesel: ['pesel'],
  it_fiscal_code: ['codice_fiscale'],
}

/** What to ask the detector for when a vector is about one entity; undefined when there is nothing like it. */
export function vectorOptions(entity: string): DetectOptions | undefined {
  const name = bareLabel(entity)
  if (Object.hasOwn(forms, name)) return { forms: new Set(forms[name]) }
  const wanted = kindsOfLabel(name)
  return wanted.length === 0 ? undefined : { kinds: new Set(wanted) }
}
