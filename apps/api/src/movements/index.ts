import { withOrganization } from '@syncline/db/pool'
import { findConnection } from '@syncline/db/queries'
import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import type { MovementList, MovementListInput } from '@syncline/domain/view'
import type { Provider } from '@syncline/providers/port'
import type pg from 'pg'
import { type AskDeps, askProvider } from '../protection/call.ts'

export interface MovementsDeps extends AskDeps {
  readonly pool: pg.Pool
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
}

/** Somebody waits for the answer. */
const longestMs = 15_000

/** What came into the balance that a provider keeps for us, and what left it: asked for, never kept. */
export function createMovements(deps: MovementsDeps) {
  return {
    /**
     * One page, newest first.
     * @throws SynclineError RECORD_NOT_FOUND, INVALID_INPUT for a provider that keeps no balance; what hinders the
     * question, and what the provider said where it gave no answer
     */
    async list(
      organizationId: string,
      { connectionId, filter, cursor, limit }: MovementListInput,
    ): Promise<MovementList> {
      const found = await withOrganization(deps.pool, organizationId, (tx) =>
        findConnection(tx, organizationId, connectionId),
      )
      if (!found) throw new SynclineError('RECORD_NOT_FOUND')
      const { movements } = await deps.loadProvider(found.provider)
      if (!movements)
        throw new SynclineError('INVALID_INPUT', { field: 'connectionId', reason: 'keeps no balance' })
      if (filter.from !== undefined && filter.to !== undefined && filter.from >= filter.to)
        throw new SynclineError('INVALID_INPUT', { field: 'filter.to', reason: 'is not after its beginning' })
      const page = await askProvider(
        deps,
        { organizationId, connectionId, kind: 'read', longestMs },
        (access) => movements.page({ filter, cursor, limit }, access),
      )
      if (!page.ok) throw new SynclineError(page.code, page.detail === null ? {} : { detail: page.detail })
      return { rows: page.rows, hasOlder: page.hasOlder }
    },
  }
}
export type Movements = ReturnType<typeof createMovements>
