import type { Notice } from '@syncline/providers/port'
import type pg from 'pg'

/** A notice and the connection it came from. */
export interface Heard {
  readonly connectionId: string
  readonly notice: Notice
}

/** `echo`: a write of ours coming back. `open`: one of ours is out to this very object, and it may be that. */
export type Sound = 'echo' | 'open'

/** The key of a request of ours: the id of its sync and the generation. */
const ourKey = /^([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\.\d{1,9}$/
const syncOf = (notice: Notice) => ourKey.exec(notice.requestKey ?? '')?.[1]

/**
 * Tells our own writes coming back from news: a provider names the key of the request that made the change, or counts
 * its object's versions, and we know the key or wrote that version. A provider may be quicker with its webhook than
 * with its answer: until that is in, nobody can tell. `tx` inside `withOrganization`.
 */
export async function listen(
  tx: pg.ClientBase,
  organizationId: string,
  heard: readonly Heard[],
): Promise<ReadonlyMap<Notice, Sound>> {
  const keyed = heard.filter(({ notice }) => syncOf(notice) !== undefined)
  const counted = heard.filter(({ notice }) => notice.objectVersion !== null)
  if (keyed.length + counted.length === 0) return new Map()
  const { rows } = await tx.query<{ number: number; sound: Sound }>({
    name: 'listen',
    text: `select k.number, 'echo' as sound from unnest($2::int[], $3::text[]) k (number, stream)
        join log.head h on h.organization_id = $1 and h.stream = k.stream
        -- What a person had us do there, such as a refund, began there: nobody else tells those who are to hear of it.
        where not exists (select from log.event e where e.organization_id = $1 and e.stream = k.stream
          and e.version = 1 and e.data -> 'source' ->> 'connectionId' = e.data ->> 'connectionId')
      union all
      select c.number, case when l.external_version >= c.object_version then 'echo' else 'open' end
      from unnest($4::int[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::text[])
          c (number, connection_id, account_id, entity, external_id, object_version, external_ref)
        left join coordination.link l on l.organization_id = $1 and l.connection_id = c.connection_id
          and l.account_id = c.account_id and l.entity = c.entity and l.external_id = c.external_id
        -- Not linked yet: it says of itself what it was made from, at one of those whose records go there.
        left join lateral (select o.record_id from read.flow f
            join coordination.link o on o.organization_id = f.organization_id
              and o.connection_id = f.source_connection_id and o.entity = f.entity
            join read.connection s on s.organization_id = f.organization_id
              and s.connection_id = f.source_connection_id
            where l.record_id is null and f.organization_id = $1 and f.target_connection_id = c.connection_id
              and f.entity = c.entity
              and o.external_id in (c.external_ref, substr(c.external_ref, strpos(c.external_ref, ':') + 1))
              and coordination.is_referred(c.external_ref, o.external_id, s.account_id, s.connection_id) limit 1) o on true
        left join coordination.lane w on w.organization_id = $1 and w.connection_id = c.connection_id
          and w.record_id = coalesce(l.record_id, o.record_id) and w.holder is not null and w.expires_at > now()
      where l.external_version >= c.object_version or w.holder is not null`,
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
      counted.map(({ notice }) => notice.externalRef),
    ],
  })
  const sounds = new Map<Notice, Sound>()
  for (const { number, sound } of rows) {
    const notice = heard[number]?.notice
    if (notice && sounds.get(notice) !== 'echo') sounds.set(notice, sound)
  }
  return sounds
}
