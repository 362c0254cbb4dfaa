import { createHash, timingSafeEqual } from 'node:crypto'
import { SynclineError } from '@syncline/domain/error'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Histogram, type Registry } from 'prom-client'
import { ensureState } from './request-state.ts'

export interface Readiness {
  readonly ok: boolean
  /** Each part by name: `ok`, or what is wrong in a few words without data. */
  readonly checks: Readonly<Record<string, string>>
}

export interface ProbeDeps {
  readonly version: string
  readonly environment: string
  /** For callers that are not on this machine; null closes /metrics to them. */
  readonly metricsKey: string | null
  /** Null: nothing answers at /metrics. */
  readonly metrics: Registry | null
  readonly ready: () => Promise<Readiness>
}

/** `/health` says that the process lives, `/ready` that it can work, `/metrics` what it did. */
export function registerProbes(app: FastifyInstance, deps: ProbeDeps): void {
  app.get('/health', async (_request, reply) => {
    const { rss, heapTotal, heapUsed } = process.memoryUsage()
    return reply.header('cache-control', 'no-store').send({
      status: 'ok',
      timestamp: new Date().toISOString(),
      /** Seconds. */
      uptime: process.uptime(),
      /** Bytes. */
      memory: { rss, heapTotal, heapUsed },
      version: deps.version,
      environment: deps.environment,
    })
  })

  app.get('/ready', async (_request, reply) => {
    const { ok, checks } = await deps.ready()
    if (!ok) reply.code(503).header('retry-after', '2')
    return reply.header('cache-control', 'no-store').send({ status: ok ? 'ready' : 'not ready', checks })
  })

  const { metrics } = deps
  if (!metrics) return
  app.get('/metrics', async (request, reply) => {
    demandMetricsAccess(request, deps.metricsKey)
    return reply
      .header('cache-control', 'no-store')
      .type(metrics.contentType)
      .send(await metrics.metrics())
  })
}

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** A proxy on this machine brings callers from elsewhere: what it forwards does not count as local. */
function demandMetricsAccess(request: FastifyRequest, key: string | null): void {
  const forwarded = 'x-forwarded-for' in request.headers || 'forwarded' in request.headers
  if (!forwarded && loopback.has(request.socket.remoteAddress ?? '')) return
  const given = /^Bearer (.{1,512})$/.exec(request.headers.authorization ?? '')?.[1]
  if (given === undefined) throw new SynclineError('AUTH_REQUIRED')
  if (key === null || !sameText(given, key)) throw new SynclineError('PERMISSION_DENIED')
}

/** Equal in constant time: digests have one length. */
function sameText(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(left), digest(right))
}

const durationName = 'syncline_http_request_duration_seconds'
const bucketsSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** Counts an answer of a route under the metric of all answers. */
export type ObserveAnswer = (method: string, route: string, status: number, elapsedMs: number) => void

/**
 * Counts and times answers by route pattern; open event streams are left out, they last as long as they last.
 * @returns for answers that don't pass Fastify's hooks
 */
export function registerHttpMetrics(app: FastifyInstance, metrics: Registry): ObserveAnswer {
  if (!metrics.getSingleMetric('process_cpu_user_seconds_total')) collectDefaultMetrics({ register: metrics })
  const duration = new Histogram({
    name: durationName,
    help: 'Seconds from the first byte of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: bucketsSeconds,
    registers: [metrics],
  })
  const observe: ObserveAnswer = (method, route, status, elapsedMs) =>
    duration.observe({ method, route, status: String(status) }, elapsedMs / 1_000)
  app.addHook('onResponse', (request, reply, done) => {
    done()
    if (request.routeOptions.config?.stream) return
    const elapsedMs = performance.now() - ensureState(request).startedAt
    observe(request.method, request.routeOptions.url ?? 'none', reply.statusCode, elapsedMs)
  })
  return observe
}
