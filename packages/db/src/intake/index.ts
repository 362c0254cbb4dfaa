export { listCallbacks, retryCallback } from './callback-list.ts'

import type { ErrorCode } from '@syncline/domain/error'
import type pg from 'pg'

/** A pushed invoice on its way to a bill. */
export interface Intake {
  readonly syncId: string
  readonly sourceConnectionId: string
  readonly targetConnectionId: string
  readonly invoiceId: string
}

export interface Callback {
  /** Names the message for the receiver, too. */
  readonly callbackId: string
  readonly connectionId: string
  readonly type: string
  readonly happenedAt: Date
  readonly data: Readonly<Record<string, string | null>>
}

/** Between two looks at a bill that nothing was heard of. */
const checkDays = 1
/** Callbacks are remembered for so long after they were told or given up. */
const keptDays = 90

/** `tx` must be inside `withOrganization`, here and below. What is known already stays as it is. */
export async function noteIntake(tx: pg.ClientBase, organizationId: string, intake: Intake): Promise<void> {
  const { syncId, sourceConnectionId, targetConnectionId, invoiceId } = intake
  await tx.query(
    `insert into coordination.intake (organization_id, sync_id, source_connection_id, target_connection_id, invoice_id)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [organizationId, syncId, sourceConnectionId, targetConnectionId, invoiceId],
  )
}

/** Those of the syncs that carry a pushed invoice. */
export async function findIntakes(
  tx: pg.ClientBase,
  organizationId: string,
  syncIds: readonly string[],
): Promise<readonly Intake[]> {
  const { rows } = await tx.query<Intake>(
    `select sync_id as "syncId", source_connection_id as "sourceConnectionId",
       target_connection_id as "targetConnectionId", invoice_id as "invoiceId"
     from coordination.intake where organization_id = $1 and sync_id = any ($2)`,
    [organizationId, syncIds],
  )
  return rows
}

/** The bill is in the books: from now on it is looked at, until it is paid. */
export async function notePosted(
  tx: pg.ClientBase,
  organizationId: string,
  syncId: string,
  billId: string,
): Promise<void> {
  await tx.query(
    `update coordination.intake set bill_id = $3, check_at = now() + make_interval(days => ${checkDays})
     where organization_id = $1 and sync_id = $2 and bill_id is null`,
    [organizationId, syncId, billId],
  )
}

/** Something was told of bills at this connection: those that are not paid are looked at now. */
export async function checkNow(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
): Promise<void> {
  await tx.query(
    `update coordination.intake set check_at = now()
     where organization_id = $1 and target_connection_id = $2 and check_at is not null`,
    [organizationId, connectionId],
  )
}

/** Paid, or gone: it is not looked at any more. */
export async function endChecks(tx: pg.ClientBase, organizationId: string, syncId: string): Promise<void> {
  await tx.query(
    'update coordination.intake set check_at = null where organization_id = $1 and sync_id = $2',
    [organizationId, syncId],
  )
}

export interface PostedBill extends Intake {
  readonly organizationId: string
  readonly billId: string
}

/** Of all organizations; each look is given to one worker only. */
export async function claimChecks(pool: pg.Pool, most: number): Promise<readonly PostedBill[]> {
  const { rows } = await pool.query<PostedBill>(
    `select organization_id as "organizationId", sync_id as "syncId", source_connection_id as "sourceConnectionId",
       target_connection_id as "targetConnectionId", invoice_id as "invoiceId", bill_id as "billId"
     from read.claim_intakes(make_interval(days => ${checkDays}), $1)`,
    [most],
  )
  return rows
}

/** Has it told, once under its id, however often it is asked for. */
export async function queueCallback(
  tx: pg.ClientBase,
  organizationId: string,
  { callbackId, connectionId, type, happenedAt, data }: Callback,
): Promise<void> {
  await tx.query(
    `insert into coordination.callback (organization_id, callback_id, connection_id, type, happened_at, data, due_at)
     values ($1, $2, $3, $4, $5, $6, now()) on conflict do nothing`,
    [organizationId, callbackId, connectionId, type, happenedAt, JSON.stringify(data)],
  )
  await tx.query(
    `delete from coordination.callback
     where organization_id = $1 and connection_id = $2 and due_at is null
       and happened_at < now() - make_interval(days => ${keptDays})`,
    [organizationId, connectionId],
  )
}

export interface DueCallback extends Callback {
  readonly organizationId: string
  /** Those that were made already. */
  readonly tries: number
}

/** Of all organizations; each is given to one worker only, for as long as a try takes. */
export async function claimCallbacks(pool: pg.Pool, most: number): Promise<readonly DueCallback[]> {
  const { rows } = await pool.query<DueCallback>(
    `select organization_id as "organizationId", callback_id as "callbackId", connection_id as "connectionId", type,
       happened_at as "happenedAt", data, tries
     from read.claim_callbacks(interval '60 seconds', $1) order by happened_at`,
    [most],
  )
  return rows
}

/** What came of a try: told, to be tried again in so many milliseconds, or given up. */
export type Told =
  | { readonly outcome: 'told' }
  | { readonly outcome: 'failed'; readonly failure: ErrorCode; readonly againInMs: number | null }
  /** Nothing went out: it is no try. */
  | { readonly outcome: 'held'; readonly againInMs: number }

export async function settleCallback(
  tx: pg.ClientBase,
  { organizationId, callbackId }: DueCallback,
  told: Told,
): Promise<void> {
  const failure = told.outcome === 'failed' ? told.failure : null
  const againInMs = told.outcome === 'told' ? null : told.againInMs
  await tx.query(
    `update coordination.callback set due_at = now() + make_interval(secs => $3 / 1000.0),
       tries = tries + $4, told_at = case when $5 then now() end, failure = $6
     where organization_id = $1 and callback_id = $2`,
    [
      organizationId,
      callbackId,
      againInMs,
      told.outcome === 'held' ? 0 : 1,
      told.outcome === 'told',
      failure,
    ],
  )
}
