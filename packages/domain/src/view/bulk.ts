import type { BulkAction, BulkRefusal } from '../bulk/limits.ts'
import type { PersonOrPart } from './person.ts'

/** One command on many syncs or webhooks, as far as it has come: `total` is done, refused and what is still to come. */
export interface BulkView {
  readonly bulkId: string
  readonly action: BulkAction
  readonly reason: string | null
  readonly status: 'running' | 'completed' | 'stopped'
  /** How many there were when it was asked for. */
  readonly total: number
  readonly done: number
  readonly refused: readonly { readonly reason: BulkRefusal; readonly count: number }[]
  readonly by: PersonOrPart
  readonly requestedAt: string
  readonly endedAt: string | null
}
