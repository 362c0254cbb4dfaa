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

/** The short list of refused webhooks: written once a second, so that a flood of forgeries costs the database nothing. */
export function createRefusedList(pool: pg.Pool): RefusedList {
  let waiting: Refusal[] = []
  let writing: Promise<void> = Promise.resolve()

  async function flush(): Promise<void> {
    const batch = waiting
    waiting = []
    // Losing an entry of this list is no loss of data; the counter has it.
    for (const [organizationId, refusals] of Map.groupBy(batch, (refusal) => refusal.organizationId))
      await write(organizationId, refusals).catch(() => {})
  }

  async function write(organizationId: string, refusals: readonly Refusal[]): Promise<void> {
    await withOrganization(pool, organizationId, async (tx) => {
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
    if (waiting.length > 0) writing = writing.then(flush)
  }, flushMs)
  timer.unref()

  return {
    add(refusal) {
      if (waiting.length < maxWaiting) waiting.push(refusal)
    },
    async close() {
      clearInterval(timer)
      await writing
      await flush()
    },
  }
}
