import { readStream } from '@syncline/db/log'
import { isDatabaseAway, readOrganization } from '@syncline/db/pool'
import { causedBy, nextDeliveries, nextMatching, placed } from '@syncline/db/queries'
import type { Reactor } from '@syncline/db/queue'
import {
  type Bulk,
  type BulkEvent,
  type BulkRefusal,
  type BulkRequest,
  bulkRefusals,
  evolveBulk,
  initialBulk,
  maxBulkIds,
  type SyncBulkAction,
} from '@syncline/domain/bulk'
import { SynclineError } from '@syncline/domain/error'
import { type Actor, type RecordedEvent, streamName } from '@syncline/domain/event'
import type { SyncCommand } from '@syncline/domain/sync'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { BulkRunner } from '../commands/bulk.ts'
import type { SyncRunner } from '../commands/sync.ts'
import type { ReplayCommand } from '../commands/webhook.ts'

export interface BulkDeps {
  readonly pool: pg.Pool
  readonly runner: SyncRunner
  readonly replay: ReplayCommand
  readonly bulkRunner: BulkRunner
  readonly now: () => Date
  readonly log: Logger
}

type Asked = Exclude<Bulk, { status: 'none' }>

interface Part {
  readonly ids: readonly string[]
  readonly before: number
  readonly last: boolean
}

/** How many make one part. */
const partSize = maxBulkIds
/** Commands at once: the pool is there for the syncs too. */
const sideBySide = 5

/**
 * Carries out what was asked for many syncs or webhooks, part by part: each part is a fact that calls for the next. Every
 * one gets a fact of its own, by the person who asked, and those that refuse are counted with their reason.
 */
export function createBulkReactor(deps: BulkDeps): Reactor {
  return {
    name: 'bulk',
    types: ['BulkRequested', 'BulkReplayRequested', 'BulkAdvanced'],
    windowEvents: 1,
    async handle(events) {
      for (const event of events) await carryOn(deps, event)
    },
  }
}

async function carryOn(deps: BulkDeps, { organizationId, stream, version }: RecordedEvent): Promise<void> {
  const events = await readOrganization(deps.pool, organizationId, (tx) =>
    readStream(tx, organizationId, stream),
  )
  const state = events.reduce<Bulk>(
    (bulk, event) => evolveBulk(bulk, event as unknown as BulkEvent),
    initialBulk,
  )
  const asked = events[0]
  // It went on already, when this window came before, or a person stopped it.
  if (!asked || state.status !== 'running' || events.length !== version) return
  const part = await nextPart(deps, organizationId, state)
  const refusals = await apply(deps, asked, state, part.ids)
  const refused = bulkRefusals
    .map((reason) => ({ reason, count: refusals.filter((one) => one === reason).length }))
    .filter(({ count }) => count > 0)
  const done = part.ids.length - refusals.length
  try {
    await deps.bulkRunner.run({
      organizationId,
      stream,
      command: { type: 'advance', part: { done, refused, before: part.before }, last: part.last },
      context: { ...causedByIt(deps, asked), actor: 'system:bulk' },
    })
  } catch (error) {
    // Stopped while this part was out: what it did stands in each stream.
    if (!(error instanceof SynclineError && error.code === 'STATE_CONFLICT')) throw error
  }
}

async function nextPart(deps: BulkDeps, organizationId: string, { request, before }: Asked): Promise<Part> {
  if (request.selection.kind === 'ids') {
    const { selection } = request
    return { ids: 'syncIds' in selection ? selection.syncIds : selection.deliveryIds, before: 0, last: true }
  }
  const wanted = { before: before ?? request.selection.upto + 1, limit: partSize }
  const found = await readOrganization(deps.pool, organizationId, (tx) =>
    matching(tx, organizationId, request, wanted),
  )
  return {
    ids: found.map(({ id }) => id),
    before: found.at(-1)?.position ?? 0,
    last: found.length < partSize,
  }
}

async function matching(
  tx: pg.ClientBase,
  organizationId: string,
  { action, selection }: BulkRequest,
  wanted: { readonly before: number; readonly limit: number },
): Promise<readonly { readonly id: string; readonly position: number }[]> {
  if (selection.kind === 'ids') return []
  // A venue that lost its last connection meanwhile still had these.
  const gone = { evenGone: true }
  if (action === 'replay') {
    const filter = await placed(tx, organizationId, selection.filter, gone)
    const found = await nextDeliveries({ tx, organizationId }, { filter, ...wanted })
    return found.map(({ deliveryId, receivedPosition }) => ({ id: deliveryId, position: receivedPosition }))
  }
  const filter = await placed(tx, organizationId, selection.filter, gone)
  const found = await nextMatching(tx, organizationId, { filter, ...wanted })
  return found.map(({ syncId, requestedPosition }) => ({ id: syncId, position: requestedPosition }))
}

/**
 * Gives the command to each. A part may come twice: those that have a fact caused by this request are done, whatever
 * they answer now.
 * @returns why the others refused
 */
async function apply(
  deps: BulkDeps,
  asked: RecordedEvent,
  { request }: Asked,
  ids: readonly string[],
): Promise<readonly BulkRefusal[]> {
  const { organizationId, position } = asked
  const streamOf = (id: string) => streamName(request.action === 'replay' ? 'delivery' : 'sync', id)
  const done = () =>
    readOrganization(deps.pool, organizationId, (tx) =>
      causedBy(tx, organizationId, position, ids.map(streamOf)),
    )
  const before = await done()
  const refused = new Map<string, BulkRefusal>()
  const open = ids.filter((id) => !before.has(streamOf(id)))
  for (let from = 0; from < open.length; from += sideBySide)
    await Promise.all(
      open.slice(from, from + sideBySide).map(async (id) => {
        const refusal = await give(deps, asked, request, id)
        if (refusal) refused.set(id, refusal)
      }),
    )
  if (refused.size === 0) return []
  const after = await done()
  return [...refused].flatMap(([id, refusal]) => (after.has(streamOf(id)) ? [] : [refusal]))
}

/** @returns why it was refused; null when it was done */
async function give(
  deps: BulkDeps,
  asked: RecordedEvent,
  request: BulkRequest,
  id: string,
): Promise<BulkRefusal | null> {
  const { organizationId } = asked
  const by = { ...causedByIt(deps, asked), actor: asked.actor as Actor }
  try {
    if (request.action === 'replay') await deps.replay(organizationId, id, { ...by, reason: request.reason })
    else
      await deps.runner.run({
        organizationId,
        stream: streamName('sync', id),
        command: commandOf(request.action, request.reason),
        context: by,
      })
    return null
  } catch (error) {
    const refusal = error instanceof SynclineError ? refusalOf(error) : null
    if (refusal) return refusal
    if (isDatabaseAway(error) || error instanceof SynclineError) throw error
    // One that can't be read must not keep all the others, and every later bulk, waiting.
    deps.log.error({ err: error, id, organizationId }, 'one of many could not be read')
    return 'unreadable'
  }
}

const commandOf = (action: SyncBulkAction, reason: string | null): SyncCommand =>
  action === 'skip' ? { type: 'skip', reason: reason ?? '' } : { type: 'retry', reason }

function refusalOf({ code, details }: SynclineError): BulkRefusal | null {
  if (code === 'RECORD_NOT_FOUND') return 'not_found'
  if (code === 'PAYLOAD_EXPIRED' || code === 'SUBJECT_ERASED') return 'payload_expired'
  if (code !== 'STATE_CONFLICT') return null
  return bulkRefusals.find((known) => known === details.reason) ?? null
}

const causedByIt = (deps: BulkDeps, asked: RecordedEvent) => ({
  now: deps.now(),
  correlationId: asked.correlationId,
  causationPosition: asked.position,
})
