import type { Entity, ProviderName } from '@syncline/domain/connection'
import type { RecordedEvent } from '@syncline/domain/event'
import { personEntities } from '@syncline/domain/record'
import type { SubjectObject } from '@syncline/domain/subject'
import { countCap, type ErasurePreview, mostErasures } from '@syncline/domain/view'
import type pg from 'pg'
import { readEvents, readStreams } from '../log/read.ts'

/** A person's keys and objects: what leads to all that is theirs. */
export interface SubjectOf {
  readonly subjectIds: readonly string[]
  readonly objects: readonly SubjectObject[]
}

/** Syncs of a person: those whose name one of their keys sealed, and those of their own objects. */
const ofPerson = `of_person as materialized (
  select s.sync_id, s.status, s.label, s.delivery_id, s.entity, s.certainty, s.requested_position from read.sync_status s
    where s.organization_id = $1 and s.label like 'sealed:v1:s-%' and substr(s.label, 13, 36) = any ($2::text[])
  union
  select s.sync_id, s.status, s.label, s.delivery_id, s.entity, s.certainty, s.requested_position
    from unnest($3::uuid[], $4::text[], $5::text[]) o (connection_id, entity, id)
      join read.sync_status s on s.organization_id = $1 and s.source_id = o.id and s.entity = o.entity
        and s.source_connection_id = o.connection_id)`

const valuesOf = (organizationId: string, { subjectIds, objects }: SubjectOf) => [
  organizationId,
  subjectIds,
  objects.map(({ connectionId }) => connectionId),
  objects.map(({ entity }) => entity),
  objects.map(({ id }) => id),
]

/** Every object that is linked to one of these, whatever it is called there: a customer here may be a contact there. */
export async function linkedObjects(
  tx: pg.ClientBase,
  organizationId: string,
  objects: readonly SubjectObject[],
  most: number,
): Promise<readonly SubjectObject[]> {
  const { rows } = await tx.query<{
    connection_id: string
    account_id: string
    entity: Entity
    external_id: string
  }>(
    `select distinct l.connection_id, l.account_id, l.entity, l.external_id
     from unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) o (connection_id, account_id, entity, id)
       cross join lateral unnest(case when o.entity = any ($6::text[]) then $6::text[] else array[o.entity] end) kind
       join coordination.link f on f.organization_id = $1 and f.connection_id = o.connection_id
         and f.account_id = o.account_id and f.entity = kind and f.external_id = o.id
       join coordination.link l on l.organization_id = $1 and l.record_id = f.record_id
     limit $7`,
    [
      organizationId,
      objects.map(({ connectionId }) => connectionId),
      objects.map(({ accountId }) => accountId ?? ''),
      objects.map(({ entity }) => entity),
      objects.map(({ id }) => id),
      personEntities.filter((entity) => entity !== 'vendor'),
      most,
    ],
  )
  return rows.map(({ connection_id, account_id, entity, external_id }) => ({
    connectionId: connection_id,
    accountId: account_id || null,
    entity,
    id: external_id,
  }))
}

/** What there is of a person, counted. Counts of what is stored go no further than `countCap`. */
export async function countSubject(
  tx: pg.ClientBase,
  organizationId: string,
  subject: SubjectOf,
): Promise<Omit<ErasurePreview, 'objects' | 'label'>> {
  const { rows } = await tx.query<
    Omit<ErasurePreview, 'objects' | 'label' | 'erasedBefore'> & { erasedBefore: Date | null }
  >(
    `with ${ofPerson}
     select (select count(*) from of_person) as syncs,
       (select count(*) from of_person where status = 'pending') as waiting,
       (select count(*) from of_person where certainty = 'unknown') as unknown,
       (select count(distinct delivery_id) from of_person) as webhooks,
       (select count(*) from of_person where label like 'sealed:v1:o%') as older,
       (select count(*) from of_person p join read.attempt a on a.organization_id = $1 and a.sync_id = p.sync_id) as attempts,
       (select count(*) from (select from read.delivery where organization_id = $1 limit ${countCap}) d) as stored,
       k.keys, k.erased as "erasedBefore"
     from (select count(*) filter (where wrapped_key is not null) as keys, max(destroyed_at) as erased
       from custody.subject_key where organization_id = $1 and subject_id = any ($2::text[]::uuid[])) k`,
    valuesOf(organizationId, subject),
  )
  const row = rows[0] as (typeof rows)[number]
  return { ...row, erasedBefore: row.erasedBefore?.toISOString() ?? null }
}

/** Some syncs of a person, the newest first. */
export async function syncsOfSubject(
  tx: pg.ClientBase,
  organizationId: string,
  subject: SubjectOf,
  { only, most }: { readonly only: 'waiting' | 'own' | 'all'; readonly most: number },
): Promise<readonly string[]> {
  const which = {
    waiting: "where status = 'pending'",
    own: `where entity in (${personEntities.map((entity) => `'${entity}'`).join(', ')})`,
    all: '',
  }[only]
  const { rows } = await tx.query<{ sync_id: string }>(
    `with ${ofPerson} select sync_id from of_person ${which} order by requested_position desc limit $6`,
    [...valuesOf(organizationId, subject), most],
  )
  return rows.map(({ sync_id }) => sync_id)
}

/** Syncs of people's own records below a place in the log, newest first: whose they are is sealed in what they carry. */
export async function syncsOfPeople(
  tx: pg.ClientBase,
  organizationId: string,
  before: number | null,
  limit: number,
): Promise<readonly { readonly syncId: string; readonly position: number }[]> {
  const { rows } = await tx.query<{ syncId: string; position: number }>(
    `select sync_id as "syncId", requested_position as position from read.sync_status
     where organization_id = $1 and entity = any ($2) and requested_position < coalesce($3, 9223372036854775807)
     order by requested_position desc limit $4`,
    [organizationId, personEntities, before, limit],
  )
  return rows
}

/** A webhook whose bytes are still kept. */
export interface StoredWebhook {
  readonly position: number
  readonly connectionId: string
  readonly provider: ProviderName
  readonly payloadId: string
  /** Null when they expired. */
  readonly sealed: Buffer | null
}

/** The next webhooks after a place in the log, in the order they came. */
export async function nextStored(
  tx: pg.ClientBase,
  organizationId: string,
  after: number,
  limit: number,
): Promise<readonly StoredWebhook[]> {
  const { rows } = await tx.query<StoredWebhook>({
    name: 'next-stored',
    text: `select d.received_position as position, d.connection_id as "connectionId", d.provider,
        d.payload_id as "payloadId", p.sealed
      from (select * from read.delivery where organization_id = $1 and received_position > $2
          order by received_position limit $3) d
        left join log.payload p on p.organization_id = $1 and p.payload_id = d.payload_id
      order by d.received_position`,
    values: [organizationId, after, limit],
  })
  return rows
}

/** The newest erasures of an organization, each with all its events, the newest first. */
export async function listErasures(
  tx: pg.ClientBase,
  organizationId: string,
): Promise<readonly (readonly RecordedEvent[])[]> {
  const { rows } = await tx.query<{ position: number }>(
    `select position from read.event_entry where organization_id = $1 and type = 'SubjectErasureRequested'
     order by position desc limit ${mostErasures}`,
    [organizationId],
  )
  const asked = await readEvents(
    tx,
    organizationId,
    rows.map(({ position }) => position),
  )
  const streams = asked.toSorted((a, b) => b.position - a.position).map(({ stream }) => stream)
  const events = Map.groupBy(await readStreams(tx, organizationId, streams), ({ stream }) => stream)
  return streams.map((stream) => events.get(stream) ?? [])
}

/** When each of these subjects got a key after its last one was destroyed. */
export async function returnedAt(
  tx: pg.ClientBase,
  organizationId: string,
  subjectIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await tx.query<{ subject_id: string; at: Date }>(
    `select subject_id, min(created_at) as at from custody.subject_key
     where organization_id = $1 and subject_id = any ($2::uuid[]) and wrapped_key is not null and generation > 1
     group by subject_id`,
    [organizationId, subjectIds],
  )
  return new Map(rows.map(({ subject_id, at }) => [subject_id, at]))
}

/** Names and providers of some connections. */
export async function connectionNames(
  tx: pg.ClientBase,
  organizationId: string,
  connectionIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly name: string; readonly provider: ProviderName }>> {
  const { rows } = await tx.query<{ connection_id: string; name: string; provider: ProviderName }>(
    'select connection_id, name, provider from read.connection where organization_id = $1 and connection_id = any ($2::uuid[])',
    [organizationId, connectionIds],
  )
  return new Map(rows.map(({ connection_id, name, provider }) => [connection_id, { name, provider }]))
}
