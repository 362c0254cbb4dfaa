import { readOrganization } from '@syncline/db/pool'
import { findConnection } from '@syncline/db/queries'
import { findScheduled } from '@syncline/db/schedules'
import { usualTiming } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import type { ScheduleQueryInput, ScheduleView } from '@syncline/domain/view'
import type pg from 'pg'
import { nextTimes } from './next-times.ts'

export type ScheduleReads = ReturnType<typeof createScheduleReads>

const shownTimes = 3

/** When connections are read again by themselves. */
export function createScheduleReads({
  pool,
  now = () => new Date(),
}: {
  readonly pool: pg.Pool
  readonly now?: () => Date
}) {
  return {
    /** @throws SynclineError RECORD_NOT_FOUND; INVALID_INPUT for a timing that is none */
    async get(organizationId: string, { connectionId, timing }: ScheduleQueryInput): Promise<ScheduleView> {
      const { connection, went } = await readOrganization(pool, organizationId, async (tx) => ({
        connection: await findConnection(tx, organizationId, connectionId),
        went: await findScheduled(tx, organizationId, connectionId),
      }))
      if (!connection) throw new SynclineError('RECORD_NOT_FOUND')
      const { schedule } = connection
      return {
        schedule,
        next: nextTimes(timing ?? schedule?.timing ?? usualTiming, now(), shownTimes).map((time) =>
          time.toISOString(),
        ),
        beganAt: went?.beganAt?.toISOString() ?? null,
        refusal: went?.refusal ?? null,
      }
    },
  }
}
