import { SynclineError } from '@syncline/domain/error'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** Whether a trusted proxy says so; without its word nothing is known. */
export function cameInTheClear(request: FastifyRequest): boolean {
  return request.headers['x-forwarded-proto'] !== undefined && request.protocol === 'http'
}

/**
 * Refuses calls that came in the clear, before anything of them is read: a page can be sent on to https, a key or a
 * password that was in the call has been on the wire already.
 */
export function demandHttps(scope: FastifyInstance): void {
  scope.addHook('onRequest', async (request) => {
    if (cameInTheClear(request)) throw new SynclineError('HTTPS_REQUIRED')
  })
}
