import type { MovementFilter, MovementList } from '@syncline/domain/view'
import type { Access, PullFailure } from './access.ts'

export interface MovementsAsked {
  readonly filter: MovementFilter
  /** The last movement of the page before; undefined for the newest. */
  readonly cursor?: string | undefined
  /** At most 100. */
  readonly limit: number
}

/** What came into the account's balance and left it, page by page, newest first. Results are values. */
export interface MovementsAdapter {
  page(asked: MovementsAsked, access: Access): Promise<({ readonly ok: true } & MovementList) | PullFailure>
}
