import { type Appender, readStream } from '@syncline/db/log'
import type { besideRun, UnnamedRun } from '@syncline/db/runs'
import { type RecordedEvent, streamName } from '@syncline/domain/event'
import {
  decideRun,
  evolveRun,
  initialRun,
  type Run,
  type RunCommand,
  type RunEvent,
} from '@syncline/domain/run'
import type pg from 'pg'
import { type CommandRunner, createCommandRunner } from '../commands/runner.ts'

export type RunRunner = CommandRunner<Run, RunCommand>

export function createRunRunner(deps: { pool: pg.Pool; appender: Appender }): RunRunner {
  return createCommandRunner<Run, RunCommand, RunEvent>(
    { initial: initialRun, evolve: evolveRun, decide: decideRun },
    deps,
  )
}

/** A run as its stream tells it. */
export interface LoadedRun {
  readonly first: RecordedEvent | undefined
  readonly last: RecordedEvent | undefined
  readonly state: Run
}

/** `tx` must be inside `withOrganization`. */
export async function loadRun(tx: pg.ClientBase, organizationId: string, runId: string): Promise<LoadedRun> {
  const events = await readStream(tx, organizationId, streamName('run', runId))
  const state = events.reduce<Run>((run, event) => evolveRun(run, event as unknown as RunEvent), initialRun)
  return { first: events[0], last: events.findLast(({ type }) => type !== 'RunPageRead'), state }
}

/** The row of a run that was just changed: the list may be a moment behind. */
export function rowOf(
  runId: string,
  { first, last, state }: LoadedRun,
  beside: Awaited<ReturnType<typeof besideRun>>,
): UnnamedRun | null {
  if (!first || state.status === 'none') return null
  const { request, status, counts, pages, rests, failure } = state
  return {
    ...request,
    runId,
    connectionName: beside.connectionName ?? request.provider,
    status,
    waiting: status === 'running' ? beside.waiting : null,
    counts,
    pages,
    rests,
    lastRead: beside.lastRead,
    failure,
    actor: first.actor,
    correlationId: first.correlationId,
    startedAt: first.recordedAt.toISOString(),
    endedAt: status === 'running' || status === 'paused' ? null : (last?.recordedAt.toISOString() ?? null),
    startedPosition: first.position,
  }
}
