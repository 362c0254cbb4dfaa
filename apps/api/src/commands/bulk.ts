import { type Appender, readStream } from '@syncline/db/log'
import { readOrganization } from '@syncline/db/pool'
import { countMatching, countMatchingDeliveries, type NamesOf, placed } from '@syncline/db/queries'
import {
  type Bulk,
  type BulkCommand,
  type BulkEvent,
  type BulkRequest,
  bulkRefusals,
  decideBulk,
  evolveBulk,
  initialBulk,
  maxBulkSize,
  type SyncBulkAction,
} from '@syncline/domain/bulk'
import { SynclineError } from '@syncline/domain/error'
import { type Actor, streamName } from '@syncline/domain/event'
import { type BulkSelection, type BulkView, countCap, type ReplaySelection } from '@syncline/domain/view'
import type pg from 'pg'
import { type CommandRunner, createCommandRunner } from './runner.ts'

export type BulkRunner = CommandRunner<Bulk, BulkCommand>

export function createBulkRunner(deps: { pool: pg.Pool; appender: Appender }): BulkRunner {
  return createCommandRunner<Bulk, BulkCommand, BulkEvent>(
    { initial: initialBulk, evolve: evolveBulk, decide: decideBulk },
    deps,
  )
}

interface By {
  readonly actor: Actor
  readonly correlationId: string
}

/** What a person asks to be done with many syncs or webhooks. */
export type BulkAsked = By & {
  /** Chosen by the caller: asking twice under one id is asking once. */
  readonly bulkId: string
} & (
    | {
        readonly action: SyncBulkAction
        readonly selection: BulkSelection
        readonly reason: string | null
      }
    | { readonly action: 'replay'; readonly selection: ReplaySelection; readonly reason: string }
  )

/** A person's commands on many syncs or webhooks, and how far they have come. */
export function createBulkCommands({
  pool,
  runner,
  namesOf,
  now = () => new Date(),
}: {
  pool: pg.Pool
  runner: BulkRunner
  namesOf: NamesOf
  now?: () => Date
}) {
  /** Counted no further than one beyond what goes at once. */
  const countOf = (organizationId: string, asked: BulkAsked & { selection: { kind: 'filter' } }) =>
    readOrganization(pool, organizationId, async (tx) => {
      const until = { before: asked.selection.upto + 1, limit: maxBulkSize + 1 }
      if (asked.action === 'replay') {
        const filter = await placed(tx, organizationId, asked.selection.filter)
        return countMatchingDeliveries({ tx, organizationId }, { filter, ...until })
      }
      const filter = await placed(tx, organizationId, asked.selection.filter)
      return countMatching(tx, organizationId, { filter, ...until })
    })

  /**
   * How many it is about.
   * @throws SynclineError STATE_CONFLICT when nothing matches, or more than the person was shown; INVALID_INPUT when
   *   it is too much for once
   */
  async function totalOf(organizationId: string, asked: BulkAsked): Promise<number> {
    if (asked.selection.kind === 'ids') return idsOf(asked.selection).length
    const total = await countOf(organizationId, asked as BulkAsked & { selection: { kind: 'filter' } })
    const { shown } = asked.selection
    if (total === 0) throw new SynclineError('STATE_CONFLICT', { reason: 'nothing_matches' })
    if (total > maxBulkSize)
      throw new SynclineError('INVALID_INPUT', { field: 'selection.filter', most: maxBulkSize })
    if (shown < countCap && total > shown)
      throw new SynclineError('STATE_CONFLICT', { reason: 'more_than_shown', total })
    return total
  }

  const run = (organizationId: string, bulkId: string, command: BulkCommand, by: By) =>
    runner.run({
      organizationId,
      stream: streamName('bulk', bulkId),
      command,
      context: { now: now(), actor: by.actor, correlationId: by.correlationId },
    })

  return {
    /** @returns how many it is about; each is carried out by a worker */
    async request(organizationId: string, asked: BulkAsked): Promise<{ position: number; total: number }> {
      const total = await totalOf(organizationId, asked)
      const request = requestOf(asked, total)
      const { position } = await run(organizationId, asked.bulkId, { type: 'request', request }, asked)
      return { position, total }
    },
    async stop(organizationId: string, bulkId: string, by: By): Promise<{ position: number }> {
      const { position } = await run(organizationId, bulkId, { type: 'stop' }, by)
      return { position }
    },
    /** Null when there is none in this organization. */
    async get(organizationId: string, bulkId: string): Promise<BulkView | null> {
      const events = await readOrganization(pool, organizationId, (tx) =>
        readStream(tx, organizationId, streamName('bulk', bulkId)),
      )
      const state = events.reduce<Bulk>(
        (bulk, event) => evolveBulk(bulk, event as unknown as BulkEvent),
        initialBulk,
      )
      const [first] = events
      if (state.status === 'none' || !first) return null
      const { request, done, refused, status } = state
      const names = await namesOf([first.actor])
      return {
        bulkId,
        action: request.action,
        reason: request.reason,
        status,
        total: request.total,
        done,
        refused: bulkRefusals.flatMap((reason) => {
          const count = refused[reason] ?? 0
          return count > 0 ? [{ reason, count }] : []
        }),
        by: { actor: first.actor, name: names.get(first.actor) ?? null },
        requestedAt: first.occurredAt.toISOString(),
        endedAt: status === 'running' ? null : (events.at(-1)?.occurredAt.toISOString() ?? null),
      }
    },
  }
}

type Ids = { kind: 'ids' } & (
  | { readonly syncIds: readonly string[] }
  | { readonly deliveryIds: readonly string[] }
)
const idsOf = (selection: Ids) => [
  ...new Set('syncIds' in selection ? selection.syncIds : selection.deliveryIds),
]

/** As it is written: each id once, and without what the screen said. */
function requestOf(asked: BulkAsked, total: number): BulkRequest {
  if (asked.action === 'replay') {
    const { action, reason, selection } = asked
    if (selection.kind === 'ids')
      return { action, reason, total, selection: { kind: 'ids', deliveryIds: idsOf(selection) } }
    const { filter, upto } = selection
    return { action, reason, total, selection: { kind: 'filter', filter, upto } }
  }
  const { action, reason, selection } = asked
  if (selection.kind === 'ids')
    return { action, reason, total, selection: { kind: 'ids', syncIds: idsOf(selection) } }
  const { filter, upto } = selection
  return { action, reason, total, selection: { kind: 'filter', filter, upto } }
}
