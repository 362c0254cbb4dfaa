import { readStream } from '@syncline/db/log'
import { isDatabaseAway, readOrganization } from '@syncline/db/pool'
import { causedBy, nextMatching } from '@syncline/db/queries'
import type { Reactor } from '@syncline/db/queue'
import {
  type Bulk,
  type BulkEvent,
  type BulkRefusal,
  bulkRefusals,
  evolveBulk,
  initialBulk,
  maxBulkIds,
} from '@syncline/domain/bulk'
import { SynclineError } from '@syncline/domain/error'
import { type Actor, type RecordedEvent, streamName } from '@syncline/domain/event'
import type { SyncCommand } from '@syncline/domain/sync'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { BulkRunner } from '../commands/bulk.ts'
import type { SyncRunner } from '../commands/sync.ts'

export interface BulkDeps {
  readonly pool: pg.Pool
  readonly runner: SyncRunner
  readonly bulkRunner: BulkRunner
  readonly now: () => Date
  readonly log: Logger
}

type Asked = Exclude<Bulk, { status: 'none' }>

interface Part {
  readonly syncIds: readonly string[]
  readonly before: number
  readonly last: boolean
}

/** Syncs of one part. */
const partSize = maxBulkIds
/** Commands at once: the pool is there for the syncs too. */
const sideBySide = 5

/**
 * Carries out what was asked for many syncs, part by part: each part is a fact that calls for the next. Every sync gets
 * a fact of its own, by the person who asked, and those that refuse are counted with their reason.
 */
export function createBulkReactor(deps: BulkDeps): Reactor {
  return {
    name: 'bulk',
    types: ['BulkRequested', 'BulkAdvanced'],
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
  const refusals = await apply(deps, asked, state, part.syncIds)
  const refused = bulkRefusals
    .map((reason) => ({ reason, count: refusals.filter((one) => one === reason).length }))
    .filter(({ count }) => count > 0)
  const done = part.syncIds.length - refusals.length
  try {
    await deps.bulkRunner.run({
      organizationId,
      stream,
      command: { type: 'advance', part: { done, refused, before: part.before }, last: part.last },
      context: { ...causedByIt(deps, asked), actor: 'system:bulk' },
    })
  } catch (error) {
    // Stopped while this part was out: what it did stands in each sync.
    if (!(error instanceof SynclineError && error.code === 'STATE_CONFLICT')) throw error
  }
}

async function nextPart(deps: BulkDeps, organizationId: string, { request, before }: Asked): Promise<Part> {
  const { selection } = request
  if (selection.kind === 'ids') return { syncIds: selection.syncIds, before: 0, last: true }
  const found = await readOrganization(deps.pool, organizationId, (tx) =>
    nextMatching(tx, organizationId, {
      filter: selection.filter,
      before: before ?? selection.upto + 1,
      limit: partSize,
    }),
  )
  return {
    syncIds: found.map(({ syncId }) => syncId),
    before: found.at(-1)?.requestedPosition ?? 0,
    last: found.length < partSize,
  }
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
  syncIds: readonly string[],
): Promise<readonly BulkRefusal[]> {
  const { organizationId, position } = asked
  const done = () =>
    readOrganization(deps.pool, organizationId, (tx) =>
      causedBy(
        tx,
        organizationId,
        position,
        syncIds.map((syncId) => streamName('sync', syncId)),
      ),
    )
  const before = await done()
  const command: SyncCommand =
    request.action === 'skip'
      ? { type: 'skip', reason: request.reason ?? '' }
      : { type: 'retry', reason: request.reason }
  const refused = new Map<string, BulkRefusal>()
  const open = syncIds.filter((syncId) => !before.has(streamName('sync', syncId)))
  for (let from = 0; from < open.length; from += sideBySide)
    await Promise.all(
      open.slice(from, from + sideBySide).map(async (syncId) => {
        const refusal = await give(deps, asked, syncId, command)
        if (refusal) refused.set(syncId, refusal)
      }),
    )
  if (refused.size === 0) return []
  const after = await done()
  return [...refused].flatMap(([syncId, refusal]) => (after.has(streamName('sync', syncId)) ? [] : [refusal]))
}

/** @returns why it was refused; null when it was done */
async function give(
  deps: BulkDeps,
  asked: RecordedEvent,
  syncId: string,
  command: SyncCommand,
): Promise<BulkRefusal | null> {
  try {
    await deps.runner.run({
      organizationId: asked.organizationId,
      stream: streamName('sync', syncId),
      command,
      context: { ...causedByIt(deps, asked), actor: asked.actor as Actor },
    })
    return null
  } catch (error) {
    const refusal = error instanceof SynclineError ? error : null
    if (refusal?.code === 'RECORD_NOT_FOUND') return 'not_found'
    const reason = bulkRefusals.find((known) => known === refusal?.details.reason)
    if (refusal?.code === 'STATE_CONFLICT' && reason) return reason
    if (isDatabaseAway(error) || refusal) throw error
    // One that can't be read must not keep all the others, and every later bulk, waiting.
    deps.log.error({ err: error, syncId, organizationId: asked.organizationId }, 'a sync could not be read')
    return 'unreadable'
  }
}

const causedByIt = (deps: BulkDeps, asked: RecordedEvent) => ({
  now: deps.now(),
  correlationId: asked.correlationId,
  causationPosition: asked.position,
})
