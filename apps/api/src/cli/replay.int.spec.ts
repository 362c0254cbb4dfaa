import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { createAppender } from '@syncline/db/log'
import { createPool } from '@syncline/db/pool'
import { advanceProjections, projections, type ReplayReport } from '@syncline/db/projections'
import { createTestDatabase } from '@syncline/db/testing'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const program = fileURLToPath(new URL('./main.ts', import.meta.url))
const streams = 400
let database: { url: string; drop(): Promise<void> }
let admin: pg.Client
let directory: string

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'syncline-replay-'))
  database = await createTestDatabase()
  admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  const appender = createAppender({ url: database.url, role: 'syncline_worker' })
  const received = {
    type: 'WebhookReceived',
    data: {
      connectionId: randomUUID(),
      provider: 'stripe',
      providerEventId: 'evt_1',
      eventType: 'customer.created',
      accountId: null,
      headers: {},
      payloadId: randomUUID(),
      sizeBytes: 1,
    },
  }
  const ignored = { type: 'WebhookIgnored', data: { reason: 'unknown_type' } }
  const append = () =>
    appender.append({
      organizationId: randomUUID(),
      stream: `delivery-${randomUUID()}`,
      events: [received, ignored],
      context: { now: new Date(), actor: 'system:test', correlationId: 'c' },
    })
  await Promise.all(Array.from({ length: streams }, append))
  await appender.close()
  const worker = createPool({ url: database.url, role: 'syncline_worker', max: 1, applicationName: 'test' })
  await advanceProjections(worker, projections)
  await worker.end()
})
afterAll(async () => {
  await admin.end()
  await database.drop()
  rmSync(directory, { recursive: true, force: true })
})

function syncline(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [program, ...args], {
    env: { ...process.env, BASE_URL: '', DATABASE_URL: database.url, SYNCLINE_DATA: directory },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function finished(child: ChildProcess): Promise<{ code: number | null; out: string; errors: string }> {
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const [out, errors] = await Promise.all(
    [child.stdout, child.stderr].map((stream) => text(stream as NodeJS.ReadableStream)),
  )
  return { code: await exited, out: out ?? '', errors: errors ?? '' }
}

/** Runs a replay and kills it with -9 when it says that it does this; loading, when it is in the middle of that. */
async function killAt(stage: string): Promise<void> {
  const child = syncline('replay', 'delivery', '--window', stage === 'loading' ? '2' : '100')
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  createInterface({ input: child.stderr as NodeJS.ReadableStream }).on('line', async (line) => {
    if (!line.startsWith(stage)) return
    if (stage === 'loading') await reached(100)
    child.kill('SIGKILL')
  })
  await exited
  expect(child.signalCode, stage).toBe('SIGKILL')
}

async function reached(position: number): Promise<void> {
  for (;;) {
    const { rows } = await admin.query(
      "select position from coordination.rebuild where projection = 'delivery'",
    )
    if (rows[0]?.position >= position) return
  }
}

const rows = async () => (await admin.query('select * from read.delivery order by delivery_id')).rows

describe('syncline replay', () => {
  it.each(['loading', 'making indexes', 'catching up', 'comparing', 'swapping'])(
    'killed with -9 while %s leaves the live table whole, and the next run goes on',
    async (stage) => {
      const before = await rows()
      expect(before).toHaveLength(streams)
      await killAt(stage)
      expect(await rows()).toEqual(before)
      const { code, out } = await finished(syncline('replay', 'delivery', '--json'))
      expect(code).toBe(0)
      const report = JSON.parse(out) as ReplayReport
      expect(report).toMatchObject({ position: streams * 2, differences: { count: 0 } })
      expect((report.resumedFrom ?? 0) + report.events).toBe(streams * 2)
      // Nothing that was folded is folded again.
      expect(report.resumedFrom).toBeGreaterThanOrEqual(stage === 'loading' ? 100 : streams * 2)
      expect(await rows()).toEqual(before)
      expect((await admin.query('select from coordination.rebuild')).rowCount).toBe(0)
    },
  )

  it('ends with a summary for people, progress apart from it', async () => {
    const { code, out, errors } = await finished(syncline('replay', 'delivery'))
    expect(code).toBe(0)
    expect(out).toContain(`delivery folded anew up to position ${streams * 2}: ${streams * 2} events`)
    expect(out).toContain('The live tables had the same rows.')
    expect(out).toMatch(/held up for \d+ ms at most/)
    expect(errors).toMatch(/^loading: position 0 of 800$/m)
  })

  it('with --check tells differences by its exit code and changes nothing', async () => {
    await admin.query("update read.delivery set status = 'routed'")
    const checked = await finished(syncline('replay', 'delivery', '--check'))
    expect(checked.code).toBe(1)
    expect(checked.out).toContain(`${streams} rows of the live tables were otherwise`)
    expect(checked.out).toContain('Nothing was swapped.')
    expect((await finished(syncline('replay', 'delivery', '--json'))).code).toBe(0)
    expect((await finished(syncline('replay', 'delivery', '--check'))).code).toBe(0)
  })

  it.each([
    [['router'], 'INVALID_INPUT: Only projections are replayed', 1],
    [['nothing'], 'Projections: directory, sync_status, delivery, attempt, metric_minute', 1],
    [[], 'Usage', 2],
    [['delivery', '--window', '0', '--fast'], 'Usage', 2],
  ] as const)('refuses %j and says what to do', async (args, says, expected) => {
    const { code, out, errors } = await finished(syncline('replay', ...args))
    expect({ code, out }).toEqual({ code: expected, out: '' })
    expect(errors).toContain(says)
    expect(errors).not.toContain('    at ')
  })
})

it('syncline verify finds every table equal to the log', async () => {
  const { code, out } = await finished(syncline('verify'))
  expect(out).toContain(`ok    ${streams} rows of delivery equal what the log says`)
  expect(out).not.toContain('FAIL')
  expect(code).toBe(0)
})
