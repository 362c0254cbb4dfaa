import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { SynclineError } from '@syncline/domain/error'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/unstable-core-do-not-import'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Failure, failureOf } from '../failure/failure.ts'
import { requestFields } from './log.ts'
import { ensureState } from './request-state.ts'

const defaultRetrySeconds = 2

/** Every error of every route in one shape. */
export function registerFailures(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendFailure(error, request, reply))
  app.setNotFoundHandler((request, reply) =>
    sendFailure(new SynclineError('RECORD_NOT_FOUND', { what: 'address' }), request, reply),
  )
}

export function sendFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const failure = noteFailure(error, request)
  const { status, body } = failure
  if (status === 429 || status === 503) {
    const { retryAfterSeconds } = body.details
    reply.header('retry-after', String(Number(retryAfterSeconds) || defaultRetrySeconds))
  }
  if (status === 405) reply.header('allow', request.method === 'GET' ? 'POST' : 'GET')
  reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(isProcedureCall(request) ? asProcedureError(failure) : body))
}

/**
 * Marks the request's log line, and for faults of ours writes the cause under the error's id.
 * @param operation what was asked for; the route's pattern stands in for the address, which may hold what somebody typed
 * @param isAudited its error's id is in the audit already, and leads there
 */
export function noteFailure(
  error: unknown,
  request: FastifyRequest,
  operation = `${request.method} ${request.routeOptions?.url ?? 'no address of ours'}`,
  isAudited = false,
): Failure {
  const failure = failureOf(error)
  const state = ensureState(request)
  state.errorCode = failure.body.code
  state.errorId = failure.body.errorId
  if (!isAudited) state.refused.push({ body: failure.body, operation })
  if (failure.status >= 500)
    request.log.error({ ...requestFields(request), err: error }, failure.body.message)
  return failure
}

const isProcedureCall = (request: FastifyRequest) => request.url.startsWith('/trpc/')

/** What was refused before it reached a procedure, in the envelope that tRPC clients read. */
function asProcedureError({ status, body }: Failure): unknown {
  const name = status >= 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_REQUEST'
  return {
    error: {
      message: body.message,
      code: TRPC_ERROR_CODES_BY_KEY[name],
      data: { code: name, httpStatus: status, path: null, syncline: body },
    },
  }
}

/** Bytes that are no HTTP request never become one: they are answered on the bare socket. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const status = brokenStatuses[error.code ?? ''] ?? 400
  const { body } = failureOf(new SynclineError('INVALID_INPUT', { reason: 'not_readable_as_http' }))
  const text = JSON.stringify(body)
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json\r\nConnection: close\r\n` +
      `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  )
}

const brokenStatuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}
