import { may } from '@syncline/domain/access'
import { providerNames } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import type { FastifyInstance } from 'fastify'
import type { Auth } from '../auth/index.ts'
import { ensureState, tookMs } from '../http/request-state.ts'
import type { Audit } from '../trpc/audit-port.ts'
import { anotherAccount, type SignIns, type Who } from './connect.ts'
import { organizationIn } from './states.ts'

export interface CallbackDeps {
  readonly auth: Pick<Auth, 'sessionOf'>
  readonly signIns: SignIns
  readonly audit: Audit
}

const maxUserAgentLength = 300

/**
 * `GET /api/oauth/<provider>/callback`: where a provider sends the browser back to. Whatever became of it, the browser
 * goes on to the connections: `?connected=<id>`, or `?refused=<code>`, or why where the code would not say what to do.
 */
export function registerOAuthCallback(app: FastifyInstance, { auth, signIns, audit }: CallbackDeps): void {
  app.get<{ Params: { provider: string }; Querystring: Record<string, unknown> }>(
    '/api/oauth/:provider/callback',
    async (request, reply) => {
      const { query, headers } = request
      const go = (member: 'connected' | 'refused', value: string) =>
        reply
          .header('cache-control', 'no-store')
          .redirect(`/connections?${member}=${encodeURIComponent(value)}`, 303)
      if (!providerNames.some((name) => name === request.params.provider))
        return go('refused', 'INVALID_INPUT')
      const signIn = await auth.sessionOf(headers)
      if (!signIn) return go('refused', 'AUTH_REQUIRED')
      const state = typeof query.state === 'string' ? query.state : ''
      const membership = signIn.memberships.find(
        ({ organization }) => organization.id === organizationIn(state),
      )
      if (!membership || !may(membership.role, 'connection.configure')) return go('refused', 'STATE_CONFLICT')
      const { correlationId } = ensureState(request)
      const who: Who = {
        organizationId: membership.organization.id,
        sessionId: signIn.sessionId,
        actor: `user:${signIn.user.id}`,
        correlationId,
      }
      const record = (target: string | null, outcome: string) =>
        audit.record({
          ...who,
          action: 'connection.signIn',
          target,
          outcome,
          ip: request.ip,
          userAgent: headers['user-agent']?.slice(0, maxUserAgentLength) ?? null,
          at: new Date(),
          durationMs: tookMs(request),
        })
      try {
        const { connectionId } = await signIns.complete(who, request.params.provider, state, query)
        await record(connectionId, 'done')
        return go('connected', connectionId)
      } catch (error) {
        if (!(error instanceof SynclineError)) throw error
        await record(null, error.code)
        return go('refused', error.details?.['reason'] === anotherAccount ? anotherAccount : error.code)
      }
    },
  )
}
