import { setTimeout as pause } from 'node:timers/promises'
import { readStream } from '@syncline/db/log'
import { withOrganization } from '@syncline/db/pool'
import { advanceProjections } from '@syncline/db/projections'
import { advanceReactor, type Queue, type QueuedSync } from '@syncline/db/queue'
import type { Entity } from '@syncline/domain/connection'
import { type EventData, type EventType, type RecordedEvent, streamName } from '@syncline/domain/event'
import type { SyncJob } from '@syncline/domain/job'
import { evolve, initialSync, type Sync, type SyncCommand, type SyncEvent } from '@syncline/domain/sync'
import { createFlasherp } from '@syncline/providers/flasherp'
import { loadProvider } from '@syncline/providers/registry'
import { createSandbox, type Sandbox } from '@syncline/sandbox'
import { createSyncRunner, type SyncRunner } from '../commands/sync.ts'
import { createLogger } from '../http/log.ts'
import { receive } from '../ingest/receive.ts'
import { executeSync } from '../jobs/executor.ts'
import type { Executed, ExecutorDeps } from '../jobs/executor-deps.ts'
import { createRouter } from '../jobs/router.ts'
import { createSyncStore } from '../jobs/sync-store.ts'
import { createTargetDirectory } from '../jobs/targets.ts'
import { createExpressions } from '../mapping/expressions.ts'
import { createMapRecord } from '../mapping/map-record.ts'
import {
  bySystem,
  foundOrganization,
  signed,
  stripeEvent,
  type TestHub,
  type TestOrganization,
} from './hub.ts'
import { noProtection } from './protection.ts'

type Known = Exclude<Sync, { status: 'none' }>

/** What follows the door, step by step instead of by itself, against a sandbox and a clock that can be moved. */
export interface TestJobs {
  readonly sandbox: Sandbox
  readonly runner: SyncRunner
  readonly executor: ExecutorDeps
  /** Jobs put in line again. */
  readonly again: { job: SyncJob; waitMs: number }[]
  readonly jobsPut: QueuedSync[]
  readonly queue: Pick<Queue, 'enqueueSyncs'>
  found(options?: { flows?: readonly Entity[]; back?: readonly Entity[] }): Promise<TestOrganization>
  /** Takes a webhook in; returns the id of its delivery. */
  receive(organization: TestOrganization, body: string, from?: 'stripe' | 'flasherp'): Promise<string>
  /** Ids of the syncs that a delivery was routed to. */
  routed(organization: TestOrganization, deliveryId: string): Promise<readonly string[]>
  route(): Promise<void>
  /** A webhook about a customer, routed: the id of its sync. */
  request(
    organization: TestOrganization,
    customer: { id: string; name?: string | null; email?: string | null },
    more?: { type?: string; created?: number },
  ): Promise<string>
  execute(organization: TestOrganization, syncId: string, change?: Partial<ExecutorDeps>): Promise<Executed>
  /** Executes again and again, moving the clock to each retry, until nothing is left to do. */
  settle(organization: TestOrganization, syncId: string): Promise<Known>
  command(organization: TestOrganization, syncId: string, command: SyncCommand): Promise<void>
  state(organization: TestOrganization, syncId: string): Promise<Known>
  facts(organization: TestOrganization, stream: string): Promise<RecordedEvent[]>
  /** Moves the clock of hub and sandbox. */
  pass(milliseconds: number): void
  /** Looks again at the deliveries that the router put off. */
  routeWaited(): Promise<void>
  sweepRouter(): Promise<number>
  /** Another worker's router goes on: it remembers nothing of what this one asked for, or put off. */
  restartRouter(): void
  project(): Promise<void>
  close(): Promise<void>
}

export const requestTimeoutMs = 400
export const slowMs = 700
const worker = 'worker-of-the-tests'
const maxSteps = 12

export async function startJobs(hub: TestHub): Promise<TestJobs> {
  let shiftMs = 0
  const now = () => new Date(Date.now() + shiftMs)
  const sandbox = await createSandbox({ now: () => now().getTime(), slowMs })
  const flasherp = createFlasherp({ requestTimeoutMs, maxAnswerBytes: 65_536 })
  const load: ExecutorDeps['loadProvider'] = async (name) =>
    name === 'flasherp' ? flasherp : loadProvider(name)
  const runner = createSyncRunner({ pool: hub.workerPool, appender: hub.workerAppender })
  const again: TestJobs['again'] = []
  const jobsPut: QueuedSync[] = []
  const log = createLogger({ level: 'silent', service: 'test' })
  const expressions = createExpressions()
  const executor: ExecutorDeps = {
    store: createSyncStore(hub.workerPool),
    vault: hub.workerVault,
    appender: hub.workerAppender,
    runner,
    targets: createTargetDirectory({ pool: hub.workerPool, vault: hub.workerVault }),
    loadProvider: load,
    mapRecord: createMapRecord(expressions),
    worker,
    now,
    random: () => 0.5,
    pause,
    log,
    protection: noProtection,
    again: async (job, waitMs) => void again.push({ job, waitMs }),
    signal: new AbortController().signal,
  }
  const waited: (() => Promise<void>)[] = []
  const newRouter = () =>
    createRouter({
      pool: hub.workerPool,
      appender: hub.workerAppender,
      vault: hub.workerVault,
      loadProvider: load,
      now,
      later: (_waitMs, work) => void waited.push(work),
    })
  let router = newRouter()
  await hub.admin.query('insert into coordination.worker (worker) values ($1)', [worker])

  const jobs: TestJobs = {
    sandbox,
    runner,
    executor,
    again,
    jobsPut,
    queue: { enqueueSyncs: async (_tx, put) => void jobsPut.push(...put) },
    async found(options = {}) {
      const organization = await foundOrganization(hub, { sandboxUrl: sandbox.url, ...options })
      const { api_key: apiKey = '', api_secret: apiSecret = '' } = organization.secrets.flasherp
      const { api_key: secretKey = '' } = organization.secrets.stripe
      sandbox.register({ flasherp: { apiKey, apiSecret }, stripe: { secretKey } })
      return organization
    },
    async receive({ organizationId, stripeId, flasherpId, secrets }, body, from = 'stripe') {
      const secret = secrets[from].webhook_secret as string
      const { webhook } = await loadProvider(from)
      if (!webhook) throw new Error(`${from} sends webhooks`)
      const connectionId = from === 'stripe' ? stripeId : flasherpId
      const received = await receive(
        hub,
        {
          connectionId,
          organizationId,
          provider: from,
          accountId: '',
          webhookSecrets: [{ kind: 'webhook_secret', version: 1, secret }],
        },
        webhook,
        { rawBody: Buffer.from(body), headers: signed[from](secret, body), url: '', now: new Date() },
      )
      if (received.verdict === 'refused') throw new Error(received.reason)
      return received.deliveryId
    },
    route: async () => void (await advanceReactor(hub.workerPool, router)),
    async routeWaited() {
      for (const work of waited.splice(0)) await work()
    },
    sweepRouter: () => router.sweep(),
    restartRouter() {
      waited.length = 0
      router = newRouter()
    },
    async request(organization, customer, more = {}) {
      const delivery = await jobs.receive(organization, stripeEvent({ customer, ...more }))
      await jobs.route()
      return (await jobs.routed(organization, delivery))[0] as string
    },
    async routed(organization, deliveryId) {
      const facts = await jobs.facts(organization, streamName('delivery', deliveryId))
      return dataOf(facts.at(-1), 'WebhookRouted').syncIds
    },
    execute: ({ organizationId }, syncId, change = {}) =>
      executeSync({ ...executor, ...change }, { organizationId, syncId, position: 0, lane: syncId }),
    async settle(organization, syncId) {
      for (let step = 0; step < maxSteps; step++) {
        const state = await jobs.state(organization, syncId)
        if (state.status !== 'pending') return state
        if (state.nextRetryAt) shiftMs += Math.max(0, Date.parse(state.nextRetryAt) - now().getTime())
        await jobs.execute(organization, syncId)
      }
      throw new Error('It does not settle')
    },
    async command({ organizationId }, syncId, command) {
      const stream = streamName('sync', syncId)
      await runner.run({ organizationId, stream, command, context: bySystem() })
    },
    async state(organization, syncId) {
      const facts = await jobs.facts(organization, streamName('sync', syncId))
      const state = facts.reduce((sync, event) => evolve(sync, event as unknown as SyncEvent), initialSync)
      if (state.status === 'none') throw new Error('No such sync')
      return state
    },
    facts: ({ organizationId }, stream) =>
      withOrganization(hub.appPool, organizationId, (tx) => readStream(tx, organizationId, stream)),
    pass(milliseconds) {
      shiftMs += milliseconds
    },
    async project() {
      await advanceProjections(hub.workerPool, ['sync_status', 'delivery'])
    },
    async close() {
      expressions.close()
      await sandbox.close()
    },
  }
  return jobs
}

export const typesOf = (facts: readonly RecordedEvent[]) => facts.map(({ type }) => type)

/** The data of a fact that has to be of this type. */
export function dataOf<Type extends EventType>(fact: RecordedEvent | undefined, type: Type): EventData<Type> {
  if (fact?.type !== type) throw new Error(`${type} was expected, there is ${fact?.type ?? 'nothing'}`)
  return fact.data as EventData<Type>
}
