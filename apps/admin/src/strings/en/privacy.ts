import type { IdentifierKind, PrivacyPolicy } from '@syncline/domain/privacy'
import { worded } from '../language.ts'

const kinds: Readonly<Record<IdentifierKind, string>> = {
  name: 'Name',
  address: 'Address or place',
  date: 'Date',
  phone: 'Phone number',
  fax: 'Fax number',
  email: 'E-mail address',
  ssn: 'Social security number',
  medical_record: 'Medical record',
  health_plan: 'Health plan',
  account: 'Account',
  licence: 'Licence or certificate',
  vehicle: 'Vehicle',
  device: 'Device',
  url: 'Web address',
  ip_address: 'IP address',
  biometric: 'Biometric',
  photo: 'Photograph',
  identifier: 'Other identity number',
  card: 'Payment card',
  secret: 'Secret',
}

const policies: Readonly<Record<PrivacyPolicy, string>> = {
  mask: 'Mask it: the kind stands in its place',
  reject: 'Refuse the text, and say why',
  allow: 'Let it in, and note in the log what kinds it held',
}

export const privacy = worded('privacy', {
  text: 'Reasons and names that people type are searched for what tells of a person, and for secrets, before they are stored.',
  loading: 'The privacy policy is being loaded',
  failed: 'The privacy policy could not be loaded; nothing changed',
  policy: 'When a text holds personal data',
  policies,
  saved: 'Privacy policy saved',
  mayNot: (organization: string) => `Only an admin of ${organization} can change this.`,
  try: 'Try a text',
  tryHint: 'It is read once and not stored.',
  tryButton: 'Find personal data',
  trying: 'Finding…',
  nothingTyped: 'Type or paste a text first.',
  found: 'What was found',
  foundCount: (value: number) => (value === 1 ? '1 place' : `${value} places`),
  nothing: 'Nothing was found',
  nothingText: 'This text would be stored as it is.',
  marked: 'Where it stands',
  masked: 'Masked',
  kind: 'Kind',
  value: 'Text',
  confidence: 'Confidence',
  percent: (share: number) => `${Math.round(share * 100)} %`,
  kinds,
} as const)
