import { type OrganizationKeys, payloadPlace, UnsealableError, type Vault } from '@syncline/db/custody'
import { type Appender, readEvent, readUnrouted } from '@syncline/db/log'
import { readOrganization, withOrganization } from '@syncline/db/pool'
import { type FlowRow, readRouting } from '@syncline/db/queries'
import type { Reactor } from '@syncline/db/queue'
import type { ProviderName } from '@syncline/domain/connection'
import type { EventData, NewEvent, RecordedEvent } from '@syncline/domain/event'
import { type Provider, readerOf } from '@syncline/providers/port'
import type pg from 'pg'
import { listen } from './echoes.ts'
import { leaveOutErased } from './leave-out-erased.ts'
import type { Meaning } from './meaning.ts'
import { type Change, createPlacer, type Placer } from './place-change.ts'
import { type Asked, findCarriers, readAsked } from './replays.ts'
import { createWaitingList } from './waiting-list.ts'

export interface RouterDeps {
  readonly pool: pg.Pool
  readonly appender: Appender
  readonly vault: Vault
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly now: () => Date
  /** Runs something a little later, unless the worker stops before. */
  readonly later: (waitMs: number, work: () => Promise<void>) => void
}

/** How long, and how often, a delivery waits for the answer to a write that it may be the echo of. */
const openWaitMs = 400
const mostWaits = 5
/** A delivery without a verdict for so long has been forgotten. */
const untouchedSeconds = 15
const mostForgotten = 500

type Received = EventData<'WebhookReceived'>

export interface Router extends Reactor {
  /** Routes what a router put off and did not come back to. @returns how many deliveries */
  sweep(): Promise<number>
}

/**
 * Reads what each webhook means and puts the changes in line. Every append has a key made of the delivery's position,
 * so that a window which comes twice asks for nothing twice, and neither does a replay: it brings along only what no
 * sync carries yet, as old as it was when it came.
 */
export function createRouter(deps: RouterDeps): Router {
  const waiting = createWaitingList()
  const readOne = (organizationId: string, position: number) =>
    readOrganization(deps.pool, organizationId, (tx) => readEvent(tx, organizationId, position))

  async function route(organizationId: string, deliveries: readonly Asked[], waits: number) {
    const organization = await deps.vault.keysOf(organizationId)
    // Keys that a crash takes along were made for nothing: what they seal is appended after them.
    const { keys, meanings } = await withOrganization(
      deps.pool,
      organizationId,
      async (tx) => {
        const read = await readMeanings(deps, tx, organizationId, organization, deliveries, waits < mostWaits)
        return leaveOutErased(tx, organizationId, organization, read)
      },
      { isFlushed: false },
    )
    const placer = createPlacer({ ...deps, waiting, keys, readEvent: readOne })
    const open = meanings.flatMap(([asked, meaning]) => (meaning === 'open' ? asked : []))
    // A worker that dies meanwhile leaves it without a verdict, and the sweep finds it.
    if (open.length > 0) deps.later(openWaitMs, () => route(organizationId, open, waits + 1))
    await Promise.all(meanings.map(([asked, meaning]) => carry(deps, placer, asked, meaning)))
  }

  async function handle(events: readonly RecordedEvent[]) {
    for (const [organizationId, own] of Map.groupBy(events, (event) => event.organizationId))
      await route(organizationId, await readAsked(deps.pool, organizationId, own), 0)
  }
  return {
    name: 'router',
    types: ['WebhookReceived', 'WebhookReplayed'],
    handle,
    async sweep() {
      const forgotten = await readUnrouted(deps.pool, untouchedSeconds, mostForgotten)
      await handle(forgotten)
      return forgotten.length
    },
  }
}

async function readMeanings(
  deps: Pick<RouterDeps, 'loadProvider'>,
  tx: pg.ClientBase,
  organizationId: string,
  keys: OrganizationKeys,
  deliveries: readonly Asked[],
  mayWait: boolean,
): Promise<[Asked, Meaning][]> {
  const data = deliveries.map(({ delivery }) => delivery.data as Received)
  const { flows, payloads } = await readRouting(
    tx,
    organizationId,
    [...new Set(data.map(({ connectionId }) => connectionId))],
    data.map(({ payloadId }) => payloadId),
  )
  const meanings: [Asked, Meaning][] = []
  for (const asked of deliveries) {
    const { connectionId, provider, payloadId, eventType } = asked.delivery.data as Received
    // Quarantined at the door already: there is no type, so there is nothing to route. A later build may know better.
    if (eventType === '' && !asked.replayed) continue
    const reader = readerOf(await deps.loadProvider(provider))
    const rawBody = openPayload(keys, organizationId, payloadId, payloads.get(payloadId))
    const outgoing = flows.filter((flow) => flow.sourceConnectionId === connectionId)
    meanings.push([asked, meaningOf(asked.delivery, reader, rawBody, outgoing)])
  }
  const uncarried = await withoutCarried(tx, organizationId, meanings)
  return withoutEchoes(tx, organizationId, uncarried, mayWait)
}

/** Undefined when the bytes are gone or were tampered with: one bad delivery must not stop all that come after it. */
function openPayload(
  keys: OrganizationKeys,
  organizationId: string,
  payloadId: string,
  sealed: Buffer | undefined,
): Buffer | undefined {
  try {
    return sealed && keys.openBytes(payloadPlace(organizationId, payloadId), sealed)
  } catch (error) {
    if (error instanceof UnsealableError) return undefined
    throw error
  }
}

function meaningOf(
  delivery: RecordedEvent,
  reader: ReturnType<typeof readerOf>,
  rawBody: Buffer | undefined,
  flows: readonly FlowRow[],
): Meaning {
  if (!reader || !rawBody) return { quarantined: 'payload_missing' }
  const reading = reader.read(rawBody)
  if (!reading.ok) return { quarantined: reading.reason }
  if (reading.notices.length === 0) return { ignored: reading.ignored ?? 'unknown_type' }
  // All of them begin at one connection, which may be about one place of several.
  const about = flows[0]?.place ?? null
  const here = reading.notices.filter(({ place }) => about === null || place === undefined || place === about)
  if (here.length === 0) return { ignored: 'other_place' }
  const changes = here.flatMap((notice) =>
    flows
      .filter((flow) => flow.entity === notice.entity)
      .map((flow): Change => {
        const record = reader.record(rawBody, notice.entity, notice.sourceId)
        return { delivery, notice, flow, record }
      }),
  )
  return changes.length === 0 ? { ignored: 'no_flow' } : { changes, carriers: [] }
}

/** What a replayed delivery tells of and a sync has taken in already stays where it is. */
async function withoutCarried(
  tx: pg.ClientBase,
  organizationId: string,
  meanings: readonly [Asked, Meaning][],
): Promise<[Asked, Meaning][]> {
  const told = meanings.flatMap(([asked, meaning]) =>
    asked.replayed && meaning !== 'open' && 'changes' in meaning ? meaning.changes : [],
  )
  const carriers = await findCarriers(tx, organizationId, told)
  return meanings.map(([asked, meaning]) => {
    if (meaning === 'open' || !('changes' in meaning)) return [asked, meaning]
    const changes = meaning.changes.filter((change) => !carriers.has(change))
    return [asked, { changes, carriers: meaning.changes.flatMap((change) => carriers.get(change) ?? []) }]
  })
}

/** A change that we made ourselves says nothing new. */
async function withoutEchoes(
  tx: pg.ClientBase,
  organizationId: string,
  meanings: readonly [Asked, Meaning][],
  mayWait: boolean,
): Promise<[Asked, Meaning][]> {
  const heard = meanings.flatMap(([{ delivery }, meaning]) => {
    const { connectionId } = delivery.data as Received
    if (meaning === 'open' || !('changes' in meaning)) return []
    return [...new Set(meaning.changes.map(({ notice }) => notice))].map((notice) => ({
      connectionId,
      notice,
    }))
  })
  const sounds = await listen(tx, organizationId, heard)
  return meanings.map(([asked, meaning]) => {
    if (meaning === 'open' || !('changes' in meaning)) return [asked, meaning]
    if (mayWait && meaning.changes.some(({ notice }) => sounds.get(notice) === 'open')) return [asked, 'open']
    const { carriers } = meaning
    const changes = meaning.changes.filter(({ notice }) => sounds.get(notice) !== 'echo')
    return [asked, changes.length + carriers.length > 0 ? { changes, carriers } : { ignored: 'echo' }]
  })
}

/** Puts a delivery's changes in line and notes at the delivery what came of it. */
async function carry(
  deps: RouterDeps,
  placer: Placer,
  { delivery, cause }: Asked,
  meaning: Meaning,
): Promise<void> {
  const verdict = (fact: NewEvent) =>
    deps.appender.append({
      organizationId: delivery.organizationId,
      stream: delivery.stream,
      events: [fact],
      context: {
        now: deps.now(),
        actor: 'system:router',
        correlationId: delivery.correlationId,
        causationPosition: cause.position,
      },
      idempotencyKey: `routed:${cause.position}`,
    })
  if (meaning === 'open') return
  if ('quarantined' in meaning)
    return void (await verdict({ type: 'WebhookQuarantined', data: { reason: meaning.quarantined } }))
  if ('ignored' in meaning)
    return void (await verdict({ type: 'WebhookIgnored', data: { reason: meaning.ignored } }))

  const routed = (syncIds: readonly (string | null)[]): NewEvent => {
    const known = [...new Set([...meaning.carriers, ...syncIds.filter((id) => id !== null)])]
    return known.length > 0
      ? { type: 'WebhookRouted', data: { syncIds: known } }
      : { type: 'WebhookIgnored', data: { reason: 'outdated' } }
  }
  const placed = meaning.changes.map((change) => placer.place(change))
  // What needs no answer first goes out with its verdict in one flush.
  if (placed.every((one) => one.certain))
    await Promise.all([...placed.map((one) => one.settled), verdict(routed(placed.map((one) => one.syncId)))])
  else await verdict(routed(await Promise.all(placed.map((one) => one.settled))))
}
