import pg from 'pg'
import { afterEach, expect, it } from 'vitest'
import { askSandbox } from '../ask-sandbox.ts'
import { type Stack, until } from '../stack.ts'
import { startTestStack } from '../test-stack.ts'

let stack: Stack | undefined
let frozen: number | undefined
let client: pg.Client | undefined
afterEach(async () => {
  await client?.end()
  if (frozen !== undefined) process.kill(frozen, 'SIGCONT')
  await stack?.stop()
})

const sandbox = <Answer>(path: string, body?: unknown) =>
  askSandbox<Answer>(stack?.sandboxUrl ?? '', path, body)

interface Effect {
  idempotencyKey: string | null
  origin: string
}
const effects = async () =>
  (await sandbox<{ entries: Effect[] }>('/ledger/effects?provider=flasherp')).entries.filter(
    ({ origin }) => origin === 'api',
  )

it('a worker frozen in the middle of a call and woken later finds its sync done by another, and adds nothing', async () => {
  stack = await startTestStack({
    SANDBOX_TRAFFIC: '0',
    SYNCLINE_DEMO_PROVIDERS: 'stripe,flasherp',
    SANDBOX_SLOW_MS: '8000',
  })
  // Written at once, answered seconds later: it freezes while it waits for the answer.
  await sandbox('/trigger/stripe/customer.created', { name: 'Ada Obi -slow' })
  const [first] = await until('the write', async () => {
    const made = await effects()
    return made.length > 0 ? made : undefined
  })
  const pid = stack.pid('worker')
  process.kill(pid, 'SIGSTOP')
  frozen = pid
  const other = await stack.addWorker()

  client = new pg.Client({ connectionString: stack.databaseUrl })
  await client.connect()
  const reader = client
  const types = async () => {
    const { rows } = await reader.query<{ type: string }>(
      'select type from log.event where stream = $1 order by version',
      [`sync-${first?.idempotencyKey?.split('.')[0]}`],
    )
    return rows.map((row) => row.type)
  }
  await until('another worker to carry it out', async () =>
    (await types()).includes('SyncSucceeded') ? true : undefined,
  )
  process.kill(other, 'SIGTERM')
  process.kill(pid, 'SIGCONT')
  frozen = undefined
  // The woken worker gives its own call up by now, which changes nothing, and goes on with the next change.
  await sandbox('/trigger/stripe/customer.created', { name: 'Bea Obi' })
  await until('the woken worker to go on', async () => {
    const { rowCount } = await reader.query(
      "select from log.event where type = 'SyncSucceeded' and actor like $1",
      [`%-${pid}`],
    )
    return rowCount ? true : undefined
  })
  expect(await types()).toEqual([
    'SyncRequested',
    'SyncStarted',
    'SyncFailed',
    'SyncRetryScheduled',
    'SyncStarted',
    'SyncSucceeded',
  ])
  expect((await effects()).filter((one) => one.idempotencyKey === first?.idempotencyKey)).toHaveLength(1)
}, 600_000)
