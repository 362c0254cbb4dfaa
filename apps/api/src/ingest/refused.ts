import { withOrganization } from '@syncline/db/pool'
import type pg from 'pg'

export interface Refusal {
  readonly organizationId: string
  readonly connectionId: string
  readonly reason: string
  readonly sizeBytes: number
}

export interface RefusedList {
  add(refusal: Refusal): void
  close(): Promise<void>
}

const flushMs = 1_000
/** A flood of forgeries is counted in full and listed in part. */
const maxWaiting = 50
const keptPerConnection = 1_000
const keptDays = 90

/**
 * Refused webhooks, each counted in its minute and the first of each second listed: written once a second, so that a
 * flood of forgeries costs the database nothing.
 */
export function createRefusedList(pool: pg.Pool): RefusedList {
  let waiting: Refusal[] = []
  let counted = new Map<string, Map<string, number>>()
  let writing: Promise<void> = Promise.resolve()

  async function flush(): Promise<void> {
    const listed = Map.groupBy(waiting, (refusal) => refusal.organizationId)
    const counts = counted
    waiting = []
    counted = new Map()
    // Losing an entry of this list is no loss of data; the counter of the process has it.
    for (const [organizationId, byConnection] of counts)
      await write(organizationId, listed.get(organizationId) ?? [], byConnection).catch(() => {})
  }

  async function write(
    organizationId: string,
    refusals: readonly Refusal[],
    byConnection: ReadonlyMap<string, number>,
  ): Promise<void> {
    await withOrganization(pool, organizationId, async (tx) => {
      await tx.query(
        `insert into coordination.refused_minute as t (organization_id, connection_id, minute, refused)
         select $1, c, date_bin('1 minute', now(), timestamptz '2000-01-01 00:00Z'), n from unnest($2::uuid[], $3::int[]) x(c, n)
         on conflict (organization_id, connection_id, minute) do update set refused = t.refused + excluded.refused`,
        [organizationId, [...byConnection.keys()], [...byConnection.values()]],
      )
      await tx.query(
        'delete from coordination.refused_minute where organization_id = $1 and minute < now() - make_interval(days => $2)',
        [organizationId, keptDays],
      )
      await tx.query(
        `insert into coordination.refused_webhook (organization_id, connection_id, reason, size_bytes)
         select $1, c, r, s from unnest($2::uuid[], $3::text[], $4::int[]) x(c, r, s)`,
        [
          organizationId,
          refusals.map((one) => one.connectionId),
          refusals.map((one) => one.reason),
          refusals.map((one) => one.sizeBytes),
        ],
      )
      for (const connectionId of new Set(refusals.map((one) => one.connectionId)))
        await tx.query(
          `delete from coordination.refused_webhook where organization_id = $1 and connection_id = $2 and id < (
             select id from coordination.refused_webhook where organization_id = $1 and connection_id = $2
             order by id desc offset $3 limit 1)`,
          [organizationId, connectionId, keptPerConnection - 1],
        )
    })
  }

  const timer = setInterval(() => {
    if (counted.size > 0) writing = writing.then(flush)
  }, flushMs)
  timer.unref()

  return {
    add(refusal) {
      const { organizationId, connectionId } = refusal
      const byConnection = counted.get(organizationId) ?? new Map<string, number>()
      byConnection.set(connectionId, (byConnection.get(connectionId) ?? 0) + 1)
      counted.set(organizationId, byConnection)
      if (waiting.length < maxWaiting) waiting.push(refusal)
    },
    async close() {
      clearInterval(timer)
      await writing
      await flush()
    },
  }
}
