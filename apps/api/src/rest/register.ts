import { SynclineError } from '@syncline/domain/error'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Answer, Idempotency } from '../access/idempotency.ts'
import { type Callers, keyOf } from '../http/callers.ts'
import { demandJson, demandOwnChange, demandOwnRead } from '../http/origin.ts'
import { bodyLimitOf, contextOf } from '../http/procedures.ts'
import { identify } from '../trpc/access.ts'
import type { Context, LiveSeats } from '../trpc/context.ts'
import type { Ports } from '../trpc/ports.ts'
import { createCaller } from '../trpc/router.ts'
import { inputOfRequest, withNextCursor } from './input.ts'
import { type RestRoute, restRoutes } from './routes.ts'

export interface RestDeps {
  readonly callers: Callers
  readonly ports: Ports
  readonly idempotency: Idempotency
  readonly liveSeats: LiveSeats
  readonly origins: readonly string[]
  readonly demo: boolean
  readonly requestTimeoutMs: number
}

export const restBase = '/api/v1'
const idempotencyKey = /^[\x21-\x7e]{1,255}$/

/** `/api/v1`: every procedure as a plain route, for programs with a key and for our own page. */
export function registerRest(app: FastifyInstance, deps: RestDeps): void {
  for (const route of restRoutes())
    app.route({
      method: route.method,
      url: restBase + route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      bodyLimit: bodyLimitOf(route.procedure),
      exposeHeadRoute: false,
      handlerTimeout: deps.requestTimeoutMs,
      onRequest: guard(deps.origins),
      preHandler: (request) => deps.callers.admit(request),
      handler: (request, reply) => answer(deps, route, request, reply),
    })
}

/** Programs with a key may come from anywhere; what a browser sends by itself has to come from our own page. */
export function guard(origins: readonly string[]) {
  return async (request: FastifyRequest): Promise<void> => {
    const reads = request.method === 'GET'
    const hasBody = request.headers['content-type'] !== undefined
    if (keyOf(request.headers) !== null) {
      if (hasBody) demandJson(request.headers)
    } else if (reads) demandOwnRead(request.headers)
    else demandOwnChange(request.headers, { origins, ownHeader: true })
  }
}

async function answer(
  deps: RestDeps,
  route: RestRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const ctx = contextOf(deps, request, null)
  const input = inputOfRequest(route, {
    params: request.params as Record<string, unknown>,
    query: request.query as Record<string, unknown>,
    body: request.body ?? undefined,
  })
  const work = async (): Promise<Answer> => ({
    status: route.status,
    body: withNextCursor((await callProcedure(ctx, route.procedure, input)) ?? null),
  })
  // What is shown once is made anew, not kept to be shown again.
  if (route.method !== 'POST' || route.secret) return send(reply, await work())
  return answerOnce(deps, ctx, { request, reply }, [route.procedure, input ?? null], work)
}

/**
 * Answers a change; under an `Idempotency-Key` it is made once, and a call that comes again gets the first one's answer.
 * `asked`: what the key stands for.
 * @throws SynclineError INVALID_INPUT for a key that is none, IDEMPOTENCY_CONFLICT for one of another request
 */
export async function answerOnce(
  { idempotency }: Pick<RestDeps, 'idempotency'>,
  ctx: Context,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  asked: unknown,
  work: () => Promise<Answer>,
): Promise<FastifyReply> {
  const key = request.headers['idempotency-key']
  if (key === undefined) return send(reply, await work())
  if (typeof key !== 'string' || !idempotencyKey.test(key))
    throw new SynclineError('INVALID_INPUT', {
      fields: [{ path: 'Idempotency-Key', problem: 'invalid_format' }],
    })
  const { actor, organization } = await identify(ctx)
  const call = { organizationId: organization.id, caller: actor, key, request: asked }
  const { replayed, ...given } = await idempotency.once(call, work)
  return send(reply.header('idempotency-replayed', String(replayed)), given)
}

export const send = (reply: FastifyReply, { status, body }: Answer) =>
  reply.code(status).header('cache-control', 'no-store').send(body)

/** Runs a procedure with all its checks, as if it had come by tRPC. */
export async function callProcedure(ctx: Context, name: string, input: unknown): Promise<unknown> {
  const [noun, verb] = name.split('.') as [string, string]
  const nouns = createCaller(ctx) as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >
  return nouns[noun]?.[verb]?.(input)
}
