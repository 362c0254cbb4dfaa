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
  readonly by: { readonly actor: Actor; readonly name: string | null }
  readonly requestedAt: string
  readonly endedAt: string | null
  /** When something of the person came in again, under a new key; null where nothing did. */
  readonly returnedAt: string | null
}
