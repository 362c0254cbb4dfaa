import type { Entity } from '../connection/entity.ts'
import type { ErrorCode } from '../error/table.ts'
import type { Sum } from '../money/index.ts'

/** Of a kind, no more are looked at. */
export const needCap = 1_001

export const needKinds = ['unknown', 'reconnect', 'failed', 'conflict', 'quarantined'] as const
export type NeedKind = (typeof needKinds)[number]

/** One problem that waits for a person, however many things it holds up. */
export interface Need {
  readonly kind: NeedKind
  readonly connectionId: string
  readonly connectionName: string
  readonly provider: string
  /** Null for webhooks and connections. */
  readonly entity: Entity | null
  readonly code: ErrorCode | null
  /** Why a webhook was set aside. */
  readonly reason: string | null
  readonly count: number
  /** How much money it holds up, one sum per currency, that of the most things first; of `needCap` things at most. */
  readonly sums: readonly Sum[]
  readonly oldestAt: string
  readonly newestAt: string
  /** The newest of them: a sync's, a webhook's or a connection's. */
  readonly newestId: string
}

export interface Needs {
  /** How many things of each kind wait, each at most `needCap`. */
  readonly counts: Readonly<Record<NeedKind, number>>
  /** Unknown outcomes first, then by the money they hold up; twenty at most. */
  readonly problems: readonly Need[]
  readonly position: number
}
