import { randomUUID } from 'node:crypto'
import { readOrganization, withOrganization } from '@syncline/db/pool'
import { listSavedViews, type NamesOf, removeView, saveView } from '@syncline/db/queries'
import { SynclineError } from '@syncline/domain/error'
import type pg from 'pg'
import type { SavedViews } from '../trpc/command-ports.ts'

/** Views of the lists under names. They are a convenience, not a fact: kept in a table, not in the log. */
export function createSavedViews({ pool, namesOf }: { pool: pg.Pool; namesOf: NamesOf }): SavedViews {
  return {
    list: (organizationId) =>
      readOrganization(pool, organizationId, (tx) => listSavedViews(tx, organizationId, namesOf)),
    async save(organizationId, view, by) {
      const viewId = randomUUID()
      const refused = await withOrganization(pool, organizationId, (tx) =>
        saveView(tx, organizationId, { ...view, viewId, by }),
      )
      if (refused) throw new SynclineError('STATE_CONFLICT', { reason: refused })
      return { viewId }
    },
    async remove(organizationId, viewId) {
      const removed = await withOrganization(pool, organizationId, (tx) =>
        removeView(tx, organizationId, viewId),
      )
      if (!removed) throw new SynclineError('RECORD_NOT_FOUND')
      return { viewId }
    },
  }
}
