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

/** Older than this a credential should be rotated. */
export const credentialMaxAgeDays = 90
