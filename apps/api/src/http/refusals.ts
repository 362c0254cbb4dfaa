import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Refusals } from '../trpc/audit-port.ts'
import { keyOf } from './callers.ts'
import { requestFields } from './log.ts'
import { ensureState, type Refused } from './request-state.ts'

/** More at once are not kept: who is refused in a flood does not also wait for it to be written down. */
const mostAtOnce = 4
const maxOperationLength = 120
const maxDetailsLength = 2_000

/**
 * Keeps what callers of a known organization are refused, before the answer goes out: its id leads there at once. Strangers
 * leave nothing, and neither does what the database being away refused.
 */
export function registerRefusals(app: FastifyInstance, refusals: Refusals): void {
  let writing = 0
  const keep = async (request: FastifyRequest, refused: readonly Refused[]) => {
    const { organizationId, userId, correlationId } = ensureState(request)
    if (organizationId === null || userId === null || writing >= mostAtOnce) return
    writing++
    try {
      const actor = keyOf(request.headers) === null ? (`user:${userId}` as const) : (`key:${userId}` as const)
      const common = { at: new Date(), actor, correlationId }
      await refusals.keep(
        organizationId,
        refused.map((one) => ({ ...common, ...shownOf(one) })),
      )
    } catch (error) {
      request.log.error({ ...requestFields(request), err: error }, 'a refusal could not be kept')
    } finally {
      writing--
    }
  }
  const take = (request: FastifyRequest) =>
    ensureState(request)
      .refused.splice(0)
      .filter(({ body }) => body.code !== 'DATABASE_UNAVAILABLE')
  app.addHook('onSend', (request, _reply, _payload, done) => {
    const refused = take(request)
    if (refused.length === 0) done()
    else void keep(request, refused).then(() => done())
  })
  // What a stream refuses comes after its answer has begun.
  app.addHook('onResponse', (request, _reply, done) => {
    done()
    const refused = take(request)
    if (refused.length > 0) void keep(request, refused)
  })
}

const shownOf = ({ body: { errorId, code, details }, operation }: Refused) => ({
  errorId,
  code,
  operation: operation.slice(0, maxOperationLength),
  details: JSON.stringify(details).length <= maxDetailsLength ? details : {},
})
