import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Refusal, Refusals } from '../trpc/audit-port.ts'
import { keyOf } from './callers.ts'
import { ensureState, type Refused } from './request-state.ts'

/** More that wait are not kept: a flood of refusals costs little more than its answers. */
const mostWaiting = 200
/** What gathers meanwhile is written down at once. */
const gatherMs = 100
const maxOperationLength = 120
const maxDetailsLength = 2_000

/**
 * Keeps what callers of a known organization are refused, a moment after the answer: its id leads there before anybody can
 * have typed it. Strangers leave nothing, and neither does what the database being away refused.
 */
export function registerRefusals(app: FastifyInstance, refusals: Refusals): void {
  let waiting = new Map<string, Refusal[]>()
  let count = 0
  let writing = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  async function write(): Promise<void> {
    const gathered = waiting
    waiting = new Map()
    count = 0
    for (const [organizationId, kept] of gathered)
      await refusals
        .keep(organizationId, kept)
        .catch((err: unknown) => app.log.error({ err, organizationId }, 'refusals could not be kept'))
  }
  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(write)
    return writing
  }
  function take(request: FastifyRequest): void {
    const { organizationId, userId, correlationId, refused } = ensureState(request)
    const taken = refused.splice(0).filter(({ body }) => body.code !== 'DATABASE_UNAVAILABLE')
    const room = taken.slice(0, mostWaiting - count)
    if (room.length === 0 || organizationId === null || userId === null) return
    const actor = keyOf(request.headers) === null ? (`user:${userId}` as const) : (`key:${userId}` as const)
    const common = { at: new Date(), actor, correlationId }
    const own = waiting.get(organizationId) ?? []
    for (const one of room) own.push({ ...common, ...shownOf(one) })
    count += room.length
    waiting.set(organizationId, own)
    timer ??= setTimeout(() => void flush(), gatherMs)
  }
  // Also of a stream, which is refused after its answer has begun.
  app.addHook('onResponse', (request, _reply, done) => {
    done()
    take(request)
  })
  app.addHook('onClose', () => flush())
}

const shownOf = ({ body: { errorId, code, details }, operation }: Refused) => ({
  errorId,
  code,
  operation: operation.slice(0, maxOperationLength),
  details: JSON.stringify(details).length <= maxDetailsLength ? details : {},
})
