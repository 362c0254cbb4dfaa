import { z } from 'zod'
import type { ProviderName } from '../connection/index.ts'
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
  /** Any other noun: a run, a reconciliation, what flows, …. */
  | { readonly kind: 'subject'; readonly by: FoundBy; readonly noun: StreamNoun; readonly id: string }
