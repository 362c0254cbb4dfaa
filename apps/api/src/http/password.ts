import { SynclineError } from '@syncline/domain/error'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { maxPasswordLength, minPasswordLength } from '../auth/better-auth.ts'
import { demandOwnChange } from './origin.ts'
import { copyCookies, isOwnPassword, note, pass, type SignInDeps } from './sign-in.ts'

const bodyLimitBytes = 4 * 1024
const passwordBody = z.strictObject({
  password: z.string().min(1).max(maxPasswordLength),
  newPassword: z.string().min(minPasswordLength).max(maxPasswordLength),
})

/**
 * `POST /api/auth/password`: a person's new password, for the one they have. Every other session of theirs ends, and this
 * one goes on under a new cookie. Who signs in elsewhere has none to change.
 */
export function registerPassword(app: FastifyInstance, deps: SignInDeps): void {
  const { auth, limits, origins, requestTimeoutMs } = deps
  app.post(
    '/api/auth/password',
    {
      bodyLimit: bodyLimitBytes,
      handlerTimeout: requestTimeoutMs,
      onRequest: async (request: FastifyRequest) =>
        demandOwnChange(request.headers, { origins, ownHeader: true }),
      preHandler: (request: FastifyRequest) => limits.countStranger(request),
    },
    async (request, reply) => {
      const { password, newPassword } = passwordBody.parse(request.body)
      const signIn = await auth.sessionOf(request.headers)
      if (!signIn) throw new SynclineError('AUTH_REQUIRED')
      const { id } = signIn.user
      request.syncline.userId = id
      if (!signIn.hasPassword) throw new SynclineError('STATE_CONFLICT', { reason: 'no_password' })
      if (!(await isOwnPassword(deps, request, signIn, password))) {
        await note(deps, request, 'session.changePassword', { id }, 'AUTH_REQUIRED')
        throw new SynclineError('AUTH_REQUIRED', { reason: 'wrong_password' })
      }
      const response = await pass(deps, request, '/api/auth/change-password', {
        currentPassword: password,
        newPassword,
        revokeOtherSessions: true,
      })
      auth.forget(request.headers)
      await note(deps, request, 'session.changePassword', { id })
      copyCookies(response, reply)
      return reply.header('cache-control', 'no-store').send({ changed: true })
    },
  )
}
