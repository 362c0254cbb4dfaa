import type { ErrorCode } from '@syncline/domain/error'
import type pg from 'pg'

/** One read of one connection. */
export interface CachedReadKey {
  readonly organizationId: string
  readonly connectionId: string
  /** As the provider's adapter names it. */
  readonly name: string
  /** What it is asked about; empty where there is nothing to name. */
  readonly about: string
}

export interface CachedReadRow {
  readonly name: string
  readonly about: string
  /** Null before the first answer. */
  readonly sealed: Buffer | null
  /** Of the answer before it was sealed. */
  readonly sizeBytes: number
  readonly readAt: Date | null
  readonly goodUntil: Date | null
  readonly failedAt: Date | null
  readonly failure: ErrorCode | null
  /** The answer is as good as a new one. */
  readonly isGood: boolean
  /** Somebody asks the provider now. */
  readonly isAsked: boolean
}

/** What a connection may keep; those that were asked for longest ago make room. */
const maxPerConnection = 100
/** How long whoever asks the provider is believed to: longer than a call takes. */
const askingSeconds = 30
/** A stale answer is better than none for so long. */
const maxStaleDays = 7

const columns = `name, about, size_bytes as "sizeBytes", read_at as "readAt", good_until as "goodUntil",
  failed_at as "failedAt", failure, coalesce(good_until > now(), false) as "isGood",
  coalesce(asking_until > now(), false) as "isAsked"`
const here = 'organization_id = $1 and connection_id = $2'
const one = `${here} and name = $3 and about = $4`
const valuesOf = ({ organizationId, connectionId, name, about }: CachedReadKey) => [
  organizationId,
  connectionId,
  name,
  about,
]

/** Null where nobody ever asked. `tx` must be inside `withOrganization`, as everywhere here. */
export async function findCachedRead(tx: pg.ClientBase, key: CachedReadKey): Promise<CachedReadRow | null> {
  const { rows } = await tx.query<CachedReadRow>(
    `select ${columns}, sealed from coordination.cached_read where ${one}`,
    valuesOf(key),
  )
  return rows[0] ?? null
}

/**
 * Takes it on oneself to ask the provider. One caller at a time does, in whatever process; nobody while the answer is
 * good, nor while the provider is left in peace after it gave none.
 * @returns whether it is the caller who asks
 */
export async function claimCachedRead(tx: pg.ClientBase, key: CachedReadKey): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into coordination.cached_read as r (organization_id, connection_id, name, about, asking_until)
     values ($1, $2, $3, $4, now() + make_interval(secs => $5))
     on conflict (organization_id, connection_id, name, about) do update set asking_until = excluded.asking_until
     where coalesce(r.good_until <= now(), true) and coalesce(r.asking_until <= now(), true)
       and coalesce(r.retry_at <= now(), true)`,
    [...valuesOf(key), askingSeconds],
  )
  return rowCount === 1
}

/** Puts an answer in the place of the one before, and makes room where a connection keeps too much. */
export async function storeCachedRead(
  tx: pg.ClientBase,
  key: CachedReadKey,
  { sealed, sizeBytes, lifeMs }: { sealed: Buffer; sizeBytes: number; lifeMs: number },
): Promise<void> {
  await tx.query(
    `update coordination.cached_read set sealed = $5, size_bytes = $6, read_at = now(),
       good_until = now() + make_interval(secs => $7 / 1000.0), asking_until = null, failed_at = null, failure = null,
       retry_at = null
     where ${one}`,
    [...valuesOf(key), sealed, sizeBytes, lifeMs],
  )
  await tx.query(
    `delete from coordination.cached_read where ${here} and (name, about) in (
       select name, about from coordination.cached_read where ${here}
       order by coalesce(read_at, failed_at, now()) desc, name, about offset $3)`,
    [key.organizationId, key.connectionId, maxPerConnection],
  )
}

/** Notes that the provider gave no answer. What it said before is kept, unless that is too old by now. */
export async function failCachedRead(
  tx: pg.ClientBase,
  key: CachedReadKey,
  { failure, retryInMs }: { failure: ErrorCode; retryInMs: number },
): Promise<void> {
  await tx.query(
    `update coordination.cached_read set asking_until = null, failed_at = now(), failure = $5,
       retry_at = now() + make_interval(secs => $6 / 1000.0),
       sealed = case when good_until > now() - make_interval(days => $7) then sealed end,
       size_bytes = case when good_until > now() - make_interval(days => $7) then size_bytes else 0 end
     where ${one}`,
    [...valuesOf(key), failure, retryInMs, maxStaleDays],
  )
}

/** All that is kept of a connection, without the answers. */
export async function listCachedReads(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
): Promise<readonly Omit<CachedReadRow, 'sealed'>[]> {
  const { rows } = await tx.query<Omit<CachedReadRow, 'sealed'>>(
    `select ${columns} from coordination.cached_read where ${here} order by name, about limit $3`,
    [organizationId, connectionId, maxPerConnection * 2],
  )
  return rows
}

/** Throws away what is kept: all of a connection, or one read of it. @returns how many answers */
export async function purgeCachedReads(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
  name: string | null = null,
): Promise<number> {
  const { rowCount } = await tx.query(
    `delete from coordination.cached_read where ${here} and ($3::text is null or name = $3)`,
    [organizationId, connectionId, name],
  )
  return rowCount ?? 0
}
