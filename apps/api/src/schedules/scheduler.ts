import { withOrganization } from '@syncline/db/pool'
import { listFlows } from '@syncline/db/queries'
import { type Came, type ClaimedSchedule, claimSchedules, putBackSchedule } from '@syncline/db/schedules'
import type { Entity } from '@syncline/domain/connection'
import { type ErrorCode, SynclineError } from '@syncline/domain/error'
import type { Actor } from '@syncline/domain/event'
import type pg from 'pg'
import type { Logger } from 'pino'
import { nextTime } from './next-times.ts'

/** What is read of one connection when a schedule is due. */
export interface Reading {
  readonly connectionId: string
  readonly entity: Entity
}

export interface SchedulerDeps {
  readonly pool: pg.Pool
  /** Begins to read what was changed. @throws SynclineError, STATE_CONFLICT where that goes on already */
  readonly begin: (
    organizationId: string,
    reading: Reading,
    by: { readonly actor: Actor; readonly correlationId: string },
  ) => Promise<unknown>
  readonly now: () => Date
  readonly log: Logger
}

const mostAtOnce = 20

/**
 * Begins what is due: everything that flows from a connection, and everything that flows to it, is read at its source as
 * far as it was changed. What goes on already is left to go on.
 * @returns how many schedules were due
 */
export async function beginDue(deps: SchedulerDeps): Promise<number> {
  const claimed = await claimSchedules(deps.pool, mostAtOnce)
  for (const schedule of claimed) {
    const came = schedule.dueAt && (await beginOne(deps, schedule))
    await putBack(deps, schedule, came)
  }
  return claimed.filter(({ dueAt }) => dueAt !== null).length
}

async function beginOne(deps: SchedulerDeps, schedule: ClaimedSchedule): Promise<Came> {
  const { organizationId, connectionId } = schedule
  const flows = await withOrganization(deps.pool, organizationId, (tx) => listFlows(tx, organizationId))
  const touching = flows.filter(
    ({ sourceConnectionId, targetConnectionId }) =>
      sourceConnectionId === connectionId || targetConnectionId === connectionId,
  )
  const readings = new Map(
    touching.map(({ sourceConnectionId, entity }): [string, Reading] => [
      `${sourceConnectionId}/${entity}`,
      { connectionId: sourceConnectionId, entity },
    ]),
  )
  const by = { actor: 'system:scheduler' as Actor, correlationId: `schedule.${connectionId}` }
  const refusals: (ErrorCode | null)[] = []
  for (const reading of readings.values())
    refusals.push(
      await deps.begin(organizationId, reading, by).then(
        () => null,
        (error: unknown) => {
          if (!(error instanceof SynclineError)) throw error
          return error.code
        },
      ),
    )
  const [first = 'NOT_CONFIGURED'] = refusals
  return { refusal: refusals.includes(null) ? null : first }
}

/** From now on, not from when it was due: what was missed while nobody worked is read once. */
async function putBack(deps: SchedulerDeps, schedule: ClaimedSchedule, came: Came): Promise<void> {
  const next = nextTime(schedule.timing, deps.now())
  await withOrganization(deps.pool, schedule.organizationId, (tx) =>
    putBackSchedule(tx, schedule, next, came),
  )
}
