import { SynclineError } from '@syncline/domain/error'
import { fastifyRequestHandler } from '@trpc/server/adapters/fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context, LiveSeats } from '../trpc/context.ts'
import type { Ports } from '../trpc/ports.ts'
import { appRouter } from '../trpc/router.ts'
import { type Callers, keyOf } from './callers.ts'
import { noteFailure } from './failures.ts'
import { demandShallow } from './json.ts'
import { requestFields } from './log.ts'
import { demandJson, demandOwnChange, demandOwnRead } from './origin.ts'
import { ensureState } from './request-state.ts'

export interface ProcedureDeps {
  readonly callers: Callers
  readonly ports: Ports
  readonly liveSeats: LiveSeats
  readonly origins: readonly string[]
  readonly demo: boolean
  readonly requestTimeoutMs: number
}

/** What a call may bring: ids, a reason, a secret. */
const bodyLimitBytes = 64 * 1024
/** A mapping has many rules. */
const mappingLimitBytes = 128 * 1024
/** The most bytes that a call of these procedures may bring. */
export const bodyLimitOf = (procedures: string): number =>
  procedures.startsWith('mapping.') ? mappingLimitBytes : bodyLimitBytes

const maxBatchSize = 10
const maxUserAgentLength = 300
/** Names of procedures, one or several. tRPC answers what it can't decode in a shape of its own. */
const names = /^[A-Za-z0-9.,]{1,400}$/
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** `/trpc/<procedure>`: queries and subscriptions by GET, mutations by POST. */
export function registerProcedures(app: FastifyInstance, deps: ProcedureDeps): void {
  app.register(async (scope) => {
    // tRPC reads the text itself. Forms, which its adapter would take too, have no parser and are refused.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'string' },
      async (_: FastifyRequest, body: string) => {
        demandShallow(body)
        return body
      },
    )
    scope.addHook('onRequest', async (request) => {
      // A browser never sends a key by itself, so no page can misuse one.
      if (keyOf(request.headers) !== null) return request.method === 'POST' && demandJson(request.headers)
      if (request.method === 'POST')
        demandOwnChange(request.headers, { origins: deps.origins, ownHeader: true })
      else demandOwnRead(request.headers)
      if (request.headers['content-type'] !== undefined) demandJson(request.headers)
    })
    scope.addHook('preHandler', async (request) => {
      await deps.callers.admit(request)
    })
    const handle = (path: string, request: FastifyRequest, reply: FastifyReply) =>
      fastifyRequestHandler({
        router: appRouter,
        req: request,
        res: reply,
        path,
        maxBatchSize,
        createContext: ({ info }) => contextOf(deps, request, info.connectionParams?.organization ?? null),
        onError: ({ error, path, type }) => void noteFailure(error, request, path, type === 'mutation'),
        responseMeta: () => ({ headers: new Headers({ 'cache-control': 'no-store' }) }),
      })
    const common = { exposeHeadRoute: false }
    for (const prefix of ['', 'mapping.'])
      scope.route<{ Params: { path: string } }>({
        ...common,
        bodyLimit: bodyLimitOf(prefix),
        method: ['GET', 'POST'],
        url: `/trpc/${prefix}:path`,
        handlerTimeout: deps.requestTimeoutMs,
        handler: (request, reply) => {
          const path = `${prefix}${request.params.path}`
          if (!names.test(path)) throw new SynclineError('RECORD_NOT_FOUND', { what: 'address' })
          return handle(path, request, reply)
        },
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
export function contextOf(
  deps: Pick<ProcedureDeps, 'callers' | 'ports' | 'liveSeats' | 'demo'>,
  request: FastifyRequest,
  parameter: string | null,
): Context {
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
    signIn: () => deps.callers.signIn(request),
    key: () => deps.callers.key(request),
    identify(callerId, organizationId) {
      state.userId = callerId
      state.organizationId = organizationId
    },
    warn: (message, error) => request.log.error({ ...requestFields(request), err: error }, message),
    liveSeats: deps.liveSeats,
    now: () => new Date(),
  }
}
