import type { ProviderName } from '@syncline/domain/connection'
import { explainAnswer, isErrorCode } from '@syncline/domain/error'
import { type StreamNoun, streamId, streamNouns } from '@syncline/domain/event'
import { type FoundBy, mostHits, type SearchHit } from '@syncline/domain/view'
import type pg from 'pg'
import { findRefusal } from '../access/refusals.ts'
import { findDelivery } from './deliveries.ts'
import { findSyncs, type SyncReader } from './syncs.ts'

/** Where an id led: a stream of the log, and by which of its ids. */
interface Lead {
  readonly stream: string
  readonly by: FoundBy
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const position = /^\d{1,15}$/

/**
 * What an id belongs to: ours, the provider's, that of an event, a request, a refusal or a chain of causes. Each kind is
 * one probe of an index of its own, of this organization only.
 */
export async function findById(reader: SyncReader, text: string): Promise<readonly SearchHit[]> {
  const leads = await leadsOf(reader.tx, reader.organizationId, text)
  const first = new Map<string, FoundBy>()
  for (const { stream, by } of leads) if (!first.has(stream)) first.set(stream, by)
  const syncIds = [...first.keys()].filter((stream) => kindOf(stream) === 'sync').map(streamId)
  const syncs = new Map((await findSyncs(reader, syncIds)).map((row) => [row.syncId, row]))
  const hits: SearchHit[] = position.test(text)
    ? await eventHit(reader, text)
    : uuid.test(text)
      ? await refusalHit(reader, text.toLowerCase())
      : []
  for (const [stream, by] of first) {
    const id = streamId(stream)
    const row = syncs.get(id)
    if (row) hits.push({ kind: 'sync', by, row })
    else hits.push(...(await hitOf(reader, kindOf(stream), id, by)))
  }
  return hits
}

async function hitOf(
  reader: SyncReader,
  kind: string,
  id: string,
  by: FoundBy,
): Promise<readonly SearchHit[]> {
  if (kind === 'connection') return connectionHit(reader, id, by)
  if (kind === 'bulk') return bulkHit(reader, id, by)
  if (kind === 'delivery') {
    const delivery = await findDelivery(reader, id)
    return delivery ? [{ kind: 'webhook', by, row: delivery.row }] : []
  }
  const noun = streamNouns.find((each) => each === kind)
  return noun && others.includes(noun) ? [{ kind: 'subject', by, noun, id }] : []
}

const kindOf = (stream: string) => stream.slice(0, stream.indexOf('-'))

async function leadsOf(tx: pg.ClientBase, organizationId: string, text: string): Promise<readonly Lead[]> {
  const { rows } = await tx.query<Lead>(
    `(select 'sync-' || sync_id as stream, 'source' as by from read.sync_status
       where organization_id = $1 and source_id = $2 order by requested_position desc limit ${mostHits})
     union all (select 'sync-' || sync_id, 'external' from read.sync_status
       where organization_id = $1 and external_id = $2 order by requested_position desc limit ${mostHits})
     union all (select 'sync-' || sync_id, 'correlation' from read.sync_status
       where organization_id = $1 and correlation_id = $2 order by requested_position desc limit ${mostHits})
     union all (select 'sync-' || sync_id, 'request' from read.attempt
       where organization_id = $1 and provider_request_id = $2 limit ${mostHits})
     union all (select 'delivery-' || delivery_id, 'event' from read.delivery
       where organization_id = $1 and provider_event_id = $2 order by received_position desc limit ${mostHits})
     union all (select 'delivery-' || delivery_id, 'correlation' from read.delivery
       where organization_id = $1 and correlation_id = $2 order by received_position desc limit ${mostHits})`,
    [organizationId, text],
  )
  return [
    ...(uuid.test(text) ? await byUuid(tx, organizationId, text.toLowerCase()) : []),
    ...(position.test(text) ? await byPosition(tx, organizationId, text) : []),
    ...rows,
  ]
}

/** Nouns that are found by their own id, by that of an event, or by an error about them. */
const others: readonly StreamNoun[] = [
  'run',
  'recharge',
  'reconciliation',
  'discrepancy',
  'flow',
  'subject',
  'organization',
]
const nouns = ['sync', 'delivery', 'connection', 'bulk', ...others]

/** Our own ids: every stream has a head. An id that a refused caller was told leads to what it was about. */
async function byUuid(tx: pg.ClientBase, organizationId: string, id: string): Promise<readonly Lead[]> {
  const { rows } = await tx.query<Lead>(
    `(select stream, 'id' as by from log.head
       where organization_id = $1 and stream = any ($2))
     union all (select h.stream, 'error' from coordination.audit a join log.head h
       on h.organization_id = a.organization_id
       and h.stream in (select noun || '-' || a.target from unnest($4::text[]) noun)
       where a.organization_id = $1 and a.error_id = $3 limit ${mostHits})`,
    [organizationId, nouns.map((noun) => `${noun}-${id}`), id, nouns],
  )
  return rows
}

async function byPosition(tx: pg.ClientBase, organizationId: string, text: string): Promise<readonly Lead[]> {
  const { rows } = await tx.query<Lead>(
    `select stream, 'position' as by from log.event where position = $2 and organization_id = $1`,
    [organizationId, text],
  )
  return rows
}

async function eventHit({ tx, organizationId }: SyncReader, text: string): Promise<SearchHit[]> {
  const { rows } = await tx.query<{ position: string; stream: string; type: string }>(
    'select position, stream, type from log.event where position = $2 and organization_id = $1',
    [organizationId, text],
  )
  return rows.flatMap((row): SearchHit[] => {
    const noun = streamNouns.find((each) => each === kindOf(row.stream))
    return noun
      ? [{ kind: 'event', by: 'position', position: Number(row.position), type: row.type, noun }]
      : []
  })
}

/** The end of a caller's id is enough to say whether it was oneself. */
const shownOfId = 4

async function refusalHit({ tx, organizationId }: SyncReader, errorId: string): Promise<SearchHit[]> {
  const row = await findRefusal(tx, organizationId, errorId)
  if (!row || !isErrorCode(row.code)) return []
  const { at, actor, operation, code, details, correlationId } = row
  const { sentence, remedy } = explainAnswer(code)
  return [
    {
      kind: 'refusal',
      by: 'error',
      errorId,
      at: at.toISOString(),
      operation,
      code,
      message: sentence,
      remedy,
      details,
      caller: { kind: actor.startsWith('key:') ? 'program' : 'person', idEnd: actor.slice(-shownOfId) },
      correlationId,
    },
  ]
}

async function connectionHit(
  { tx, organizationId }: SyncReader,
  connectionId: string,
  by: FoundBy,
): Promise<readonly SearchHit[]> {
  const { rows } = await tx.query<{ name: string; provider: ProviderName }>(
    'select name, provider from read.connection where organization_id = $1 and connection_id = $2',
    [organizationId, connectionId],
  )
  return rows.map((row) => ({ kind: 'connection', by, connectionId, ...row }))
}

async function bulkHit(
  { tx, organizationId }: SyncReader,
  bulkId: string,
  by: FoundBy,
): Promise<readonly SearchHit[]> {
  const { rows } = await tx.query<{ type: string }>(
    'select type from log.event where organization_id = $1 and stream = $2 and version = 1',
    [organizationId, `bulk-${bulkId}`],
  )
  return rows.map(({ type }) => ({
    kind: 'bulk',
    by,
    bulkId,
    list: type === 'BulkReplayRequested' ? 'webhooks' : 'syncs',
  }))
}
