import underPressure from '@fastify/under-pressure'
import { SynclineError } from '@syncline/domain/error'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { networkOf } from '../access/network.ts'
import type { SharedLimit } from '../access/shared-limit.ts'
import type { LiveSeats } from '../trpc/context.ts'

const maxEventLoopDelayMs = 1_000
const retryAfterSeconds = 2
const maxSubscriptionsPerSession = 6
const maxSubscriptions = 1_000

export interface Limits {
  /** Counts one request of a caller who is not signed in. @throws SynclineError RATE_LIMIT_EXCEEDED */
  countStranger(request: FastifyRequest): Promise<void>
}

/**
 * Limits of the interactive API: turns callers away while the event loop lags or too many requests are in hand, and
 * counts strangers per address, all instances together. Registered in a scope of their own: webhooks and probes are never turned away here.
 */
export async function registerLimits(
  scope: FastifyInstance,
  { maxConcurrentRequests, strangers }: { maxConcurrentRequests: number; strangers: SharedLimit },
): Promise<Limits> {
  await scope.register(underPressure, {
    maxEventLoopDelay: maxEventLoopDelayMs,
    pressureHandler: async () => {
      throw new SynclineError('OVERLOADED', { retryAfterSeconds })
    },
  })
  limitConcurrency(scope, maxConcurrentRequests)
  return {
    countStranger: async ({ ip }) => strangers.count(networkOf(ip)),
  }
}

/** Open event streams wait, they don't work: they have seats of their own. */
function limitConcurrency(scope: FastifyInstance, max: number): void {
  let inHand = 0
  scope.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.stream) return
    if (inHand >= max) throw new SynclineError('OVERLOADED', { retryAfterSeconds })
    inHand++
    reply.raw.once('close', () => {
      inHand--
    })
  })
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** An answer that stays open. */
    stream?: boolean
  }
}

/** Seats for open subscriptions, per session and in all. */
export function createLiveSeats(
  perSession = maxSubscriptionsPerSession,
  total = maxSubscriptions,
): LiveSeats {
  const taken = new Map<string, number>()
  let all = 0
  return {
    take(sessionId) {
      const own = taken.get(sessionId) ?? 0
      if (own >= perSession)
        throw new SynclineError('RATE_LIMIT_EXCEEDED', { limit: perSession, what: 'subscriptions' })
      if (all >= total) throw new SynclineError('OVERLOADED', { limit: total, what: 'subscriptions' })
      taken.set(sessionId, own + 1)
      all++
      let given = false
      return () => {
        if (given) return
        given = true
        all--
        const left = (taken.get(sessionId) ?? 1) - 1
        if (left === 0) taken.delete(sessionId)
        else taken.set(sessionId, left)
      }
    },
  }
}
