import type { ErrorCode } from '@syncline/domain/error'
import {
  type CallbackList,
  type CallbackListInput,
  type CallbackRow,
  type CallbackState,
  callbackStates,
  countCap,
} from '@syncline/domain/view'
import type pg from 'pg'

/** Each has an index that ends in the list's order. */
const conditions: Readonly<Record<CallbackState, string>> = {
  waiting: 'due_at is not null',
  told: 'told_at is not null',
  given_up: 'due_at is null and told_at is null',
}

interface Row {
  readonly callbackId: string
  readonly type: string
  readonly happenedAt: Date
  readonly data: { readonly invoice_id?: string; readonly bill_id?: string }
  readonly tries: number
  readonly dueAt: Date | null
  readonly toldAt: Date | null
  readonly failure: ErrorCode | null
  readonly syncId: string | null
}

/** One page by keyset, newest first. `tx` must be inside `withOrganization`. */
export async function listCallbacks(
  tx: pg.ClientBase,
  organizationId: string,
  { connectionId, filter: { state }, cursor, limit }: CallbackListInput,
): Promise<CallbackList> {
  const { rows } = await tx.query<Row>(
    `select callback_id as "callbackId", type, happened_at as "happenedAt", data, tries, due_at as "dueAt",
       told_at as "toldAt", failure,
       (select i.sync_id from coordination.intake i where i.organization_id = c.organization_id
          and i.source_connection_id = c.connection_id and i.invoice_id = c.data ->> 'invoice_id'
        order by i.sync_id desc limit 1) as "syncId"
     from coordination.callback c
     where organization_id = $1 and connection_id = $2 ${state ? `and ${conditions[state]}` : ''}
       and ($3::timestamptz is null or (happened_at, callback_id) < ($3, $4))
     order by happened_at desc, callback_id desc limit $5`,
    [organizationId, connectionId, cursor?.happenedAt ?? null, cursor?.callbackId ?? '', limit + 1],
  )
  const counts = await countCallbacks(tx, organizationId, connectionId)
  return { rows: rows.slice(0, limit).map(toRow), hasOlder: rows.length > limit, counts }
}

async function countCallbacks(tx: pg.ClientBase, organizationId: string, connectionId: string) {
  const counted = callbackStates.map(
    (state) =>
      `(select count(*)::int from (select 1 from coordination.callback
         where organization_id = $1 and connection_id = $2 and ${conditions[state]} limit ${countCap}) s) as ${state}`,
  )
  const { rows } = await tx.query<Record<CallbackState, number>>(`select ${counted.join(', ')}`, [
    organizationId,
    connectionId,
  ])
  return rows[0] ?? { waiting: 0, told: 0, given_up: 0 }
}

const toRow = ({ data, happenedAt, dueAt, toldAt, ...row }: Row): CallbackRow => ({
  ...row,
  invoiceId: data.invoice_id ?? '',
  billId: data.bill_id ?? null,
  happenedAt: happenedAt.toISOString(),
  state: toldAt !== null ? 'told' : dueAt !== null ? 'waiting' : 'given_up',
  nextTryAt: dueAt?.toISOString() ?? null,
  toldAt: toldAt?.toISOString() ?? null,
})

/** Has one tried at once that was not told yet. @returns null where there is none; whether it is in line now */
export async function retryCallback(
  tx: pg.ClientBase,
  organizationId: string,
  callbackId: string,
): Promise<boolean | null> {
  const { rows } = await tx.query<{ told: boolean }>(
    `update coordination.callback set due_at = case when told_at is null then now() end
     where organization_id = $1 and callback_id = $2 returning told_at is not null as told`,
    [organizationId, callbackId],
  )
  return rows[0] ? !rows[0].told : null
}
