import { type Appender, readStream } from '@syncline/db/log'
import { readOrganization } from '@syncline/db/pool'
import { countMatching, type NamesOf } from '@syncline/db/queries'
import {
  type Bulk,
  type BulkAction,
  type BulkCommand,
  type BulkEvent,
  bulkRefusals,
  decideBulk,
  evolveBulk,
  initialBulk,
  maxBulkSyncs,
} from '@syncline/domain/bulk'
import { SynclineError } from '@syncline/domain/error'
import { type Actor, streamName } from '@syncline/domain/event'
import { type BulkSelection, type BulkView, countCap } from '@syncline/domain/view'
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

export interface BulkRequest extends By {
  /** Chosen by the caller: asking twice under one id is asking once. */
  readonly bulkId: string
  readonly action: BulkAction
  readonly selection: BulkSelection
  readonly reason: string | null
}

/** A person's commands on many syncs, and how far they have come. */
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
  /**
   * How many it is about.
   * @throws SynclineError STATE_CONFLICT when nothing matches, or more than the person was shown; INVALID_INPUT when
   *   it is too much for once
   */
  async function totalOf(organizationId: string, selection: BulkSelection): Promise<number> {
    if (selection.kind === 'ids') return new Set(selection.syncIds).size
    const { filter, upto, shown } = selection
    const total = await readOrganization(pool, organizationId, (tx) =>
      countMatching(tx, organizationId, { filter, before: upto + 1, limit: maxBulkSyncs + 1 }),
    )
    if (total === 0) throw new SynclineError('STATE_CONFLICT', { reason: 'nothing_matches' })
    if (total > maxBulkSyncs)
      throw new SynclineError('INVALID_INPUT', { field: 'selection.filter', most: maxBulkSyncs })
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
    async request(
      organizationId: string,
      request: BulkRequest,
    ): Promise<{ position: number; total: number }> {
      const { bulkId, action, selection, reason } = request
      const total = await totalOf(organizationId, selection)
      const chosen =
        selection.kind === 'ids'
          ? { kind: 'ids' as const, syncIds: [...new Set(selection.syncIds)] }
          : { kind: 'filter' as const, filter: selection.filter, upto: selection.upto }
      const data = { action, reason, selection: chosen, total }
      const { position } = await run(organizationId, bulkId, { type: 'request', request: data }, request)
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
