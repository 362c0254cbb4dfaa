import { type OrganizationKeys, payloadPlace, type RecordKeys, UnsealableError } from '@syncline/db/custody'
import { readStreams } from '@syncline/db/log'
import { readOrganization } from '@syncline/db/pool'
import { type NewestSync, readPayloads } from '@syncline/db/reconciliation'
import { type EventData, type RecordedEvent, streamId, streamName } from '@syncline/domain/event'
import type { Ours } from '@syncline/domain/reconciliation'
import { type CanonicalRecord, dependenciesOf } from '@syncline/domain/record'
import { evolve, initialSync, type Sync, type SyncEvent } from '@syncline/domain/sync'
import type { PushAdapter } from '@syncline/providers/port'
import type pg from 'pg'
import type { ExecutorDeps } from '../jobs/executor-deps.ts'
import { findExternalIds } from '../jobs/lane.ts'
import { recordIn } from '../jobs/material.ts'
import type { MappingDirectory, VersionedMapping } from '../mapping/directory.ts'

export interface OpenDeps extends Pick<ExecutorDeps, 'vault' | 'loadProvider' | 'mapRecord'> {
  readonly pool: pg.Pool
  readonly mappings: MappingDirectory
}

type Known = Exclude<Sync, { status: 'none' }>

interface Opened {
  readonly sync: NewestSync
  readonly state: Known
  readonly standing: Ours['standing']
  /** As it came from its source; null where it does not open. */
  readonly record: CanonicalRecord | null
  readonly mapping: VersionedMapping
}

/**
 * What the hub knows of some records, opened, and told as their provider would tell it. Nothing of it is kept.
 * @param connectionId whose records are compared
 */
export async function openOurs(
  deps: OpenDeps,
  organizationId: string,
  connectionId: string,
  syncs: readonly NewestSync[],
): Promise<readonly { readonly sync: NewestSync; readonly ours: Ours }[]> {
  const told = syncs.filter(({ syncId }) => syncId !== null)
  const keys = await deps.vault.keysOf(organizationId)
  const { opened, externalIds } = await readOrganization(deps.pool, organizationId, async (tx) => {
    const opened = await openAll(deps, tx, organizationId, keys, told)
    return { opened, externalIds: await externalIdsOf(tx, organizationId, opened) }
  })
  const ours = await Promise.all(
    opened.map(async (one) => ({ sync: one.sync, ours: await toOurs(deps, one, externalIds) })),
  )
  const linked = syncs
    .filter(({ syncId }) => syncId === null)
    .map((sync) => ({ sync, ours: knownByLink(connectionId, sync) }))
  return [...ours, ...linked]
}

const knownByLink = (connectionId: string, { externalId }: NewestSync): Ours => ({
  record: null,
  standing: 'settled',
  sourceConnectionId: connectionId,
  sourceId: externalId ?? '',
  syncId: null,
})

async function openAll(
  deps: OpenDeps,
  tx: pg.ClientBase,
  organizationId: string,
  keys: OrganizationKeys,
  syncs: readonly NewestSync[],
): Promise<readonly Opened[]> {
  const facts = Map.groupBy(
    await readStreams(
      tx,
      organizationId,
      syncs.map(({ syncId }) => streamName('sync', syncId ?? '')),
    ),
    ({ stream }) => streamId(stream),
  )
  const states = syncs.flatMap((sync) => {
    const events = facts.get(sync.syncId ?? '') ?? []
    const state = events.reduce<Sync>((one, event) => evolve(one, event as unknown as SyncEvent), initialSync)
    return state.status === 'none' ? [] : [{ sync, state, standing: standingOf(sync, state, events.at(-1)) }]
  })
  const sealed = await readPayloads(
    tx,
    organizationId,
    states.flatMap(({ state }) => state.request.payloadId ?? []),
  )
  const records = await keys.forRecords(tx, { sealed: [...sealed.values()] })
  const opened: Opened[] = []
  for (const one of states) {
    const { request, mapping } = one.state
    const bytes = request.payloadId === null ? undefined : sealed.get(request.payloadId)
    opened.push({
      ...one,
      record: bytes ? await openRecord(deps, records, organizationId, request, bytes) : null,
      mapping: await deps.mappings.find(tx, organizationId, request, mapping.version),
    })
  }
  return opened
}

async function openRecord(
  { loadProvider }: OpenDeps,
  keys: RecordKeys,
  organizationId: string,
  request: EventData<'SyncRequested'>,
  sealed: Buffer,
): Promise<CanonicalRecord | null> {
  const source = await loadProvider(request.source.system)
  try {
    return recordIn(
      source,
      request,
      keys.openBytes(payloadPlace(organizationId, request.payloadId ?? ''), sealed),
    )
  } catch (error) {
    // Of somebody who was erased, sealed under a key that is gone, or no record at all.
    if (error instanceof UnsealableError || error instanceof SyntaxError) return null
    throw error
  }
}

function standingOf(
  { isTowards }: NewestSync,
  state: Known,
  last: RecordedEvent | undefined,
): Ours['standing'] {
  const { request, conflict } = state
  const isOpen = state.status === 'pending' || state.status === 'syncing'
  if (isTowards ? isOpen : isOpen && request.payloadId === null) return 'on_the_way'
  if (request.operation === 'delete') return 'ended'
  if (!isTowards) return 'settled'
  if (conflict?.choice === 'theirs') return 'kept'
  const { reason } = last?.type === 'SyncSuperseded' ? (last.data as EventData<'SyncSuperseded'>) : {}
  return reason === 'never_written' || reason === 'deleted_at_source' ? 'ended' : 'settled'
}

const placeOf = ({ connectionId, source }: EventData<'SyncRequested'>) =>
  [source.connectionId, source.accountId ?? '', connectionId].join('/')
const idKey = (request: EventData<'SyncRequested'>, sourceId: string) => `${placeOf(request)}/${sourceId}`

/** What the target calls the objects that the records name, one question per source. */
async function externalIdsOf(
  tx: pg.ClientBase,
  organizationId: string,
  opened: readonly Opened[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  const towards = opened.filter(({ sync, record }) => sync.isTowards && record !== null)
  for (const group of Map.groupBy(towards, ({ state }) => placeOf(state.request)).values()) {
    const [{ state }] = group as [Opened]
    const dependencies = group.flatMap(({ record }) => (record ? dependenciesOf(record) : []))
    const ids = await findExternalIds(tx, organizationId, state.request, dependencies)
    for (const [sourceId, id] of ids) found.set(idKey(state.request, sourceId), id)
  }
  return found
}

async function toOurs(
  deps: OpenDeps,
  opened: Opened,
  externalIds: ReadonlyMap<string, string>,
): Promise<Ours> {
  const { sync, state, standing } = opened
  const { source } = state.request
  const record = sync.isTowards ? await asThere(deps, opened, externalIds) : opened.record
  return {
    record,
    standing: record?.deleted ? 'ended' : standing,
    sourceConnectionId: source.connectionId,
    sourceId: source.id,
    syncId: sync.syncId,
  }
}

/** Carried through its flow's mapping, in the form that the target would tell it in. */
async function asThere(
  { loadProvider, mapRecord }: OpenDeps,
  { sync, state, record, mapping }: Opened,
  externalIds: ReadonlyMap<string, string>,
): Promise<CanonicalRecord | null> {
  if (record === null) return null
  const mapped = mapping.mapping ? await mapRecord(mapping.mapping, record) : { ok: true as const, record }
  if (!mapped.ok) return null
  const { push } = await loadProvider(state.request.provider)
  const adapter = push?.[mapped.record.entity] as PushAdapter | undefined
  try {
    return (
      adapter?.asRead?.(mapped.record, {
        link: sync.externalId === null ? null : { externalId: sync.externalId, externalVersion: null },
        accountId: null,
        externalIdOf: ({ sourceId }) => externalIds.get(idKey(state.request, sourceId)) ?? null,
      }) ?? null
    )
  } catch {
    // The adapter tripped over this record: the others are compared all the same.
    return null
  }
}
