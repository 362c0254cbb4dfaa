import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { advanceProjections, projections, verifyLog, verifyProjections } from '@syncline/db/projections'
import { advanceReactor } from '@syncline/db/queue'
import type { ErasurePreview, ErasureView, SyncRow } from '@syncline/domain/view'
import { loadProvider } from '@syncline/providers/registry'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inputOf } from '../rest/routes.ts'
import { mutation, query } from '../testing/edge.ts'
import { type Guest, guestOf } from '../testing/guests.ts'
import { startTestHub, stripeEvent, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { sampleInput } from '../testing/sample-input.ts'
import { dump, opened, type Told, toldIn } from '../testing/told.ts'
import { startTestWeb, type TestWeb } from '../testing/web.ts'
import { appRouter } from '../trpc/router.ts'
import { createErasureRunner, type ErasureRunner } from './commands.ts'
import { createEraser } from './eraser.ts'

/** The whole row of the quality table is 1,000 people, a hundred of whom are erased: that takes a night. */
const people = Number(process.env['SYNCLINE_TEST_SUBJECTS'] ?? 40)
const erasedCount = people / 10
const together = 10
const timeoutMs = 3_600_000

interface Person {
  readonly id: string
  /** In their name, their address and every text of theirs; nobody else's begins like it. */
  readonly canary: string
  readonly syncIds: readonly string[]
  readonly deliveryIds: readonly string[]
}

let hub: TestHub
let jobs: TestJobs
let web: TestWeb
let ours: TestOrganization
let cookie: string
let auditor: string
const everybody: Person[] = []

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  web = await startTestWeb(hub)
  ours = await jobs.found({ flows: ['customer', 'transaction'] })
  const signedIn = await web.people(ours.organizationId, 'eraser')
  cookie = signedIn.admin
  auditor = signedIn.auditor
  for (let from = 0; from < people; from += together)
    everybody.push(...(await comeIn(Array.from({ length: together }, (_, index) => guestOf(from + index)))))
  await advanceProjections(hub.workerPool, projections)
}, timeoutMs)
afterAll(async () => {
  await web.close()
  await jobs.close()
  await hub.close()
})

/** First everybody's account, then what they paid: nobody waits for anybody. */
async function comeIn(guests: readonly Guest[]): Promise<readonly Person[]> {
  const deliveries = await Promise.all(
    guests.map(({ bodies }) => Promise.all(bodies.map((body) => jobs.receive(ours, body)))),
  )
  await jobs.route()
  const syncs = await Promise.all(
    deliveries.map((ids) =>
      Promise.all(ids.slice(0, 3).map(async (id) => (await jobs.routed(ours, id))[0] as string)),
    ),
  )
  for (const turn of [0, 1, 2])
    for (const settled of await Promise.all(syncs.map((ids) => jobs.settle(ours, ids[turn] as string))))
      expect(settled).toMatchObject({ status: 'synced' })
  return guests.map(({ id, canary }, index) => ({
    id,
    canary,
    syncIds: syncs[index] as string[],
    deliveryIds: deliveries[index] as string[],
  }))
}

const eraserWith = (erasureRunner: ErasureRunner) =>
  createEraser({
    pool: hub.workerPool,
    appender: hub.workerAppender,
    vault: hub.workerVault,
    runner: jobs.runner,
    erasureRunner,
    loadProvider,
    now: () => new Date(),
  })
const runner = () => createErasureRunner({ pool: hub.workerPool, appender: hub.workerAppender })
const work = (with_ = runner()) => advanceReactor(hub.workerPool, eraserWith(with_))

/** What the test does itself may keep the process busy: the server then asks callers to come again. */
async function inject(options: InjectOptions): Promise<LightMyRequestResponse> {
  for (;;) {
    const answer = await web.inject(options)
    if (answer.statusCode !== 503) return answer
    await pause(100)
  }
}

async function read<Answer>(name: string, input: unknown, as = cookie): Promise<Answer> {
  const answer = await inject(query(name, input, { cookie: as }))
  expect(answer.statusCode, `${name}: ${answer.body}`).toBe(200)
  return answer.json().result.data as Answer
}

const ask = (input: object, as = cookie) =>
  inject(mutation('erasure.request', { reason: 'Asked for by the guest', ...input }, { cookie: as }))
const targetOf = ({ id }: Pick<Person, 'id'>) => ({ connectionId: ours.stripeId, entity: 'customer', id })

const procedures = Object.entries(
  appRouter._def.procedures as unknown as Record<
    string,
    { _def: { type: string; inputs: Parameters<typeof inputOf>[0][] } }
  >,
).filter(([, { _def }]) => _def.type === 'query')

/** What every procedure that reads answers of these people. */
async function screens(these: readonly Person[]): Promise<Told> {
  const texts: string[] = []
  for (const { syncIds, deliveryIds } of these)
    for (const [name, { _def }] of procedures) {
      const here = ours.stripeId
      const ids = { syncId: syncIds[1], deliveryId: deliveryIds[1], connectionId: here, any: here }
      const input = sampleInput(inputOf(_def.inputs[0]), ids as Record<string, string>)
      texts.push((await inject(query(name, input, { cookie }))).body)
    }
  texts.push(JSON.stringify(await read('sync.list', { filter: {}, limit: 200 })))
  return toldIn(texts)
}

const seen = (told: Told, these: readonly Person[]) => these.filter(({ canary }) => told.has(canary)).length

describe('the erasure of people', () => {
  it('tells first what it would destroy, and changes nothing', async () => {
    const [ada] = everybody as [Person]
    const preview = await read<ErasurePreview>('erasure.preview', { target: targetOf(ada) }, auditor)
    expect(preview).toMatchObject({
      label: expect.stringContaining('Zephyrine'),
      keys: 1,
      syncs: 2,
      webhooks: 2,
      attempts: 2,
      waiting: 0,
      older: 0,
      stored: people * 4,
      erasedBefore: null,
    })
    expect(preview.objects.map(({ connectionName, entity }) => [connectionName, entity])).toEqual(
      expect.arrayContaining([
        ['stripe', 'customer'],
        ['flasherp', 'customer'],
      ]),
    )
    // By a payment of theirs the same person is found.
    const byPayment = await read<ErasurePreview>('erasure.preview', { target: { syncId: ada.syncIds[1] } })
    expect(byPayment).toEqual(preview)
  })

  it('is an admin’s, with a reason, and of a person of this organization', async () => {
    const [ada] = everybody as [Person]
    const erasureId = randomUUID()
    expect((await ask({ erasureId, target: targetOf(ada) }, auditor)).statusCode).toBe(403)
    expect((await ask({ erasureId, target: targetOf(ada), reason: '' })).statusCode).toBe(400)
    const foreign = { ...targetOf(ada), connectionId: randomUUID() }
    expect((await ask({ erasureId, target: foreign })).statusCode).toBe(404)
    expect((await ask({ erasureId, target: { syncId: randomUUID() } })).statusCode).toBe(404)
  })

  it(
    'leaves nothing of them that anybody can read, and everything of the others',
    async () => {
      const gone = everybody.slice(0, erasedCount)
      const others = everybody.slice(erasedCount)
      expect(seen(await opened(hub, ours.organizationId), everybody)).toBe(people)
      const erasures = gone.map((person) => ({ erasureId: randomUUID(), person }))
      for (const { erasureId, person } of erasures) {
        const asked = await ask({ erasureId, target: targetOf(person) })
        expect([asked.statusCode, asked.body]).toEqual([200, expect.any(String)])
      }
      // A worker dies at the worst place: everything is destroyed, and not yet written down.
      const dying = runner()
      await expect(
        work({
          run: (input) =>
            typeof input.command === 'object' && input.command.type === 'finish'
              ? Promise.reject(new Error('killed'))
              : dying.run(input),
        }),
      ).rejects.toThrow('killed')
      await work()
      await advanceProjections(hub.workerPool, projections)

      for (const { erasureId } of erasures)
        expect(await read<ErasureView>('erasure.get', { erasureId })).toMatchObject({
          status: 'erased',
          webhooks: 4,
          report: { keys: 2, syncs: 3 },
          returnedAt: null,
        })
      const listed = await read<ErasureView[]>('erasure.list', undefined, auditor)
      expect(listed.map(({ erasureId }) => erasureId).toSorted()).toEqual(
        erasures.map(({ erasureId }) => erasureId).toSorted(),
      )
      const readable = await opened(hub, ours.organizationId)
      expect(seen(readable, gone)).toBe(0)
      expect(seen(readable, others)).toBe(others.length)
      expect(seen(await dump(hub), everybody)).toBe(0)
      const shown = await screens(gone)
      expect(seen(shown, gone)).toBe(0)
      expect(seen(shown, others)).toBeGreaterThan(0)
      for (const findings of await verified()) expect(findings).toEqual([])
    },
    timeoutMs,
  )

  it('is shown as such, and nothing of it is tried or read again', async () => {
    const [ada] = everybody as [Person]
    const [syncId, payment] = ada.syncIds
    const { row } = await read<{ row: SyncRow }>('sync.get', { syncId })
    expect(row).toMatchObject({ label: null, erased: true, status: 'synced' })
    const retried = await inject(mutation('sync.retry', { syncId: payment, reason: 'once more' }, { cookie }))
    expect([retried.statusCode, retried.json().error.data.syncline.code]).toEqual([410, 'SUBJECT_ERASED'])
    const deliveryId = ada.deliveryIds[0]
    const { payload } = await read<{ payload: object }>('webhook.detail', { deliveryId })
    expect(payload).toEqual({ state: 'erased' })
    const replayed = await inject(mutation('webhook.replay', { deliveryId, reason: 'once more' }, { cookie }))
    expect([replayed.statusCode, replayed.json().error.data.syncline.code]).toEqual([410, 'SUBJECT_ERASED'])
  })

  it('lets nothing old back in, and seals what is new under a new key', async () => {
    const [ada] = (await comeIn([guestOf(people)])) as [Person]
    expect((await ask({ erasureId: randomUUID(), target: targetOf(ada) })).statusCode).toBe(200)
    await work()
    const customer = { id: ada.id, name: `Zephyrine ${ada.canary}`, email: `${ada.canary}@canary.example` }
    const late = { type: 'customer.updated', created: Math.floor(Date.now() / 1_000) - 3_600 }
    const delivery = await jobs.receive(ours, stripeEvent({ customer, ...late }))
    await jobs.route()
    expect((await jobs.facts(ours, `delivery-${delivery}`)).at(-1)).toMatchObject({ type: 'WebhookIgnored' })
    expect(seen(await opened(hub, ours.organizationId), [ada])).toBe(0)

    const now = { type: 'customer.updated', created: Math.floor(Date.now() / 1_000) + 60 }
    const syncId = await jobs.request(ours, customer, now)
    expect(await jobs.settle(ours, syncId)).toMatchObject({ status: 'synced' })
    await advanceProjections(hub.workerPool, projections)
    expect((await read<{ row: SyncRow }>('sync.get', { syncId })).row).toMatchObject({ erased: false })
    const listed = await read<ErasureView[]>('erasure.list', undefined)
    const returned = listed.filter(({ returnedAt }) => returnedAt !== null)
    expect(returned.flatMap(({ objects }) => objects.map(({ id }) => id))).toContain(ada.id)

    // Once more, with a sync that waits: it does not go out any more.
    const waiting = await jobs.request(ours, customer, { ...now, created: now.created + 60 })
    await advanceProjections(hub.workerPool, projections)
    const preview = await read<ErasurePreview>('erasure.preview', { target: targetOf(ada) })
    expect(preview).toMatchObject({ keys: 1, waiting: 1, erasedBefore: expect.any(String) })
    const erasureId = randomUUID()
    expect((await ask({ erasureId, target: { syncId: waiting } })).statusCode).toBe(200)
    expect((await ask({ erasureId, target: { syncId: waiting } })).statusCode).toBe(409)
    await work()
    expect(await jobs.state(ours, waiting)).toMatchObject({ status: 'cancelled' })
    expect(await read<ErasureView>('erasure.get', { erasureId })).toMatchObject({
      status: 'erased',
      cancelled: 1,
      report: { keys: 1 },
    })
    expect(seen(await opened(hub, ours.organizationId), [ada])).toBe(0)
  })
})

async function verified(): Promise<readonly unknown[]> {
  const client = await hub.admin.connect()
  try {
    const tables = await verifyProjections(client)
    const log = await verifyLog(client)
    return [...tables.map(({ findings }) => findings), log.findings]
  } finally {
    client.release()
  }
}
