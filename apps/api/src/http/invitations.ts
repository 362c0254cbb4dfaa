import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { maxPasswordLength } from '../auth/better-auth.ts'
import type { OpenInvitation } from '../auth/invitations.ts'
import { demandOwnChange } from './origin.ts'
import { tookMs } from './request-state.ts'
import type { SignInDeps } from './sign-in.ts'

const bodyLimitBytes = 4 * 1024
const token = z.string().min(1).max(200)
const openBody = z.strictObject({ token })
const acceptBody = z.strictObject({
  token,
  name: z.string().trim().min(1).max(120),
  password: z.string().min(1).max(maxPasswordLength),
})

/**
 * `POST /api/auth/invitation` says what a link is for, `POST /api/auth/invitation/accept` lets its holder in; they sign in
 * afterwards. Counted as strangers' calls, so that neither links nor passwords can be tried at will.
 */
export function registerInvitations(app: FastifyInstance, deps: SignInDeps): void {
  const { auth, limits } = deps
  const options = {
    bodyLimit: bodyLimitBytes,
    handlerTimeout: deps.requestTimeoutMs,
    onRequest: async (request: FastifyRequest) =>
      demandOwnChange(request.headers, { origins: deps.origins, ownHeader: true }),
  }

  app.post('/api/auth/invitation', options, async (request, reply) => {
    await limits.countStranger(request)
    const { organization, email, role, known } = await auth.invitations.open(
      openBody.parse(request.body).token,
    )
    return reply
      .header('cache-control', 'no-store')
      .send({ organization: organization.name, email, role, known })
  })
  app.post('/api/auth/invitation/accept', options, async (request, reply) => {
    await limits.countStranger(request)
    const body = acceptBody.parse(request.body)
    const { email } = await auth.invitations.open(body.token)
    const place = await auth.places.find(email, request.ip, request.headers.cookie)
    await auth.guesses.count(email, place)
    const { userId, ...invitation } = await auth.invitations.accept(body.token, body)
    await auth.guesses.forget(email, place)
    request.syncline.userId = userId
    await noteJoined(deps, request, invitation, userId)
    return reply
      .header('cache-control', 'no-store')
      .send({ email, organizationId: invitation.organization.id })
  })
}

/** Into the audit of the organization that somebody joined. */
export async function noteJoined(
  { audit }: Pick<SignInDeps, 'audit'>,
  request: FastifyRequest,
  { organization, invitationId, role }: OpenInvitation,
  userId: string,
): Promise<void> {
  await audit.record({
    organizationId: organization.id,
    actor: `user:${userId}`,
    action: 'invitation.accept',
    target: invitationId,
    outcome: 'done',
    ip: request.ip,
    userAgent: request.headers['user-agent'] ?? null,
    correlationId: request.syncline.correlationId,
    at: new Date(),
    durationMs: tookMs(request),
    after: { role },
  })
}
