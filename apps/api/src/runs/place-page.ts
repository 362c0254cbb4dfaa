import { labelPlace, payloadPlace, type RecordKeys, type Vault } from '@syncline/db/custody'
import { type Appender, readKeyed } from '@syncline/db/log'
import { withOrganization } from '@syncline/db/pool'
import type { FlowRow } from '@syncline/db/queries'
import type { ProviderName } from '@syncline/domain/connection'
import { type EventData, streamName } from '@syncline/domain/event'
import { amountOf, type CanonicalRecord, readVersion, recordLabel, subjectOf } from '@syncline/domain/record'
import type { RunCounts } from '@syncline/domain/run'
import type { Provider } from '@syncline/providers/port'
import type pg from 'pg'
import { pointerTo } from '../commands/request-sync.ts'
import { subjectIdOf } from '../erasure/subject-id.ts'
import { uuidOf, uuidv7 } from '../ingest/uuid.ts'
import { readKnown } from './known.ts'

export interface PlaceDeps {
  readonly pool: pg.Pool
  readonly appender: Pick<Appender, 'append'>
  readonly vault: Vault
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly now: () => Date
}

/** A page that was read, and the run it is of. */
export interface ReadPage {
  readonly organizationId: string
  readonly runId: string
  readonly request: EventData<'RunStarted'>
  /** Where the run was started: what its syncs came of. */
  readonly startedPosition: number
  /** From 1. */
  readonly page: number
  readonly records: readonly CanonicalRecord[]
  readonly unreadable: number
  /** Where the records go. */
  readonly flows: readonly FlowRow[]
}

interface Wanted {
  readonly record: CanonicalRecord
  readonly flow: FlowRow
  /** Names the append by the page: read again after a crash, it asks for the same once. */
  readonly key: string
}

/** So many records are compared at once: what was known of them is held in memory meanwhile. */
const atOnce = 100

/**
 * Asks for a sync of what a page says anew, for each flow that wants it: by the words of a sync that a person asks for, so
 * that whoever carries it reads the object as it is by then. @returns what became of the page's objects
 */
export async function placePage(deps: PlaceDeps, read: ReadPage): Promise<RunCounts> {
  // One that was told twice on a page is one.
  const records = [...new Map(read.records.map((record) => [record.sourceId, record])).values()]
  let counts: RunCounts = {
    read: read.records.length + read.unreadable,
    changed: 0,
    unchanged: read.records.length - records.length,
    leftOut: 0,
    unreadable: read.unreadable,
    asked: 0,
  }
  for (let from = 0; from < records.length; from += atOnce) {
    const some = records.slice(from, from + atOnce)
    const { wanted, leftOut, keys, placed } = await choose(deps, read, some)
    await Promise.all(wanted.filter(({ key }) => !placed.has(key)).map((one) => ask(deps, read, keys, one)))
    const changed = new Set(wanted.map(({ record }) => record)).size
    counts = {
      ...counts,
      changed: counts.changed + changed,
      unchanged: counts.unchanged + some.length - changed - leftOut,
      leftOut: counts.leftOut + leftOut,
      asked: counts.asked + wanted.length,
    }
  }
  return counts
}

/** Which of them have to travel where; those that this very page asked for before a crash are among them. */
async function choose(deps: PlaceDeps, read: ReadPage, records: readonly CanonicalRecord[]) {
  const { organizationId, request, flows } = read
  const organization = await deps.vault.keysOf(organizationId)
  return withOrganization(deps.pool, organizationId, async (tx) => {
    const subjects = new Map(records.map((record) => [record, subjectIn(read, record)]))
    const subjectIds = [...subjects.values()].filter((id) => id !== null)
    const people = await organization.forRecords(tx, { lookUp: subjectIds, fresh: true })
    // What a person does after they were erased comes as a webhook; that they are still there is no news.
    const here = records.filter((record) => people.erasedAt(subjects.get(record) ?? '') === null)
    const isNews = await readKnown(deps, tx, organizationId, organization, {
      ...request,
      records: here,
      targetConnectionIds: [...new Set(flows.map(({ targetConnectionId }) => targetConnectionId))],
    })
    const all = here.flatMap((record) =>
      flows.map((flow): Wanted => ({ record, flow, key: keyOf(read, flow, record) })),
    )
    const placed = await readKeyed(
      tx,
      organizationId,
      all.map(({ key }) => key),
    )
    const wanted = all.filter(
      ({ record, flow, key }) => placed.has(key) || isNews(record, flow.targetConnectionId),
    )
    const deleted = wanted.filter(({ record }) => record.deleted)
    const keys = await organization.forRecords(tx, {
      subjectIds: deleted.flatMap(({ record }) => subjects.get(record) ?? []),
    })
    return { wanted, leftOut: records.length - here.length, keys, placed }
  })
}

const subjectIn = ({ organizationId, request: { connectionId } }: ReadPage, record: CanonicalRecord) =>
  subjectIdOf(organizationId, { connectionId, accountId: null }, subjectOf(record))

const keyOf = ({ runId, page }: ReadPage, { flowId }: FlowRow, { sourceId }: CanonicalRecord) =>
  `run:${runId}:${page}:${flowId}:${sourceId}`

async function ask(deps: PlaceDeps, read: ReadPage, keys: RecordKeys, { record, flow, key }: Wanted) {
  const { organizationId, runId, request, startedPosition } = read
  const syncId = uuidOf(`${organizationId}/${key}`)
  const source = { connectionId: request.connectionId, system: request.provider, id: record.sourceId }
  const pointer = pointerTo(flow, request.entity, source)
  const gone = record.deleted ? tombstone(deps, read, keys, syncId, record) : null
  await deps.appender.append({
    organizationId,
    stream: streamName('sync', syncId),
    events: [{ type: 'SyncRequested', data: { ...pointer, amount: amountOf(record), ...gone?.carried } }],
    context: {
      now: deps.now(),
      actor: 'system:run',
      correlationId: runId,
      causationPosition: startedPosition,
    },
    idempotencyKey: key,
    ...(gone && { payload: gone.payload }),
  })
}

/** What is not there any more can't be read as it is: the word that it has ended travels itself, as new as this page. */
function tombstone(
  { now }: PlaceDeps,
  read: ReadPage,
  keys: RecordKeys,
  syncId: string,
  record: CanonicalRecord,
) {
  const { organizationId } = read
  const subjectId = subjectIn(read, record)
  const payloadId = uuidv7(now().getTime())
  const label = keys.sealText(
    labelPlace(organizationId, syncId),
    recordLabel(record).slice(0, 200),
    subjectId,
  )
  const sealed = keys.sealBytes(
    payloadPlace(organizationId, payloadId),
    Buffer.from(JSON.stringify(record)),
    subjectId,
  )
  return {
    carried: {
      operation: 'delete' as const,
      sourceVersion: readVersion(Math.floor(now().getTime() / 1_000), null),
      label,
      payloadId,
      payloadKind: 'record' as const,
    },
    payload: { payloadId, sealed },
  }
}
