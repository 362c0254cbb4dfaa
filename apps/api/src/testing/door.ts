import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Appender } from '@syncline/db/log'
import { loadProvider } from '@syncline/providers/registry'
import type { FastifyInstance } from 'fastify'
import { Counter, Registry } from 'prom-client'
import { createProgramAccess } from '../access/index.ts'
import { createSharedLimit } from '../access/shared-limit.ts'
import { createAuth } from '../auth/index.ts'
import { createLogger } from '../http/log.ts'
import { createServer } from '../http/server.ts'
import { createDoorDirectory } from '../ingest/connections.ts'
import { registerDoor } from '../ingest/door.ts'
import { createDoorLimits } from '../ingest/door-limit.ts'
import { createRefusedList } from '../ingest/refused.ts'
import { createRefusals } from '../ops/refusals.ts'
import { createAuditReads } from '../reads/audit.ts'
import { createNamesOf } from '../reads/names.ts'
import type { TestHub } from './hub.ts'
import { createMemoryPorts } from './ports.ts'

export interface DoorAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: Record<string, unknown>
}

/** The real server with the real door, listening. */
export interface TestDoor {
  readonly app: FastifyInstance
  readonly port: number
  /** Every log line so far, as text. */
  readonly lines: string[]
  post(path: string, body: string | Uint8Array, headers: Record<string, string>): Promise<DoorAnswer>
  /** How many webhooks of a provider came to a verdict. */
  counted(provider: string, verdict: string): Promise<number>
  /** How many answers of the door were timed, by status. */
  timed(): Promise<Record<string, number>>
  /** Writes down the refusals that still wait. */
  flushRefused(): Promise<void>
  close(): Promise<void>
}

/** @param options `level` is that of the log: at `debug` and below every webhook gets a line */
export async function startDoor(
  hub: TestHub,
  {
    appender = hub.appender,
    level = 'info',
    limits = { flasherp: 10_000, failures: 1_000 },
  }: {
    appender?: Appender
    level?: 'info' | 'trace'
    limits?: { flasherp: number; failures: number }
  } = {},
): Promise<TestDoor> {
  const lines: string[] = []
  const logger = createLogger({ level, service: 'test' }, { write: (line) => void lines.push(line) })
  const metrics = new Registry()
  const counter = new Counter({
    name: 'syncline_webhooks_total',
    help: 'Webhooks at the door',
    labelNames: ['provider', 'verdict'],
    registers: [metrics],
  })
  const refused = createRefusedList(hub.appPool)
  const baseUrl = 'http://127.0.0.1:3000'
  const directory = createDoorDirectory({ pool: hub.appPool, vault: hub.vault })
  const programs = createProgramAccess({
    pool: hub.appPool,
    vault: hub.vault,
    environment: 'test',
    keyRateLimit: { windowMs: 60_000, maxRequests: 100 },
    warn: (error) => logger.error(error),
  })
  const auth = createAuth({
    pool: hub.appPool,
    baseUrl,
    trustedOrigins: [],
    secret: 'a secret of the tests, long enough',
  })
  const auditReads = createAuditReads({ pool: hub.appPool, namesOf: createNamesOf(hub.appPool) })
  const app = await createServer({
    settings: {
      environment: 'test',
      version: '0.0.0-test',
      baseUrl,
      trustedOrigins: [],
      trustedProxies: [],
      requestTimeoutMs: 30_000,
      maxConcurrentRequests: 100,
      metricsKey: null,
      metrics: true,
      pageDirectory: '/nonexistent',
    },
    logger,
    auth,
    programs,
    strangers: createSharedLimit(hub.appPool, 'stranger', { windowMs: 60_000, maxRequests: 10 }),
    ports: createMemoryPorts(new Map(), {
      apiKeys: programs.apiKeys,
      auditReads,
      people: auth.people,
      sessions: auth.ownSessions,
      refusals: createRefusals(hub.appPool),
    }),
    metrics,
    ready: async () => ({ ok: true, checks: {} }),
    demoSignIns: null,
    mount: (server, answering) =>
      registerDoor(
        server,
        {
          appender,
          vault: hub.vault,
          directory,
          loadProvider,
          refused,
          limits: createDoorLimits(hub.appPool, limits),
          publicUrl: baseUrl,
          counter,
        },
        answering,
      ),
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  return {
    app,
    port,
    lines,
    async post(path, body, headers) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        body: Buffer.from(body),
        headers,
      })
      const text = await response.text()
      return { status: response.status, headers: response.headers, text, json: JSON.parse(text) }
    },
    async counted(provider, verdict) {
      const { values } = await counter.get()
      const found = values.find(({ labels }) => labels.provider === provider && labels.verdict === verdict)
      return found?.value ?? 0
    },
    async timed() {
      const values = (await metrics.getMetricsAsJSON()).flatMap((metric) =>
        metric.name === 'syncline_http_request_duration_seconds' ? metric.values : [],
      ) as { metricName?: string; labels: Record<string, string>; value: number }[]
      const counts = values.filter(({ metricName }) => metricName?.endsWith('_count'))
      return Object.fromEntries(counts.map(({ labels, value }) => [labels['status'], value]))
    },
    flushRefused: () => refused.close(),
    async close() {
      await app.close()
      await refused.close()
    },
  }
}

/** Sends the beginning of a body and goes away. Resolves when the line is down on this side. */
export function hangUp(port: number, path: string): Promise<void> {
  return new Promise((resolve) => {
    const headers = { 'content-length': '2000' }
    const call = request({ host: '127.0.0.1', port, path, method: 'POST', headers })
    call.on('error', () => {})
    call.on('close', () => resolve())
    call.write('{"id"', () => call.destroy())
  })
}

/** Promises a body of `length` bytes and sends only `beginning` of it. Resolves with the answer's status. */
export function stall(
  port: number,
  path: string,
  headers: Record<string, string>,
  { beginning, length }: { beginning: string; length: number },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request({
      host: '127.0.0.1',
      port,
      path,
      method: 'POST',
      headers: { ...headers, 'content-length': String(length) },
    })
    call.on('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
      call.destroy()
    })
    call.on('error', reject)
    call.write(beginning)
  })
}
