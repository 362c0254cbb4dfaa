import { z } from 'zod'
import type { Entity, ProviderName } from '../connection/index.ts'
import type { Actor } from '../event/envelope.ts'
import { subjectObject } from '../subject/events.ts'
import { reasonInput } from './input.ts'

/** Who is meant: by one of their syncs, or as one system knows them. */
export const erasureTarget = z.union([
  z.strictObject({ syncId: z.uuid() }),
  subjectObject.extend({ accountId: subjectObject.shape.accountId.default(null) }),
])
export type ErasureTarget = z.output<typeof erasureTarget>

export const erasureRequestInput = z.strictObject({
  erasureId: z.uuid(),
  target: erasureTarget,
  reason: reasonInput,
})

/** Erasures listed at once. */
export const mostErasures = 100
/** Writes of unknown outcome told of one erasure; the count beside them has no limit. */
export const mostUnknownWrites = 50

/**
 * A write that ended without an answer. Once the person is erased Syncline can neither repeat it nor ask what became of
 * it: a person can, at the provider, by these ids. Holds no personal data.
 */
export interface UnknownWrite {
  readonly syncId: string
  readonly connectionId: string
  /** Null when the connection is gone. */
  readonly connectionName: string | null
  readonly provider: ProviderName
  readonly entity: Entity
  readonly operation: 'upsert' | 'delete'
  /** The record's id where it came from. */
  readonly sourceId: string
  /** As it was sent: providers find a request by it. */
  readonly idempotencyKey: string
  /** The provider's own id of the request; null where its answer never came. */
  readonly providerRequestId: string | null
  readonly triedAt: string
}

/** A person as one system knows them. */
export interface SubjectObjectView {
  readonly connectionId: string
  /** Null when the connection is gone. */
  readonly connectionName: string | null
  readonly provider: ProviderName | null
  readonly entity: Entity
  readonly id: string
}

/** What an erasure would destroy, counted without changing anything. Times are ISO 8601 UTC. */
export interface ErasurePreview {
  readonly objects: readonly SubjectObjectView[]
  /** The person's name, as the newest sync has it; null where there is none, or it was erased. */
  readonly label: string | null
  readonly keys: number
  /** Syncs that show a name and hold bytes under these keys. */
  readonly syncs: number
  /** Of those, what has not gone out yet and is called off. */
  readonly waiting: number
  /** Of those, what may have been written without an answer: after the erasure nobody here can find out. */
  readonly unknown: number
  /** Webhooks that led to those syncs; others that name the person are searched for. */
  readonly webhooks: number
  /** Tries of those syncs: what is kept of them is masked, and stays. */
  readonly attempts: number
  /** Stored webhooks of the organization, all of which are searched. */
  readonly stored: number
  /** Sealed before people had keys of their own: these names can be opened as long as the organization has its key. */
  readonly older: number
  readonly erasedBefore: string | null
}

export interface ErasureView {
  readonly erasureId: string
  readonly status: 'running' | 'erased'
  readonly reason: string
  readonly objects: readonly SubjectObjectView[]
  readonly searched: number
  readonly webhooks: number
  readonly cancelled: number
  /** Null until it is done. */
  readonly report: { readonly keys: number; readonly syncs: number } | null
  /** How many writes are of unknown outcome now, and the newest of them. */
  readonly unknown: number
  readonly unknownWrites: readonly UnknownWrite[]
  readonly by: { readonly actor: Actor; readonly name: string | null }
  readonly requestedAt: string
  readonly endedAt: string | null
  /** When something of the person came in again, under a new key; null where nothing did. */
  readonly returnedAt: string | null
}
