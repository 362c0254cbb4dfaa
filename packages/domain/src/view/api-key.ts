import { z } from 'zod'
import { type KeyEnvironment, keyScopes, type Permission } from '../access/index.ts'
import { freeText } from './free-text.ts'
import type { PersonOrPart } from './person.ts'

/** A key this old is to be replaced. */
export const keyRotationDays = 90
const maxDays = 730
const maxOverlapHours = 14 * 24

export const apiKeyIdInput = z.string().regex(/^[0-9A-Za-z]{16}$/)
/** `expiresInDays` null: it never does. */
export const apiKeyInput = z.strictObject({
  name: freeText('label', z.string().trim().min(1).max(80)),
  scopes: z
    .array(z.enum(keyScopes as [Permission, ...Permission[]]))
    .min(1)
    .max(keyScopes.length),
  expiresInDays: z.int().min(1).max(maxDays).nullable().default(keyRotationDays),
})
export type ApiKeyInput = z.output<typeof apiKeyInput>
export const rotateInput = z.strictObject({
  keyId: apiKeyIdInput,
  /** How long the one before goes on working. */
  overlapHours: z.int().min(0).max(maxOverlapHours).default(24),
})

/** A key as it is shown: never its secret. */
export interface ApiKeyView {
  readonly keyId: string
  readonly name: string
  readonly environment: KeyEnvironment
  /** What it begins with, secret left out. */
  readonly prefix: string
  readonly scopes: readonly Permission[]
  readonly status: 'live' | 'expired' | 'revoked'
  readonly createdBy: PersonOrPart
  readonly createdAt: string
  readonly expiresAt: string | null
  /** Its successor; the two work side by side until this one expires. */
  readonly replacedBy: string | null
  readonly revokedAt: string | null
  readonly lastUsedAt: string | null
  readonly lastUsedFrom: string | null
  /** Calls today (UTC), and in the last thirty days with it. Up to ten seconds late. */
  readonly usesToday: number
  readonly uses: number
  /** Called from an address never seen before, or ten times as often as usual; null: as ever. */
  readonly unusual: 'address' | 'volume' | null
  /** Older than ninety days: time for a new one. */
  readonly dueForRotation: boolean
}

/** The only time that a key is seen whole. */
export interface ApiKeyCreated {
  readonly key: ApiKeyView
  readonly secret: string
}
