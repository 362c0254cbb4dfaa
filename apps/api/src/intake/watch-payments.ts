import { claimChecks, endChecks, type PostedBill } from '@syncline/db/intake'
import { withOrganization } from '@syncline/db/pool'
import { findConnection } from '@syncline/db/queries'
import { streamName } from '@syncline/domain/event'
import type pg from 'pg'
import { type FetchDeps, fetchObject } from '../jobs/fetch-object.ts'
import { tell } from './callbacks.ts'

export interface WatchPaymentsDeps extends FetchDeps {
  readonly pool: pg.Pool
}

const mostAtOnce = 20

/**
 * Looks at posted bills that something was told of lately, or nothing for a day, and has told back that they are paid.
 * @returns how many were looked at
 */
export async function watchPayments(deps: WatchPaymentsDeps): Promise<number> {
  const posted = await claimChecks(deps.pool, mostAtOnce)
  for (const bill of posted) await look(deps, bill)
  return posted.length
}

async function look(deps: WatchPaymentsDeps, bill: PostedBill): Promise<void> {
  const { organizationId, targetConnectionId: connectionId, billId, syncId } = bill
  const within = <Result>(work: (tx: pg.ClientBase) => Promise<Result>) =>
    withOrganization(deps.pool, organizationId, work)
  const connection = await within((tx) => findConnection(tx, organizationId, connectionId))
  if (!connection) return within((tx) => endChecks(tx, organizationId, syncId))
  if (connection.disabled) return
  const read = await fetchObject(deps, organizationId, {
    connectionId,
    system: connection.provider,
    accountId: null,
    id: billId,
    entity: 'bill',
  })
  // What can't be read now is looked at again when its time comes.
  if (!read?.ok) return
  const { record } = read
  const isPaid = record?.entity === 'bill' && record.status === 'paid'
  const isGone = record === null || record.deleted
  if (!isPaid && !isGone) return
  await within(async (tx) => {
    await endChecks(tx, organizationId, syncId)
    const stream = streamName('sync', syncId)
    if (isPaid)
      await tell(tx, { organizationId, stream, version: 0, recordedAt: deps.now() }, bill, 'paid', {
        bill_id: billId,
      })
  })
}
