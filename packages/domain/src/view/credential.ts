import type { CredentialKind } from '../connection/credential.ts'

/** All that is ever shown of a credential. Times are ISO 8601 UTC text. */
export interface CredentialView {
  readonly kind: CredentialKind
  readonly version: number
  /** Empty where it is too short to show any of it. */
  readonly lastFour: string
  readonly createdAt: string
  /** Null while it still opens. */
  readonly retiredAt: string | null
  readonly uses: number
  readonly lastUsedAt: string | null
  readonly validatedAt: string | null
  /** `ok`, or the code of what was wrong with it; null: never tried. */
  readonly validation: string | null
}

export interface CredentialList {
  readonly credentials: readonly CredentialView[]
  /** Who wraps the keys they are sealed under. */
  readonly keptBy: 'aws-kms' | 'local-file'
}

/** One version of an organization's key. `comes`: every process gets to know it before anybody seals with it. */
export interface OrganizationKeyView {
  readonly version: number
  readonly createdAt: string
  readonly sealsFrom: string
  /** When it was wrapped last, by whoever keeps the keys. */
  readonly wrappedAt: string
  readonly state: 'seals' | 'opens' | 'comes'
}

/** What an organization's secrets are sealed under, and how far it is with a key that was replaced. Never a key. */
export interface OrganizationKeysView {
  readonly keptBy: CredentialList['keptBy']
  /** Newest first. */
  readonly keys: readonly OrganizationKeyView[]
  /** Live ones, and those of them still under a key before the one that seals. Counted to 10,001. */
  readonly credentials: { readonly left: number; readonly total: number }
  /** Keys of people still under a key before; counted to 10,001. */
  readonly peopleLeft: number
  /** Of the keys above, while all are being wrapped anew. */
  readonly wrappingsLeft: number
}

/** Older than this a credential should be rotated. */
export const credentialMaxAgeDays = 90

const dayMs = 86_400_000

/** Whole days since it came. */
export function credentialAgeDays({ createdAt }: Pick<CredentialView, 'createdAt'>, nowMs: number): number {
  return Math.max(0, Math.floor((nowMs - Date.parse(createdAt)) / dayMs))
}

/** A live one that should be rotated. */
export function isCredentialOld(
  credential: Pick<CredentialView, 'createdAt' | 'retiredAt'>,
  nowMs: number,
): boolean {
  return credential.retiredAt === null && credentialAgeDays(credential, nowMs) > credentialMaxAgeDays
}
