import { z } from 'zod'
import type { ProviderName } from '../connection/index.ts'
import type { ErrorCode } from '../error/index.ts'
import type { StreamNoun } from '../event/noun.ts'
import type { SyncRow } from './sync.ts'
import type { DeliveryRow } from './webhook.ts'

/** More than this of one kind is not listed: the search leads to things, the lists show many. */
export const mostHits = 8

export const searchInput = z.strictObject({ text: z.string().trim().min(1).max(255) })

/** By which of its ids a thing was found. */
export type FoundBy =
  | 'id'
  | 'source'
  | 'external'
  | 'correlation'
  | 'event'
  | 'request'
  | 'position'
  | 'error'

/** Something an id led to. */
export type SearchHit =
  | { readonly kind: 'sync'; readonly by: FoundBy; readonly row: SyncRow }
  | { readonly kind: 'webhook'; readonly by: FoundBy; readonly row: DeliveryRow }
  | {
      readonly kind: 'connection'
      readonly by: FoundBy
      readonly connectionId: string
      readonly name: string
      readonly provider: ProviderName
    }
  | {
      readonly kind: 'bulk'
      readonly by: FoundBy
      readonly bulkId: string
      readonly list: 'syncs' | 'webhooks'
    }
  /** One fact of the log. */
  | {
      readonly kind: 'event'
      readonly by: FoundBy
      readonly position: number
      readonly type: string
      readonly noun: StreamNoun
    }
  /** What a caller of this organization was refused. */
  | {
      readonly kind: 'refusal'
      readonly by: FoundBy
      readonly errorId: string
      /** ISO 8601, UTC. */
      readonly at: string
      /** A procedure, as `sync.list`, or method and pattern of a route. */
      readonly operation: string
      readonly code: ErrorCode
      /** What happened, one sentence. */
      readonly message: string
      /** What to do next. */
      readonly remedy: string
      /** As they were told: fields, states and limits. */
      readonly details: Readonly<Record<string, unknown>>
      /** A person or a program, by the end of its id. */
      readonly caller: { readonly kind: 'person' | 'program'; readonly idEnd: string }
      readonly correlationId: string
    }
  /** Any other noun: a run, a reconciliation, what flows, …. */
  | { readonly kind: 'subject'; readonly by: FoundBy; readonly noun: StreamNoun; readonly id: string }
