import type { Vault } from '@syncline/db/custody'
import type { Appender } from '@syncline/db/log'
import { isDatabaseAway } from '@syncline/db/pool'
import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import type { Provider } from '@syncline/providers/port'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Counter } from 'prom-client'
import type { DoorConnection, DoorDirectory } from './connections.ts'
import { readRawBody } from './raw-body.ts'
import { type Received, receive } from './receive.ts'
import type { RefusedList } from './refused.ts'

export interface DoorDeps {
  readonly appender: Appender
  readonly vault: Vault
  readonly directory: DoorDirectory
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly refused: RefusedList
  /** Where providers reach us: part of what some of them sign. */
  readonly publicUrl: string
  readonly counter: Counter<'provider' | 'verdict'>
}

/** From the first byte of the request to the commit. */
const deadlineMs = 2_500
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The address of a connection's door, as its provider is told it. */
export const webhookUrlOf =
  (publicUrl: string) =>
  ({ connectionId, provider }: { connectionId: string; provider: ProviderName }): string =>
    `${publicUrl}/api/webhooks/${provider}/${connectionId}`

/**
 * The door: `POST /api/webhooks/<provider>/<connection id>`. Nothing parses the body before its signature is checked.
 * 200 also for duplicates and for what is signed but unreadable; 401 forged or stale, 413 oversized, 400 unreadable
 * as HTTP, 404 no such connection, 503 + Retry-After when it can't be stored now.
 */
export function registerDoor(app: FastifyInstance, deps: DoorDeps): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // Bytes are bytes: a type that is nonsense must not keep a signed webhook out.
    scope.addHook('onRequest', async (request) => {
      delete request.headers['content-type']
    })
    // The stream goes to the handler as it is; size and deadline are kept there.
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.post<{ Params: { provider: string; connectionId: string } }>(
      '/api/webhooks/:provider/:connectionId',
      (request, reply) => handle(deps, request, reply),
    )
  })
}

async function handle(
  deps: DoorDeps,
  request: FastifyRequest<{ Params: { provider: string; connectionId: string } }>,
  reply: FastifyReply,
): Promise<unknown> {
  const { provider, connectionId } = request.params
  const connection = uuid.test(connectionId) ? await stored(() => deps.directory.find(connectionId)) : null
  if (!connection || connection.provider !== provider) throw new SynclineError('RECORD_NOT_FOUND')
  const { manifest, webhook } = await deps.loadProvider(connection.provider)
  if (!webhook) throw new SynclineError('RECORD_NOT_FOUND')

  const limits = { maxBytes: manifest.webhook.maxBodyBytes, deadlineMs }
  const rawBody = await readRawBody(request.raw, limits).catch((error: unknown) => {
    note(
      deps,
      connection,
      error instanceof SynclineError && error.code === 'PAYLOAD_TOO_LARGE' ? 'oversized' : 'unreadable',
      0,
    )
    throw error
  })
  const arrival = {
    rawBody,
    headers: request.headers,
    url: `${deps.publicUrl}${request.url}`,
    now: new Date(),
  }
  const received = await stored(() => receive(deps, connection, webhook, arrival))
  return answer(deps, connection, received, rawBody.length, reply)
}

/** What can't be stored now is the sender's to repeat: every trouble with the database is 503, never 500. */
async function stored<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (isDatabaseAway(error))
      throw new SynclineError('DATABASE_UNAVAILABLE', { retryAfterSeconds: 2 }, { cause: error })
    throw error
  }
}

function answer(
  deps: DoorDeps,
  connection: DoorConnection,
  received: Received,
  sizeBytes: number,
  reply: FastifyReply,
): unknown {
  if (received.verdict === 'refused') {
    note(deps, connection, received.reason, sizeBytes)
    const stale = received.reason === 'too_old' || received.reason === 'from_the_future'
    throw new SynclineError(stale ? 'SIGNATURE_STALE' : 'SIGNATURE_INVALID', { reason: received.reason })
  }
  deps.counter.inc({ provider: connection.provider, verdict: received.verdict })
  return reply.code(200).send({ received: true, duplicate: received.verdict === 'duplicate' })
}

function note(deps: DoorDeps, connection: DoorConnection, reason: string, sizeBytes: number): void {
  deps.counter.inc({ provider: connection.provider, verdict: reason })
  deps.refused.add({
    organizationId: connection.organizationId,
    connectionId: connection.connectionId,
    reason,
    sizeBytes,
  })
}
