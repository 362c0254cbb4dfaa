import { maskFreeText } from '@syncline/domain/mask'
import { maskSentence } from '@syncline/domain/privacy'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type DestinationStream, type Logger, pino } from 'pino'
import { ensureState } from './request-state.ts'

export const slowRequestMs = 1_000
const maxCauses = 3
const maxStackLength = 4_000
const secretPaths = ['authorization', 'cookie', 'password', 'secret', 'token', 'apiKey', 'key']

/** One JSON object per line: timestamp, level, service, msg, and what the caller adds. */
export function createLogger(
  { level, service }: { level: string; service: string },
  destination?: DestinationStream,
): Logger {
  const options = {
    level,
    base: { service },
    messageKey: 'msg',
    timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError, error: describeError },
    redact: {
      paths: ['headers', 'body', 'req', 'res', ...secretPaths, ...secretPaths.map((path) => `*.${path}`)],
      censor: '•••',
    },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** Errors may quote data in their texts (a database names the value it refused), so texts are masked. */
export function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { message: maskSentence(String(error)).slice(0, 500) }
  const { code } = error as { code?: unknown }
  const message = maskSentence(error.message)
  // The stack says the message again; the rest of it is places in the code, where no names of people are.
  const stack = (error.stack ?? '').replace(error.message, () => message)
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: message.slice(0, 500),
    stack: maskFreeText(stack).slice(0, maxStackLength),
    ...(error.cause !== undefined && depth < maxCauses
      ? { cause: describeError(error.cause, depth + 1) }
      : {}),
  }
}

/** Who and which request, for every line that belongs to one. */
export function requestFields(request: FastifyRequest): Record<string, unknown> {
  const { correlationId, userId, organizationId, errorCode, errorId } = ensureState(request)
  return {
    requestId: request.id,
    correlationId,
    ...(userId ? { userId } : {}),
    ...(organizationId ? { organizationId } : {}),
    ...(errorCode ? { errorCode, errorId } : {}),
  }
}

/** Whether a quiet answer after so many milliseconds is worth a line all the same. */
export type NeedsLine = (durationMs: number) => boolean

/**
 * A line per answer. The route's pattern stands in for the address: that may hold what somebody typed.
 * @returns for answers that don't pass Fastify's hooks
 */
export function registerRequestLog(app: FastifyInstance): NeedsLine {
  const log = app.log as Logger
  app.addHook('onResponse', (request, reply, done) => {
    done()
    const durationMs = Math.round(performance.now() - ensureState(request).startedAt)
    const streamed = reply.getHeader('content-type') === 'text/event-stream'
    const slow = !streamed && durationMs > slowRequestMs
    const quiet = reply.statusCode < 400 && !slow && quietRoutes.has(request.routeOptions.url ?? '')
    const level = quiet ? 'debug' : slow ? 'warn' : 'info'
    if (!log.isLevelEnabled(level)) return
    request.log[level](
      {
        ...requestFields(request),
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        ...procedureOf(request),
        status: reply.statusCode,
        durationMs,
        ...(slow ? { slow } : {}),
      },
      slow ? 'slow request' : 'request',
    )
  })
  return (durationMs) => durationMs > slowRequestMs || log.isLevelEnabled('debug')
}

/** Probes and files would drown the rest; what a taken webhook became is in the event log, under its own id. */
const quietRoutes = new Set(['/health', '/ready', '/metrics', '/*', '/api/webhooks/:provider/:connectionId'])
const procedureNames = /^[A-Za-z]+(?:\.[A-Za-z]+){0,3}(?:,[A-Za-z]+(?:\.[A-Za-z]+){0,3}){0,9}$/

function procedureOf(request: FastifyRequest): { procedure?: string } {
  const { path } = (request.params ?? {}) as { path?: unknown }
  return typeof path === 'string' && path.length <= 300 && procedureNames.test(path)
    ? { procedure: path }
    : {}
}
