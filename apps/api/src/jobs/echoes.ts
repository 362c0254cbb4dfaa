import { readOrganization } from '@syncline/db/pool'
import type { Notice } from '@syncline/providers/port'
import type pg from 'pg'

/** A notice and the connection it came from. */
export interface Heard {
  readonly connectionId: string
  readonly notice: Notice
}

/** The key of a request of ours: the id of its sync and the generation. */
const ourKey = /^([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\.\d{1,9}$/
const syncOf = (notice: Notice) => ourKey.exec(notice.requestKey ?? '')?.[1]

/**
 * Tells our own writes coming back from news: a provider names the key of the request that made the change, or counts
 * its object's versions, and we know the key or wrote that version. An echo that overtakes the answer to its write is
 * not known here yet; its sync finds out when it has its lane.
 */
export async function findEchoes(
  pool: pg.Pool,
  organizationId: string,
  heard: readonly Heard[],
): Promise<ReadonlySet<Notice>> {
  const keyed = heard.filter(({ notice }) => syncOf(notice) !== undefined)
  const counted = heard.filter(({ notice }) => notice.objectVersion !== null)
  if (keyed.length + counted.length === 0) return new Set()
  const { rows } = await readOrganization(pool, organizationId, (tx) =>
    tx.query<{ number: number }>({
      name: 'find-echoes',
      text: `select k.number from unnest($2::int[], $3::text[]) k (number, stream)
          join log.head h on h.organization_id = $1 and h.stream = k.stream
        union all
        select c.number
        from unnest($4::int[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::bigint[])
            c (number, connection_id, account_id, entity, external_id, object_version)
          join coordination.link l on l.organization_id = $1 and l.connection_id = c.connection_id
            and l.account_id = c.account_id and l.entity = c.entity and l.external_id = c.external_id
            and l.external_version >= c.object_version`,
      values: [
        organizationId,
        keyed.map((one) => heard.indexOf(one)),
        keyed.map(({ notice }) => `sync-${syncOf(notice)}`),
        counted.map((one) => heard.indexOf(one)),
        counted.map(({ connectionId }) => connectionId),
        counted.map(({ notice }) => notice.accountId ?? ''),
        counted.map(({ notice }) => notice.entity),
        counted.map(({ notice }) => notice.sourceId),
        counted.map(({ notice }) => notice.objectVersion),
      ],
    }),
  )
  return new Set(rows.flatMap(({ number }) => heard[number]?.notice ?? []))
}
