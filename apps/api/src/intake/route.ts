import { SynclineError } from '@syncline/domain/error'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { keyOf } from '../http/callers.ts'
import { demandJson } from '../http/origin.ts'
import { contextOf } from '../http/procedures.ts'
import { readRawBody } from '../ingest/raw-body.ts'
import { chooseConnection } from '../rest/choose-connection.ts'
import type { RestDeps } from '../rest/register.ts'
import { demand, identify } from '../trpc/access.ts'
import type { Pushed } from './push.ts'

const path = '/api/qbo/pcs-ai/invoices'
/** From the first byte of the request to the last. */
const deadlineMs = 10_000

/**
 * `POST /api/qbo/pcs-ai/invoices`: one invoice of PCS AI's, with an API key of the organization whose scopes hold
 * `intake.push`. 201 once it is committed, and the same answer whenever it comes again; 400 with each place at fault, 401,
 * 403, 409 for another invoice under a known id, 413, 503 + Retry-After when it can't be kept now.
 */
export function registerIntake(app: FastifyInstance, deps: RestDeps): void {
  app.register(async (scope) => {
    // The bytes are kept as they came.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.post(
      path,
      {
        handlerTimeout: deps.requestTimeoutMs,
        onRequest: async ({ headers }) => {
          // A person's session pushes nothing: no page could make a browser do so.
          if (keyOf(headers) === null) throw new SynclineError('AUTH_REQUIRED', { reason: 'key_needed' })
          demandJson(headers)
        },
        preHandler: (request) => deps.callers.admit(request),
      },
      async (request, reply) => {
        const { id, deliveryId, replayed } = await take(deps, request)
        return reply
          .code(201)
          .header('cache-control', 'no-store')
          .header('idempotency-replayed', String(replayed))
          .send({ id: deliveryId, invoice_id: id, status: 'received' })
      },
    )
  })
}

async function take(deps: RestDeps, request: FastifyRequest): Promise<Pushed> {
  const access = await identify(contextOf(deps, request, null))
  demand(access, 'intake.push')
  const { id: organizationId } = access.organization
  const { intake, connectionReads } = deps.ports
  const { connection: named } = request.query as { connection?: unknown }
  const { connectionId } = chooseConnection(await connectionReads.list(organizationId), 'pcs-ai', named)
  const maxBytes = await intake.limitOf('pcs-ai')
  const rawBody = await readRawBody(request.raw, { maxBytes, deadlineMs })
  const arrival = { rawBody, headers: request.headers, url: path, now: new Date() }
  return intake.push({ connectionId, organizationId, provider: 'pcs-ai', accountId: connectionId }, arrival)
}
