import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Page } from './admin/reads.ts'
import type { Delivery, EffectEntry, RequestEntry } from './index.ts'
import { createReceiver, erp, keys, type Receiver } from './testing.ts'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
let folder: string
let receiver: Receiver
let children: ChildProcess[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-main-'))
  receiver = await createReceiver()
})
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  children = []
  await receiver.close()
  rmSync(folder, { recursive: true })
})

async function start(
  environment: Record<string, string> = {},
  ipc = false,
): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, SANDBOX_STATE: join(folder, 'state.jsonl'), ...environment },
    stdio: ['ignore', 'pipe', 'inherit', ...(ipc ? (['ipc'] as const) : [])],
  })
  children.push(child)
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8')))
    child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)))
  })
  return { child, url: (JSON.parse(line) as { sandbox: string }).sandbox }
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))

async function admin<T>(url: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(
    `${url}/_sandbox${path}`,
    body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
  )
  expect(response.status).toBe(200)
  return (await response.json()) as T
}

async function registerAll(url: string): Promise<void> {
  await admin(url, '/accounts', {
    stripe: { ...keys.stripe, webhookUrl: receiver.url },
    flasherp: { apiKey: keys.flasherp.apiKey, apiSecret: keys.flasherp.apiSecret },
  })
}

test('state, keys, ledgers and due webhooks outlive kill -9', async () => {
  // The receiver is down for the first process: its webhooks stay due.
  receiver.statuses.push(503)
  const first = await start({ SANDBOX_REDELIVERY_MS: '1500' })
  await registerAll(first.url)
  const made = await erp(first.url, 'POST', '/customers', { body: { name: 'Ada' }, key: 'k1' })
  const { objects } = await admin<{ objects: string[] }>(first.url, '/trigger/stripe/customer.created', {
    name: 'Eve',
  })
  await admin<Page<Delivery>>(first.url, '/deliveries?waitMs=5000')
  await receiver.count(1)
  const held = erp(first.url, 'POST', '/customers', { body: { name: 'Ada -timeout' }, key: 'k2' })
  held.catch(() => undefined)
  await admin<Page<RequestEntry>>(first.url, '/ledger/requests?idempotencyKey=k2&waitMs=5000')
  first.child.kill('SIGKILL')
  await ended(first.child)

  const second = await start()
  expect(await erp(second.url, 'POST', '/customers', { body: { name: 'Ada' }, key: 'k1' })).toMatchObject({
    status: 201,
    text: made.text,
  })
  expect(
    (await erp(second.url, 'POST', '/customers', { body: { name: 'Ada -timeout' }, key: 'k2' })).status,
  ).toBe(201)
  const { entries: effects } = await admin<Page<EffectEntry>>(second.url, '/ledger/effects?provider=flasherp')
  expect(effects.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['k1', 'k2'])
  const { entries: requests } = await admin<Page<RequestEntry>>(second.url, '/ledger/requests')
  expect(requests.map(({ status, replayed }) => [status, replayed])).toEqual([
    [201, false],
    ['aborted', false],
    [201, true],
    [201, true],
  ])
  await receiver.count(2)
  expect(receiver.received[1]?.body).toBe(receiver.received[0]?.body)
  expect(receiver.received[1]?.body).toContain(objects[0])
})

test('kill -9 in the middle of a burst loses nothing that was answered', async () => {
  const first = await start()
  await registerAll(first.url)
  const answered: string[] = []
  const callers = Array.from({ length: 8 }, async (_, caller) => {
    for (let call = 0; ; call += 1) {
      const key = `k-${caller}-${call}`
      const answer = await erp(first.url, 'POST', '/customers', { body: { name: key }, key })
      if (answer.status === 201) answered.push(key)
      if (answered.length === 300) first.child.kill('SIGKILL')
    }
  })
  await Promise.allSettled(callers)
  const second = await start()
  const keysThere = new Set<string | null>()
  for (let after = 0; ; ) {
    const page = await admin<Page<EffectEntry>>(second.url, `/ledger/effects?limit=1000&after=${after}`)
    if (page.entries.length === 0) break
    for (const effect of page.entries) keysThere.add(effect.idempotencyKey)
    after = page.next
  }
  expect(answered.length).toBeGreaterThanOrEqual(300)
  expect(answered.filter((key) => !keysThere.has(key))).toEqual([])
})

test('ends with its parent, and on SIGTERM', async () => {
  const one = await start({}, true)
  const oneEnded = ended(one.child)
  one.child.disconnect()
  expect(await oneEnded).toBe(0)
  const other = await start()
  const otherEnded = ended(other.child)
  other.child.kill('SIGTERM')
  expect(await otherEnded).toBe(0)
})

test('a setting that cannot be used is named', async () => {
  await expect(start({ CHAOS: 'much' })).rejects.toThrow('ended with 2')
})
