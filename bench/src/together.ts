import { randomUUID } from 'node:crypto'
import { createCommandRunner, type Decider } from '../../apps/api/src/commands/runner.ts'
import { createAppender, readStream } from '../../packages/db/src/log/index.ts'
import { migrate } from '../../packages/db/src/migrations/index.ts'
import { createPool, withOrganization } from '../../packages/db/src/pool/index.ts'
import type { NewEvent } from '../../packages/domain/src/event/index.ts'
import { type BenchContext, count, type Figure } from './figures.ts'
import { actor, organizationId } from './sample.ts'

const commands = 32
const bursts = 25
const mostTries = 3

/** Decides on how many came before: two commands that saw the same state would write the same number twice. */
const counter: Decider<number, 'count', NewEvent> = {
  initial: 0,
  evolve: (state) => state + 1,
  decide: (_, state, { now }) => ({
    ok: true,
    events: [
      {
        type: 'SyncRetryScheduled',
        data: { retry: state, hold: 'retry_at', nextRetryAt: now.toISOString() },
      },
    ],
  }),
}

/** Sends 32 commands at one stream at once, time and again on new streams, through the product's command runner. */
export async function commandsTogether(context: BenchContext): Promise<readonly Figure[]> {
  const url = await context.server.createDatabase('hot_commands')
  await migrate(url)
  const role = 'syncline_app'
  const pool = createPool({ url, role, max: 10, applicationName: 'bench commands' })
  const appender = createAppender({ url, role })
  const runner = createCommandRunner(counter, { pool, appender })
  let most = 0
  let unsettled = 0
  let lost = 0
  try {
    for (let burst = 0; burst < bursts; burst++) {
      const stream = `sync-${randomUUID()}`
      const run = () =>
        runner.run({
          organizationId,
          stream,
          command: 'count',
          context: { now: new Date(), actor, correlationId: randomUUID() },
        })
      const outcomes = await Promise.allSettled(Array.from({ length: commands }, run))
      const settled = outcomes.filter((outcome) => outcome.status === 'fulfilled')
      const events = await withOrganization(pool, organizationId, (tx) =>
        readStream(tx, organizationId, stream),
      )
      const distinct = new Set(events.map(({ data }) => (data as { retry: number }).retry)).size
      most = Math.max(most, ...settled.map(({ value }) => value.tries))
      unsettled += commands - settled.length
      lost += settled.length - distinct
    }
  } finally {
    await appender.close()
    await pool.end()
  }
  const what = `${commands} load-decide-append commands on one stream at once, ${bursts} times`
  return [
    count(`${what}, tries of the one that took most`, most, mostTries),
    count(`${what}, commands not settled`, unsettled, 0),
    count(`${what}, updates lost`, lost, 0),
  ]
}
