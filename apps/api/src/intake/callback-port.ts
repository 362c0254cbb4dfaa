import { listCallbacks, retryCallback } from '@syncline/db/intake'
import { readOrganization, withOrganization } from '@syncline/db/pool'
import { findConnection } from '@syncline/db/queries'
import { SynclineError } from '@syncline/domain/error'
import type { CallbackList, CallbackListInput } from '@syncline/domain/view'
import type pg from 'pg'

/** What is called back, as people see it and have it told now. */
export function createCallbackPort({ pool }: { pool: pg.Pool }) {
  return {
    /** @throws SynclineError RECORD_NOT_FOUND */
    list: (organizationId: string, input: CallbackListInput): Promise<CallbackList> =>
      readOrganization(pool, organizationId, async (tx) => {
        if (!(await findConnection(tx, organizationId, input.connectionId)))
          throw new SynclineError('RECORD_NOT_FOUND')
        return listCallbacks(tx, organizationId, input)
      }),
    /** @throws SynclineError RECORD_NOT_FOUND, STATE_CONFLICT for one that was told */
    async retry(organizationId: string, callbackId: string): Promise<{ callbackId: string }> {
      const inLine = await withOrganization(pool, organizationId, (tx) =>
        retryCallback(tx, organizationId, callbackId),
      )
      if (inLine === null) throw new SynclineError('RECORD_NOT_FOUND')
      if (!inLine) throw new SynclineError('STATE_CONFLICT', { reason: 'is_told' })
      return { callbackId }
    },
  }
}
export type CallbackPort = ReturnType<typeof createCallbackPort>
