/** What makes a text personal: the eighteen identifiers of 45 CFR 164.514(b)(2)(i), payment cards and secrets. */
export const identifierKinds = [
  'name',
  'address',
  'date',
  'phone',
  'fax',
  'email',
  'ssn',
  'medical_record',
  'health_plan',
  'account',
  'licence',
  'vehicle',
  'device',
  'url',
  'ip_address',
  'biometric',
  'photo',
  'identifier',
  'card',
  'secret',
] as const
export type IdentifierKind = (typeof identifierKinds)[number]

/** A part of a text that tells of a person, or opens a door. */
export interface Finding {
  /** UTF-16 offsets, as `String.slice` takes them; `end` is behind the last unit. */
  readonly start: number
  readonly end: number
  readonly kind: IdentifierKind
  /** The rule that found it, as `npi` or `iban`: finer than the kind. */
  readonly form: string
  /** From 0 to 1. What stands below `usualFloor` is a guess that needs more than its own look. */
  readonly confidence: number
}

/** Findings of at least this confidence are acted upon. */
export const usualFloor = 0.5

/** Longer texts are refused unread: a note, a conversation or a memo is never this long. UTF-16 units. */
export const maxTextLength = 200_000

/** Characters of one text that a person tries by hand. */
export const maxTriedLength = 20_000

/** What becomes of free text in which somebody is told of: it is masked, refused, or taken and counted in the log. */
export const privacyPolicies = ['mask', 'reject', 'allow'] as const
export type PrivacyPolicy = (typeof privacyPolicies)[number]

/** Until an admin chooses. */
export const usualPrivacyPolicy: PrivacyPolicy = 'mask'

/** A note of somebody's, or what a thing is called. */
export type TextUse = 'note' | 'label'

/** What the name of a thing may hold: a venue may be called by its street, a key by a day or by who asked for it. */
const inLabels: readonly IdentifierKind[] = [
  'name',
  'address',
  'date',
  'url',
  'ip_address',
  'photo',
  'identifier',
]

/** The kinds that are looked for in labels; in notes all are. */
export const labelKinds: ReadonlySet<IdentifierKind> = new Set(
  identifierKinds.filter((kind) => !inLabels.includes(kind)),
)
