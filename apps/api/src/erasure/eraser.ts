import {
  addressesPlace,
  destroySubjectKeys,
  ErasedError,
  type RecordKeys,
  type Vault,
} from '@syncline/db/custody'
import { type Appender, destroyPayloads, readStream } from '@syncline/db/log'
import { readOrganization, withOrganization } from '@syncline/db/pool'
import { advanceProjections } from '@syncline/db/projections'
import { countSubject, nextStored, type SubjectOf, syncsOfSubject } from '@syncline/db/queries'
import type { Reactor } from '@syncline/db/queue'
import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { type RecordedEvent, streamId, streamName } from '@syncline/domain/event'
import {
  type Erasure,
  evolveErasure,
  initialErasure,
  maxFoundSubjects,
  type SubjectEvent,
} from '@syncline/domain/subject'
import type { Provider } from '@syncline/providers/port'
import type pg from 'pg'
import type { SyncRunner } from '../commands/sync.ts'
import { erasedReason } from '../jobs/step.ts'
import type { ErasureRunner } from './commands.ts'
import { mentionIn, type Sought, soughtWords } from './mention.ts'
import { openForSearch } from './open-for-search.ts'
import { addressesOf } from './person.ts'

export interface EraserDeps {
  readonly pool: pg.Pool
  readonly appender: Appender
  readonly vault: Vault
  readonly runner: SyncRunner
  readonly erasureRunner: ErasureRunner
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly now: () => Date
}

type Running = Extract<Erasure, { status: 'running' }>

interface Searched {
  searched: number
  destroyed: number
  readonly subjectIds: Set<string>
  after: number
}

/** Webhooks read at once. */
const batch = 200
/** One part: well below what the server allows the checkpoint to be held without a statement. */
const partMs = 4_000
/** Syncs called off at once: a person has few that wait. */
const mostWaiting = 500

/**
 * Destroys what there is of a person, part by part: each part is a fact that calls for the next, and a part that comes
 * twice destroys nothing that was not to be destroyed. First what webhooks said, found by what the person is known by;
 * then the keys; then what came in between.
 */
export function createEraser(deps: EraserDeps): Reactor {
  return {
    name: 'eraser',
    types: ['SubjectErasureRequested', 'SubjectErasureAdvanced'],
    windowEvents: 1,
    async handle(events) {
      for (const event of events) await carryOn(deps, event)
    },
  }
}

async function carryOn(deps: EraserDeps, { organizationId, stream, version }: RecordedEvent): Promise<void> {
  const events = await readOrganization(deps.pool, organizationId, (tx) =>
    readStream(tx, organizationId, stream),
  )
  const state = events.reduce<Erasure>(
    (erasure, event) => evolveErasure(erasure, event as unknown as SubjectEvent),
    initialErasure,
  )
  const asked = events[0]
  // It went on already, when this window came before.
  if (!asked || state.status !== 'running' || events.length !== version) return
  await advanceProjections(deps.pool, ['sync_status', 'delivery'])
  const erasureId = streamId(stream)
  const sought = await soughtIn(deps, organizationId, erasureId, state)
  const cancelled = await callOff(deps, asked, state)
  const part: Searched = { searched: 0, destroyed: 0, subjectIds: new Set(), after: state.after }
  const isWhole = await search(deps, organizationId, erasureId, sought, part, Date.now() + partMs)
  const advance = () =>
    run(deps, asked, {
      type: 'advance',
      part: { ...part, subjectIds: [...part.subjectIds].slice(0, maxFoundSubjects), cancelled },
    })
  if (!isWhole) return advance()

  const subjectIds = [...new Set([...state.subjectIds, ...part.subjectIds])]
  const keys = await withOrganization(deps.pool, organizationId, (tx) =>
    destroySubjectKeys(tx, organizationId, subjectIds, erasureId),
  )
  // Whatever was sealed under a key that was there until now is in the log by now.
  await advanceProjections(deps.pool, ['sync_status', 'delivery'])
  await search(deps, organizationId, erasureId, sought, part, Number.POSITIVE_INFINITY)
  const person = { subjectIds, objects: state.request.objects }
  const syncs = await readOrganization(
    deps.pool,
    organizationId,
    async (tx) => (await countSubject(tx, organizationId, person)).syncs,
  )
  if (part.searched > 0) await advance()
  await run(deps, asked, { type: 'finish', keys, syncs })
}

/**
 * What the person is known by. Addresses are sealed under one of their keys: once it is gone, ids are left. Until then
 * they are also read anew, for what the lists did not show yet when it was asked for.
 */
async function soughtIn(
  { pool, vault, loadProvider }: EraserDeps,
  organizationId: string,
  erasureId: string,
  { request, subjectIds }: Running,
): Promise<Sought> {
  const { addresses, objects } = request
  const keys = await vault.keysOf(organizationId)
  const known = await readOrganization(pool, organizationId, async (tx) => {
    const records = await keys.forRecords(tx, { sealed: [addresses], fresh: true })
    const asked = addresses === null ? [] : openAddresses(records, organizationId, erasureId, addresses)
    const reader = { tx, organizationId, keys, loadProvider }
    return [...asked, ...(await addressesOf(reader, { subjectIds, objects }))]
  })
  const words = soughtWords(
    objects.map(({ id }) => id),
    known,
  )
  return { organizationId, subjectIds: new Set(subjectIds), words }
}

function openAddresses(
  records: RecordKeys,
  organizationId: string,
  erasureId: string,
  sealed: string,
): readonly string[] {
  try {
    return JSON.parse(records.openText(addressesPlace(organizationId, erasureId), sealed)) as string[]
  } catch (error) {
    if (error instanceof ErasedError) return []
    throw error
  }
}

/** @returns whether all that is stored was searched before the time ran out */
async function search(
  deps: EraserDeps,
  organizationId: string,
  erasureId: string,
  sought: Sought,
  part: Searched,
  untilMs: number,
): Promise<boolean> {
  const keys = await deps.vault.keysOf(organizationId)
  while (Date.now() < untilMs) {
    const found = await readOrganization(deps.pool, organizationId, async (tx) => {
      const stored = await nextStored(tx, organizationId, part.after, batch)
      return { stored, records: await keys.forRecords(tx, { sealed: stored.map(({ sealed }) => sealed) }) }
    })
    const hits: string[] = []
    for (const one of found.stored) {
      const { webhook } = await deps.loadProvider(one.provider)
      const bytes = openForSearch(found.records, organizationId, erasureId, one)
      if (bytes === 'ours') hits.push(one.payloadId)
      else if (bytes !== null) {
        const { named, ownSubjectIds } = mentionIn(bytes, one.connectionId, webhook, sought)
        if (named) hits.push(one.payloadId)
        for (const id of ownSubjectIds) part.subjectIds.add(id)
      }
    }
    if (hits.length > 0)
      part.destroyed += await withOrganization(deps.pool, organizationId, (tx) =>
        destroyPayloads(tx, hits, erasureId),
      )
    part.searched += found.stored.length
    part.after = found.stored.at(-1)?.position ?? part.after
    if (found.stored.length < batch) return true
  }
  return false
}

/** What has not gone out yet stays here. @returns how many were called off */
async function callOff(deps: EraserDeps, asked: RecordedEvent, state: Running): Promise<number> {
  const { organizationId } = asked
  const person: SubjectOf = { subjectIds: state.subjectIds, objects: state.request.objects }
  const waiting = await readOrganization(deps.pool, organizationId, (tx) =>
    syncsOfSubject(tx, organizationId, person, { only: 'waiting', most: mostWaiting }),
  )
  let cancelled = 0
  for (const syncId of waiting)
    try {
      await deps.runner.run({
        organizationId,
        stream: streamName('sync', syncId),
        command: { type: 'cancel', reason: erasedReason },
        context: contextOf(deps, asked),
      })
      cancelled++
    } catch (error) {
      // It went out, or ended, a moment ago; another try of it finds no key.
      if (!(error instanceof SynclineError && error.code === 'STATE_CONFLICT')) throw error
    }
  return cancelled
}

const contextOf = (deps: EraserDeps, asked: RecordedEvent) =>
  ({
    now: deps.now(),
    actor: 'system:eraser',
    correlationId: asked.correlationId,
    causationPosition: asked.position,
  }) as const

async function run(
  deps: EraserDeps,
  asked: RecordedEvent,
  command: Parameters<ErasureRunner['run']>[0]['command'],
): Promise<void> {
  const { organizationId, stream } = asked
  await deps.erasureRunner.run({ organizationId, stream, command, context: contextOf(deps, asked) })
}
