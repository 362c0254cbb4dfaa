import type { Role } from '@syncline/domain/access'
import { SynclineError } from '@syncline/domain/error'
import type { FastifyInstance } from 'fastify'
import { demandOwnRead } from './origin.ts'

/** A made-up person anybody may sign in as. */
export interface DemoSignIn {
  readonly role: Role
  readonly name: string
  readonly email: string
  readonly password: string
}

/** `GET /api/demo/sign-ins`: for the sign-in page of a hub with made-up data; elsewhere it does not exist. */
export function registerDemo(app: FastifyInstance, signIns: readonly DemoSignIn[] | null): void {
  app.get('/api/demo/sign-ins', async (request, reply) => {
    demandOwnRead(request.headers)
    if (!signIns) throw new SynclineError('RECORD_NOT_FOUND', { what: 'address' })
    return reply.header('cache-control', 'no-store').send(signIns)
  })
}
