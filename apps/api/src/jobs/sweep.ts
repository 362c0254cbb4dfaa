import type { Queue } from '@syncline/db/queue'
import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { streamName } from '@syncline/domain/event'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { SyncRunner } from '../commands/sync.ts'

export interface SweepDeps {
  readonly pool: pg.Pool
  readonly queue: Pick<Queue, 'enqueueSyncs'>
  readonly runner: SyncRunner
  readonly now: () => Date
  readonly random: () => number
  readonly log: Logger
}

/** A worker not seen for so long is dead; a pending sync nobody touched for so long has lost its job. */
const silentSeconds = 10
const untouchedSeconds = 15
const most = 500

interface Waiting {
  organization_id: string
  sync_id: string
}

interface Stuck extends Waiting {
  status: string
  tries: number
}

/**
 * Finds what dead workers left behind. A try that was out is taken as unknown, never as failed: it goes out again
 * with the same bytes under the same key. A pending sync without a job gets one.
 * @returns how many of each it picked up
 */
export async function sweep(deps: SweepDeps): Promise<{ lost: number; forgotten: number }> {
  const { rows } = await deps.pool.query<Stuck>(
    'select organization_id, sync_id, status, tries from read.find_stuck(make_interval(secs => $1), make_interval(secs => $2), $3)',
    [silentSeconds, untouchedSeconds, most],
  )
  const lost = rows.filter((row) => row.status === 'syncing')
  const forgotten = rows.filter((row) => row.status === 'pending')
  await Promise.all(lost.map((row) => giveUpTry(deps, row)))
  await putInLine(deps, forgotten, 'sweep')
  if (rows.length > 0)
    deps.log.info({ lost: lost.length, forgotten: forgotten.length }, 'sweep picked up syncs')
  return { lost: lost.length, forgotten: forgotten.length }
}

/** Nobody knows what the try came to: it goes out again, as it was. */
export async function giveUpTry(
  deps: Pick<SweepDeps, 'runner' | 'now' | 'random'>,
  { organization_id, sync_id, tries }: Omit<Stuck, 'status'>,
): Promise<void> {
  try {
    await deps.runner.run({
      organizationId: organization_id,
      stream: streamName('sync', sync_id),
      command: {
        type: 'fail',
        try: tries,
        code: 'OUTCOME_UNKNOWN',
        certainty: 'unknown',
        detail: null,
        attempt: null,
        retryable: true,
        repeatable: true,
        retryAfterMs: 0,
        jitter: deps.random(),
      },
      context: { now: deps.now(), actor: 'system:sweep', correlationId: sync_id },
    })
  } catch (error) {
    // It moved on by itself between the look and the command.
    if (!(error instanceof SynclineError && error.code === 'STATE_CONFLICT')) throw error
  }
}

/**
 * Puts in line what waited for a switch that is on again, whoever switched it on: a connection, a kind of record, the
 * organization, or the installation. @param off providers that the installation has switched off @returns how many
 */
export async function letGo(
  deps: Pick<SweepDeps, 'pool' | 'queue'>,
  off: ReadonlySet<ProviderName>,
): Promise<number> {
  const { rows } = await deps.pool.query<Waiting>(
    'select organization_id, sync_id from read.find_let_go($1, $2)',
    [[...off], most],
  )
  await putInLine(deps, rows, 'switch')
  return rows.length
}

/** One that is in line for the same cause already is not put in twice. */
async function putInLine(
  deps: Pick<SweepDeps, 'pool' | 'queue'>,
  forgotten: readonly Waiting[],
  cause: 'sweep' | 'switch',
): Promise<void> {
  if (forgotten.length === 0) return
  const client = await deps.pool.connect()
  try {
    await deps.queue.enqueueSyncs(
      client,
      forgotten.map((row) => ({
        organizationId: row.organization_id,
        syncId: row.sync_id,
        position: 0,
        lane: row.sync_id,
        key: `${cause}:${row.sync_id}`,
        startAfter: null,
      })),
    )
  } finally {
    client.release()
  }
}
