import { createHash } from 'node:crypto'
import type { Vault } from '@syncline/db/custody'
import type { Appender } from '@syncline/db/log'
import type { ProviderName } from '@syncline/domain/connection'
import type { WebhookAdapter, WebhookPart } from '@syncline/providers/port'
import type pg from 'pg'
import { type Keeper, keepParts } from './receive.ts'

/** Of a body that can't be read: it says of no account. */
const nobody = '-'
const keptDays = 30
const maxKept = 10_000

/**
 * Quarantines verified events of accounts that nobody has connected. They are of no organization, so they are not in the
 * log; whoever connects the account gets them. The oldest go first when there are too many.
 */
export async function keepUnclaimed(
  pool: pg.Pool,
  provider: ProviderName,
  adapter: WebhookAdapter,
  parts: readonly WebhookPart[],
): Promise<void> {
  const named = parts.map(({ accountId, rawBody }) => {
    const description = adapter.describe(rawBody)
    const eventId = description.ok ? description.eventId : createHash('sha256').update(rawBody).digest('hex')
    return { accountId, eventId, body: Buffer.from(rawBody) }
  })
  await pool.query(
    `insert into coordination.unclaimed_webhook (provider, account_id, event_id, body)
     select $1, * from unnest($2::text[], $3::text[], $4::bytea[]) on conflict do nothing`,
    [
      provider,
      named.map((one) => one.accountId),
      named.map((one) => one.eventId),
      named.map((one) => one.body),
    ],
  )
  await pool.query(
    `delete from coordination.unclaimed_webhook where received_at < now() - make_interval(days => $1)
       or received_at < (select received_at from coordination.unclaimed_webhook order by received_at desc offset $2 limit 1)`,
    [keptDays, maxKept],
  )
}

export const unreadable = (rawBody: Uint8Array): WebhookPart => ({ accountId: nobody, rawBody })

/** Gives a connection what came for its account before it was connected, oldest first. */
export async function claimUnclaimed(
  deps: { pool: pg.Pool; appender: Pick<Appender, 'append'>; vault: Vault },
  adapter: WebhookAdapter,
  keeper: Keeper,
): Promise<void> {
  const { provider, accountId } = keeper
  const { rows } = await deps.pool.query<{ event_id: string; body: Buffer }>(
    `select event_id, body from coordination.unclaimed_webhook where provider = $1 and account_id = $2
     order by received_at limit $3`,
    [provider, accountId, maxKept],
  )
  const parts = rows.map(({ body }) => ({ accountId, rawBody: body }))
  await keepParts(
    deps,
    adapter,
    { rawBody: Buffer.alloc(0), headers: {}, url: '', now: new Date() },
    parts,
    () => [keeper],
  )
  await deps.pool.query(
    'delete from coordination.unclaimed_webhook where provider = $1 and account_id = $2 and event_id = any ($3::text[])',
    [provider, accountId, rows.map((row) => row.event_id)],
  )
}
