import { fastifyRequestHandler } from '@trpc/server/adapters/fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Auth } from '../auth/index.ts'
import type { Context, LiveSeats } from '../trpc/context.ts'
import type { Ports } from '../trpc/ports.ts'
import { appRouter } from '../trpc/router.ts'
import { noteFailure } from './failures.ts'
import type { Limits } from './limits.ts'
import { requestFields } from './log.ts'
import { demandJson, demandOwnChange, demandOwnRead } from './origin.ts'
import { ensureState } from './request-state.ts'

export interface ProcedureDeps {
  readonly auth: Auth
  readonly ports: Ports
  readonly limits: Limits
  readonly liveSeats: LiveSeats
  readonly origins: readonly string[]
  readonly demo: boolean
  readonly requestTimeoutMs: number
}

const bodyLimitBytes = 256 * 1024
const maxBatchSize = 10
const maxUserAgentLength = 300
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** `/trpc/<procedure>`: queries and subscriptions by GET, mutations by POST. */
export function registerProcedures(app: FastifyInstance, deps: ProcedureDeps): void {
  app.register(async (scope) => {
    // tRPC reads the text itself. Forms, which its adapter would take too, have no parser and are refused.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    )
    scope.addHook('onRequest', async (request) => {
      if (request.method === 'POST')
        demandOwnChange(request.headers, { origins: deps.origins, ownHeader: true })
      else demandOwnRead(request.headers)
      if (request.headers['content-type'] !== undefined) demandJson(request.headers)
    })
    scope.addHook('preHandler', async (request) => {
      if (!(await deps.auth.sessionOf(request.headers))) await deps.limits.countStranger(request)
    })
    const handle = (path: string, request: FastifyRequest, reply: FastifyReply) =>
      fastifyRequestHandler({
        router: appRouter,
        req: request,
        res: reply,
        path,
        maxBatchSize,
        createContext: ({ info }) => contextOf(deps, request, info.connectionParams?.organization ?? null),
        onError: ({ error }) => void noteFailure(error, request),
        responseMeta: () => ({ headers: new Headers({ 'cache-control': 'no-store' }) }),
      })
    const common = { bodyLimit: bodyLimitBytes, exposeHeadRoute: false }
    scope.route<{ Params: { path: string } }>({
      ...common,
      method: ['GET', 'POST'],
      url: '/trpc/:path',
      handlerTimeout: deps.requestTimeoutMs,
      handler: (request, reply) => handle(request.params.path, request, reply),
    })
    scope.route({
      ...common,
      method: 'GET',
      url: '/trpc/live.changes',
      config: { stream: true },
      handler: (request, reply) => handle('live.changes', request, reply),
    })
  })
}

/** Who asks, from where, for which organization: by a header, or named otherwise. */
export function contextOf(deps: ProcedureDeps, request: FastifyRequest, parameter: string | null): Context {
  const state = ensureState(request)
  const named = request.headers['x-syncline-organization'] ?? parameter
  return {
    ports: deps.ports,
    requestId: request.id,
    correlationId: state.correlationId,
    ip: request.ip,
    userAgent: request.headers['user-agent']?.slice(0, maxUserAgentLength) ?? null,
    // What is no id names no organization of anybody's.
    namedOrganizationId: named === null ? null : typeof named === 'string' && uuid.test(named) ? named : '',
    demo: deps.demo,
    signIn: () => deps.auth.sessionOf(request.headers),
    identify(userId, organizationId) {
      state.userId = userId
      state.organizationId = organizationId
    },
    warn: (message, error) => request.log.error({ ...requestFields(request), err: error }, message),
    liveSeats: deps.liveSeats,
    now: () => new Date(),
  }
}
