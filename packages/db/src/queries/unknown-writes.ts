import { mostUnknownWrites, type UnknownWrite } from '@syncline/domain/view'
import type pg from 'pg'
import type { SubjectOf } from './subjects.ts'

export interface UnknownWrites {
  readonly count: number
  /** The newest first, at most `mostUnknownWrites`. */
  readonly writes: readonly Omit<UnknownWrite, 'connectionName'>[]
}

const none: UnknownWrites = { count: 0, writes: [] }

/**
 * Of each of these people what may have been written without an answer, in the order of the people. What a worker that
 * had lost the sync reported late is known.
 */
export async function unknownWrites(
  tx: pg.ClientBase,
  organizationId: string,
  people: readonly SubjectOf[],
): Promise<readonly UnknownWrites[]> {
  const keys = people.flatMap(({ subjectIds }, n) => subjectIds.map((id) => ({ n, id })))
  const objects = people.flatMap(({ objects: all }, n) => all.map((object) => ({ n, ...object })))
  const { rows } = await tx.query<UnknownWrites['writes'][number] & { n: number; count: number; at: Date }>(
    `with open as (
       select k.n, s.sync_id from unnest($2::int[], $3::text[]) k (n, id)
         join read.sync_status s on s.organization_id = $1 and s.label like 'sealed:v1:s-%' and substr(s.label, 13, 36) = k.id
         where s.certainty = 'unknown'
       union
       select o.n, s.sync_id from unnest($4::int[], $5::uuid[], $6::text[], $7::text[]) o (n, connection_id, entity, id)
         join read.sync_status s on s.organization_id = $1 and s.source_id = o.id and s.entity = o.entity
           and s.source_connection_id = o.connection_id
         where s.certainty = 'unknown'
     ),
     written as (
       select open.n, s.sync_id, s.connection_id, s.provider, s.entity, s.operation, s.source_id, a.*,
         count(*) over (partition by open.n) as count,
         row_number() over (partition by open.n order by s.requested_position desc) as place
       from open
         join read.sync_status s on s.organization_id = $1 and s.sync_id = open.sync_id
         cross join lateral (
           select idempotency_key, provider_request_id, started_at from read.attempt t
           where t.organization_id = $1 and t.sync_id = open.sync_id and t.certainty = 'unknown'
           order by try desc limit 1) a
       where not exists (select from read.attempt t
         where t.organization_id = $1 and t.sync_id = open.sync_id and t.outcome = 'done')
     )
     select n, count, sync_id as "syncId", connection_id as "connectionId", provider, entity, operation,
       source_id as "sourceId", idempotency_key as "idempotencyKey", provider_request_id as "providerRequestId",
       started_at as at
     from written where place <= ${mostUnknownWrites} order by n, place`,
    [
      organizationId,
      keys.map(({ n }) => n),
      keys.map(({ id }) => id),
      objects.map(({ n }) => n),
      objects.map(({ connectionId }) => connectionId),
      objects.map(({ entity }) => entity),
      objects.map(({ id }) => id),
    ],
  )
  const byPerson = Map.groupBy(rows, ({ n }) => n)
  return people.map((_, index) => {
    const own = byPerson.get(index)
    if (!own) return none
    return {
      count: own[0]?.count ?? 0,
      writes: own.map(({ n: _n, count: _count, at, ...write }) => ({ ...write, triedAt: at.toISOString() })),
    }
  })
}
