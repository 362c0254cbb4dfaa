import { createHash, timingSafeEqual } from 'node:crypto'
import { SynclineError } from '@syncline/domain/error'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { maxPasswordLength, minPasswordLength } from '../auth/better-auth.ts'
import type { Limits } from './limits.ts'
import { demandOwnChange, demandOwnRead } from './origin.ts'

export interface FirstAdmin {
  readonly name: string
  readonly email: string
  readonly password: string
  readonly organizationName: string
  /** IANA name of the zone the venues are in. */
  readonly timeZone: string
}

/** How the first person of an installation comes in. */
export interface Setup {
  /** Shown on the console of whoever started it. */
  readonly token: string
  /** Whether there is still nobody. */
  isOpen(): Promise<boolean>
  /** @returns whether it was done; false when somebody came first */
  found(admin: FirstAdmin, correlationId: string): Promise<boolean>
}

export interface SetupDeps {
  readonly setup: Setup | null
  readonly limits: Limits
  readonly origins: readonly string[]
}

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const body = z.strictObject({
  token: z.string().min(1).max(200),
  name: z.string().trim().min(1).max(120),
  email: z.email().max(254),
  password: z.string().min(minPasswordLength).max(maxPasswordLength),
  organizationName: z.string().trim().min(1).max(120),
  timeZone: z.string().min(1).max(60).refine(isTimeZone),
})

const digest = (text: string) => createHash('sha256').update(text).digest()
const isSame = (one: string, other: string) => timingSafeEqual(digest(one), digest(other))

/**
 * `GET /api/setup`: whether the first admin is still to come. `POST /api/setup`: makes them, for who knows the token from
 * the console and while there is nobody at all.
 */
export function registerSetup(app: FastifyInstance, { setup, limits, origins }: SetupDeps): void {
  app.get('/api/setup', async (request, reply) => {
    demandOwnRead(request.headers)
    const open = setup !== null && (await setup.isOpen())
    return reply.header('cache-control', 'no-store').send({ open })
  })
  app.post(
    '/api/setup',
    {
      bodyLimit: 8 * 1024,
      onRequest: async (request: FastifyRequest) =>
        demandOwnChange(request.headers, { origins, ownHeader: true }),
    },
    async (request, reply) => {
      await limits.countStranger(request)
      if (!setup) throw new SynclineError('STATE_CONFLICT', { reason: 'somebody_is_there' })
      const { token, ...admin } = body.parse(request.body)
      if (!isSame(token, setup.token)) throw new SynclineError('AUTH_REQUIRED', { reason: 'wrong_token' })
      if (!(await setup.found(admin, request.syncline.correlationId)))
        throw new SynclineError('STATE_CONFLICT', { reason: 'somebody_is_there' })
      return reply.header('cache-control', 'no-store').send({ done: true })
    },
  )
}
