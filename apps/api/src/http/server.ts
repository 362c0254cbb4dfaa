import type { ServerResponse } from 'node:http'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { ProgramAccess } from '../access/index.ts'
import type { SharedLimit } from '../access/shared-limit.ts'
import type { Auth } from '../auth/index.ts'
import { registerIntake } from '../intake/route.ts'
import { registerAuditExport } from '../rest/audit-export.ts'
import { registerDocs } from '../rest/docs-page.ts'
import { registerErp } from '../rest/erp/register.ts'
import { registerRest } from '../rest/register.ts'
import type { Ports } from '../trpc/ports.ts'
import { createCallers } from './callers.ts'
import { type DemoSignIn, registerDemo } from './demo.ts'
import { registerExport } from './export.ts'
import { answerBrokenRequest, registerFailures, sendFailure } from './failures.ts'
import { registerHeaders, securityHeaders } from './headers.ts'
import { demandHttps } from './https.ts'
import { registerInvitations } from './invitations.ts'
import { registerJson } from './json.ts'
import { createLiveSeats, registerLimits } from './limits.ts'
import { type NeedsLine, registerRequestLog } from './log.ts'
import { ownOrigins } from './origin.ts'
import { registerPage } from './page.ts'
import { registerPassword } from './password.ts'
import { type ObserveAnswer, type Readiness, registerHttpMetrics, registerProbes } from './probes.ts'
import { contextOf, registerProcedures } from './procedures.ts'
import { registerRefusals } from './refusals.ts'
import { registerRequestState } from './request-state.ts'
import { registerSetup, type Setup } from './setup.ts'
import { registerSignIn } from './sign-in.ts'
import { registerSso } from './sso.ts'
import { registerTwoFactor } from './two-factor.ts'

export interface ServerSettings {
  readonly environment: string
  readonly version: string
  /** Where browsers reach us, without a path. */
  readonly baseUrl: string
  readonly trustedOrigins: readonly string[]
  /** Addresses or networks of proxies that may name the caller's address and scheme. */
  readonly trustedProxies: readonly string[]
  readonly requestTimeoutMs: number
  readonly maxConcurrentRequests: number
  readonly metricsKey: string | null
  /** Whether anything answers at /metrics. */
  readonly metrics: boolean
  /** Folder of the built page. */
  readonly pageDirectory: string
}

export interface ServerDeps {
  readonly settings: ServerSettings
  readonly logger: Logger
  readonly auth: Auth
  readonly programs: ProgramAccess
  /** Callers who are not signed in, per address. */
  readonly strangers: SharedLimit
  readonly ports: Ports
  readonly metrics: Registry
  readonly ready: () => Promise<Readiness>
  /** Null where there is nothing made up. */
  readonly demoSignIns: readonly DemoSignIn[] | null
  /** How the first person comes in; null where people are made otherwise. */
  readonly setup?: Setup | null
  /** Routes that stand outside the limits and guards of the interactive API: the webhook door. */
  readonly mount?: (app: FastifyInstance, answering: Answering) => void | Promise<void>
}

/** What whoever answers without Fastify owes: headers on the answer, a count of it, and at times a line in the log. */
export interface Answering {
  readonly headers: Readonly<Record<string, string>>
  readonly observe: ObserveAnswer
  readonly needsLine: NeedsLine
}

const maxHeaderBytes = 16 * 1024
const headersTimeoutMs = 10_000
/** How often Node looks for requests that are over their time; by itself it would leave them half a minute more. */
const slowLookMs = 1_000
const keepAliveMs = 65_000
/** A silent socket; longer than the ping of an event stream and than keep-alive. */
const connectionTimeoutMs = 70_000
const maxConnections = 5_000
const defaultBodyLimitBytes = 64 * 1024
/** Ten procedure names in one address. */
const maxParamLength = 400

/** A stream of events never ends by itself. Cut off, its reader comes back by itself, to another process. */
function endStreamsOnClose(app: FastifyInstance, requestTimeoutMs: number): void {
  const streams = new Set<ServerResponse>()
  app.addHook('onRequest', (request, { raw }, done) => {
    if (request.routeOptions.config.stream) {
      streams.add(raw)
      raw.once('close', () => streams.delete(raw))
    }
    done()
  })
  app.addHook('preClose', (done) => {
    for (const stream of streams) stream.destroy()
    setTimeout(() => app.server.closeAllConnections(), requestTimeoutMs).unref()
    done()
  })
}

/** The HTTP side of a web process, ready to listen. Closing it waits for what is under way, as long as a request may take. */
export async function createServer(deps: ServerDeps): Promise<FastifyInstance> {
  const { settings, logger, auth, ports, metrics } = deps
  const { baseUrl, requestTimeoutMs, trustedProxies } = settings
  const app: FastifyInstance = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    // Lines name their request themselves (`requestFields`): a child logger each would cost as much as routing does.
    childLoggerFactory: (parent) => parent,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    bodyLimit: defaultBodyLimitBytes,
    // A slow body is its sender's doing: it is over before the time of whoever handles it is.
    requestTimeout: Math.ceil(requestTimeoutMs / 2),
    connectionTimeout: connectionTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    // What is under way when the process is told to end is answered, also on a connection that was kept alive.
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    http: {
      headersTimeout: Math.min(headersTimeoutMs, Math.ceil(requestTimeoutMs / 2)),
      maxHeaderSize: maxHeaderBytes,
      connectionsCheckingInterval: slowLookMs,
    },
    routerOptions: { maxParamLength },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => sendFailure(error, request, reply),
  })
  app.server.maxConnections = maxConnections
  endStreamsOnClose(app, requestTimeoutMs)

  registerRequestState(app)
  registerJson(app)
  const headers = securityHeaders({ https: baseUrl.startsWith('https:') })
  registerHeaders(app, headers)
  const needsLine = registerRequestLog(app)
  const observe = registerHttpMetrics(app, metrics)
  registerFailures(app)
  registerRefusals(app, ports.refusals)

  registerProbes(app, { ...settings, metrics: settings.metrics ? metrics : null, ready: deps.ready })
  await deps.mount?.(app, { headers, observe, needsLine })
  await app.register(async (scope) => {
    if (baseUrl.startsWith('https:') && trustedProxies.length > 0) demandHttps(scope)
    const { maxConcurrentRequests } = settings
    const limits = await registerLimits(scope, { maxConcurrentRequests, strangers: deps.strangers })
    const origins = ownOrigins(baseUrl, settings.trustedOrigins)
    const common = { origins, requestTimeoutMs }
    const callers = createCallers({ ...deps, limits })
    const calls = { ...common, callers, ports, liveSeats: createLiveSeats(), demo: deps.demoSignIns !== null }
    registerProcedures(scope, calls)
    const rest = { ...calls, idempotency: deps.programs.idempotency }
    registerRest(scope, rest)
    registerErp(scope, rest)
    registerIntake(scope, rest)
    registerAuditExport(scope, rest)
    registerExport(scope, { ports, contextOf: (...asked) => contextOf(calls, ...asked) })
    registerDocs(scope)
    const signIns = { ...common, auth, limits, audit: ports.audit, baseUrl }
    registerSignIn(scope, signIns)
    registerTwoFactor(scope, signIns)
    registerPassword(scope, signIns)
    registerSso(scope, signIns)
    registerInvitations(scope, signIns)
    registerDemo(scope, deps.demoSignIns)
    registerSetup(scope, { ...common, limits, setup: deps.setup ?? null })
  })
  registerPage(app, { directory: settings.pageDirectory, baseUrl, behindProxy: trustedProxies.length > 0 })
  return app
}
