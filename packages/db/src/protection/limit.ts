import type { CallLimit } from '@syncline/domain/connection'
import type pg from 'pg'

export interface TokenRequest extends CallLimit {
  readonly bucket: string
  /** The connection that asks: those that share a budget each get a like share of it while they wait. */
  readonly venue: string
  /** How long what is granted may be spent; the rest lapses. */
  readonly leaseMs: number
  readonly wanted: number
}

export interface Lease {
  readonly granted: number
  /** When to ask again, where nothing was granted. */
  readonly waitMs: number
}

/** One statement for several calls. In a transaction of its own: the bucket is locked to its end. */
export async function leaseTokens(
  tx: pg.ClientBase,
  organizationId: string,
  { bucket, venue, calls, windowMs, leaseMs, wanted }: TokenRequest,
): Promise<Lease> {
  const { rows } = await tx.query<{ granted: number; wait_ms: number }>({
    name: 'lease-tokens',
    text: 'select granted, wait_ms from coordination.lease_tokens($1, $2, $3, $4, $5, $6, $7)',
    values: [organizationId, bucket, venue, calls, windowMs, leaseMs, wanted],
  })
  const { granted, wait_ms } = rows[0] as { granted: number; wait_ms: number }
  return { granted, waitMs: wait_ms }
}

/** The provider asked for peace: nobody gets a token until it is over. A longer peace wins. */
export async function pauseBucket(
  tx: pg.ClientBase,
  organizationId: string,
  { bucket, calls, windowMs }: Pick<TokenRequest, 'bucket' | keyof CallLimit>,
  pauseMs: number,
): Promise<void> {
  await tx.query(
    `insert into coordination.bucket as b (organization_id, bucket, calls, window_ms, paused_until)
     values ($1, $2, $3, $4, clock_timestamp() + make_interval(secs => $5 / 1000.0))
     on conflict (organization_id, bucket) do update set paused_until = greatest(b.paused_until, excluded.paused_until)`,
    [organizationId, bucket, calls, windowMs, pauseMs],
  )
}

/** After a limit was set anew: those who wait are not held to the turns of the old one. */
export async function forgetTurns(
  tx: pg.ClientBase,
  organizationId: string,
  buckets: readonly string[],
): Promise<void> {
  await tx.query(
    "update coordination.bucket set turns = '{}' where organization_id = $1 and bucket = any ($2)",
    [organizationId, buckets],
  )
}

export interface BucketUse {
  readonly bucket: string
  readonly calls: number
  readonly windowMs: number
  /** Tokens handed out in the last window. */
  readonly used: number
  readonly pausedUntil: Date | null
}

export async function readBuckets(
  tx: pg.ClientBase,
  organizationId: string,
  buckets: readonly string[],
): Promise<readonly BucketUse[]> {
  const { rows } = await tx.query<{
    bucket: string
    calls: number
    window_ms: number
    used: number
    paused_until: Date | null
  }>(
    `select b.bucket, b.calls, b.window_ms,
       case when b.paused_until > clock_timestamp() then b.paused_until end as paused_until,
       (select coalesce(sum(l.n), 0)::int from unnest(b.leased_at, b.leased) l (a, n)
        where l.a > clock_timestamp() - make_interval(secs => b.window_ms / 1000.0)) as used
     from coordination.bucket b where b.organization_id = $1 and b.bucket = any ($2)`,
    [organizationId, buckets],
  )
  return rows.map(({ bucket, calls, window_ms, used, paused_until }) => ({
    bucket,
    calls,
    windowMs: window_ms,
    used,
    pausedUntil: paused_until,
  }))
}
