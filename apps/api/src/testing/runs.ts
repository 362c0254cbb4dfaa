import { withOrganization } from '@syncline/db/pool'
import { advanceProjections } from '@syncline/db/projections'
import { ringRun } from '@syncline/db/runs'
import type { RunKind } from '@syncline/domain/run'
import type { RunRow } from '@syncline/domain/view'
import type { Page, Provider } from '@syncline/providers/port'
import { loadProvider } from '@syncline/providers/registry'
import { expect } from 'vitest'
import { type CarrierDeps, createRunCarrier } from '../runs/carrier.ts'
import { createRuns, type RunPort } from '../runs/commands.ts'
import { createRunRunner } from '../runs/run-stream.ts'
import type { TestHub, TestOrganization } from './hub.ts'
import type { TestJobs } from './jobs.ts'

export const ada = { actor: 'user:ada', correlationId: 'c-run' } as const

/** Runs of one organization, carried on step by step instead of by themselves. */
export interface TestRuns {
  readonly ours: TestOrganization
  readonly port: RunPort
  /** What carries runs on, as a worker has it. */
  readonly carrier: CarrierDeps
  /** A look at what is due, until what was taken up is at rest. @returns how many were taken up */
  carry(change?: Partial<CarrierDeps>): Promise<number>
  /** Has a run that waits carried on now. */
  ring(runId: string): Promise<void>
  /** A run of Stripe's customers. */
  start(kind?: RunKind, more?: { since?: string }): Promise<string>
  get(runId: string): Promise<RunRow>
  /** Customers at a provider that no webhook told of. */
  customersAt(provider: 'stripe' | 'flasherp', count: number): Promise<readonly string[]>
  /** The ids of the syncs that were asked for, by the object's. */
  asked(): Promise<ReadonlyMap<string, readonly string[]>>
  /** Each of the objects was asked for once, and nothing else. */
  askedOnce(ids: readonly string[]): Promise<void>
  /** Writes whatever was asked for to its target. */
  writeAll(): Promise<void>
}

/** An organization with runs of its own; what others left is forgotten. */
export async function startRuns(
  hub: TestHub,
  jobs: TestJobs,
  options: Parameters<TestJobs['found']>[0] = {},
): Promise<TestRuns> {
  await hub.admin.query('delete from coordination.run')
  const ours = await jobs.found(options)
  const { organizationId } = ours
  const port = createRuns({
    pool: hub.appPool,
    runner: createRunRunner({ pool: hub.appPool, appender: hub.appender }),
    loadProvider,
    namesOf: async () => new Map([['user:ada', 'Ada Eze']]),
  })
  const carrier: CarrierDeps = {
    ...jobs.executor,
    pool: hub.workerPool,
    runner: createRunRunner({ pool: hub.workerPool, appender: hub.workerAppender }),
  }
  const runs: TestRuns = {
    ours,
    port,
    carrier,
    async carry(change = {}) {
      const own = createRunCarrier({ ...carrier, ...change })
      const taken = await own.look()
      await own.idle()
      await advanceProjections(hub.workerPool, ['sync_status', 'run'])
      return taken
    },
    ring: (runId) =>
      withOrganization(hub.workerPool, organizationId, (tx) => ringRun(tx, { organizationId, runId })),
    async start(kind = 'full', more = {}) {
      const asked = { connectionId: ours.stripeId, entities: ['customer' as const], kind, ...more }
      return (await port.start(organizationId, asked, ada)).runs[0]?.runId as string
    },
    async get(runId) {
      const run = await port.get(organizationId, runId)
      if (!run) throw new Error('No such run')
      return run
    },
    async customersAt(provider, count) {
      const { api_key: apiKey = '', api_secret: apiSecret = '' } = ours.secrets[provider]
      const known = jobs.sandbox.register(
        provider === 'stripe' ? { stripe: { secretKey: apiKey } } : { flasherp: { apiKey, apiSecret } },
      )
      const { account = '' } = known[provider] ?? {}
      const plan = { account, count, name: 'Ada Obi' }
      return (await jobs.sandbox.trigger(provider, 'customer.created', plan)).objects
    },
    async asked() {
      const { rows } = await hub.admin.query<{ id: string; sync: string }>(
        `select data -> 'source' ->> 'id' as id, substr(stream, 6) as sync from log.event
         where organization_id = $1 and type = 'SyncRequested' order by position`,
        [organizationId],
      )
      const byObject = Map.groupBy(rows, ({ id }) => id)
      return new Map([...byObject].map(([id, own]) => [id, own.map(({ sync }) => sync)]))
    },
    async askedOnce(ids) {
      const by = await runs.asked()
      expect([...by.keys()].toSorted()).toEqual([...ids].toSorted())
      expect([...by.values()].filter((syncs) => syncs.length !== 1)).toEqual([])
    },
    async writeAll() {
      for (const [syncId] of (await runs.asked()).values()) await jobs.settle(ours, syncId as string)
      await jobs.project()
    },
  }
  return runs
}

/** A provider whose pages of customers go through other hands first. */
export function withPage(provider: Provider, change: (page: () => Promise<Page>) => Promise<Page>): Provider {
  const customer = provider.pull?.customer
  if (!customer) return provider
  const page: typeof customer.page = (...given) => change(() => customer.page(...given))
  return { ...provider, pull: { ...provider.pull, customer: { ...customer, page } } }
}
