import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { ErrorCode } from '@syncline/domain/error'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { FailureBody } from '../failure/failure.ts'

/** What is known of a request for its log line; filled as it is learnt. */
export interface RequestState {
  readonly correlationId: string
  readonly startedAt: number
  userId: string | null
  organizationId: string | null
  errorCode: ErrorCode | null
  errorId: string | null
  /** What was refused and is not kept yet; a batch may be refused several times. */
  refused: Refused[]
}

export interface Refused {
  readonly body: FailureBody
  /** A procedure, or method and pattern of a route. */
  readonly operation: string
}

declare module 'fastify' {
  interface FastifyRequest {
    syncline: RequestState
  }
}

const earlierStarts = new WeakMap<IncomingMessage, number>()

/** For a request that is handed to Fastify late: its time runs from `startedAt`, as of `performance.now()`. */
export function startedEarlier(request: IncomingMessage, startedAt: number): void {
  earlierStarts.set(request, startedAt)
}

const given = /^[A-Za-z0-9_.:-]{8,128}$/

/** Every request gets a state before anything else looks at it. */
export function registerRequestState(app: FastifyInstance): void {
  app.decorateRequest('syncline', null as unknown as RequestState)
  app.addHook('onRequest', (request, _reply, done) => {
    ensureState(request)
    done()
  })
}

/** Milliseconds since a request began. */
export const tookMs = ({ syncline }: FastifyRequest): number =>
  Math.round(performance.now() - syncline.startedAt)

/** Also for requests that fail before their hooks run. */
export function ensureState(request: FastifyRequest): RequestState {
  if (!request.syncline) {
    const header = request.headers['x-correlation-id']
    request.syncline = {
      correlationId: typeof header === 'string' && given.test(header) ? header : randomUUID(),
      startedAt: earlierStarts.get(request.raw) ?? performance.now(),
      userId: null,
      organizationId: null,
      errorCode: null,
      errorId: null,
      refused: [],
    }
  }
  return request.syncline
}
