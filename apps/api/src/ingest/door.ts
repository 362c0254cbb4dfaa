import type { IncomingMessage } from 'node:http'
import type { Vault } from '@syncline/db/custody'
import type { Appender } from '@syncline/db/log'
import { isDatabaseAway } from '@syncline/db/pool'
import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import type { Provider } from '@syncline/providers/port'
import type { FastifyInstance } from 'fastify'
import type { Counter } from 'prom-client'
import { networkOf } from '../access/network.ts'
import { startedEarlier } from '../http/request-state.ts'
import type { Answering } from '../http/server.ts'
import { registerShortcut } from '../http/shortcut.ts'
import type { DoorConnection, DoorDirectory } from './connections.ts'
import type { DoorLimits } from './door-limit.ts'
import { readRawBody } from './raw-body.ts'
import { isSignedBy, receive } from './receive.ts'
import type { RefusedList } from './refused.ts'

export interface DoorDeps {
  readonly appender: Appender
  readonly vault: Vault
  readonly directory: DoorDirectory
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly refused: RefusedList
  readonly limits: DoorLimits
  /** Where providers reach us: part of what some of them sign. */
  readonly publicUrl: string
  readonly counter: Counter<'provider' | 'verdict'>
}

/** From the first byte of the request to the commit. */
const deadlineMs = 2_500
const route = '/api/webhooks/:provider/:connectionId'
const shortRoute = '/api/webhooks/flasherp'
const address = /^\/api\/webhooks\/([a-z]+)\/([0-9a-f-]{36})$/
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The address of a connection's door, as its provider is told it. */
export const webhookUrlOf =
  (publicUrl: string) =>
  ({ connectionId, provider }: { connectionId: string; provider: ProviderName }): string =>
    `${publicUrl}/api/webhooks/${provider}/${connectionId}`

/**
 * The door: `POST /api/webhooks/<provider>/<connection id>`. Nothing parses the body before its signature is checked.
 * 200 also for duplicates and for what is signed but unreadable; 401 forged or stale, 413 oversized, 400 unreadable
 * as HTTP, 404 no such connection, 429 too many that were not signed, 503 + Retry-After when it can't be stored now.
 *
 * A provider that looks first whether somebody is there, by GET, finds 200 and nothing more.
 *
 * What goes well is answered on a shortcut; whatever needs words, an error or a line in the log, is handed on to the
 * route, which says them as every route does.
 */
export function registerDoor(app: FastifyInstance, deps: DoorDeps, answering: Answering): void {
  const begun = new WeakMap<IncomingMessage, Promise<boolean>>()
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // Bytes are bytes: a type that is nonsense must not keep a signed webhook out.
    scope.addHook('onRequest', async (request) => {
      delete request.headers['content-type']
    })
    scope.get<{ Params: { provider: string; connectionId: string } }>(route, async ({ params }, reply) => {
      const { manifest } = await behind(deps, params.provider, params.connectionId)
      if (!manifest.webhook.checkedByGet) throw new SynclineError('RECORD_NOT_FOUND')
      return reply.send({ ready: true })
    })
    // The stream goes to the handler as it is; size and deadline are kept there.
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.post<{ Params: { provider: string; connectionId: string } }>(
      route,
      async ({ raw, params, ip }, reply) => {
        if (params.provider === 'flasherp') deps.limits.flasherp.count(networkOf(ip))
        const taking = begun.get(raw) ?? take(deps, raw, params.provider, [params.connectionId])
        const duplicate = await taking.catch(counting(deps, params.connectionId, ip))
        return reply.send({ received: true, duplicate })
      },
    )
    // An address from before there were several: it names the connection in the query, or means whose secret signed.
    scope.post<{ Querystring: { connection?: string } }>(shortRoute, async ({ raw, query, ip }, reply) => {
      deps.limits.flasherp.count(networkOf(ip))
      const { connection } = query
      const ids = connection ? [connection] : await stored(() => deps.directory.all('flasherp'))
      const taking = take(deps, raw, 'flasherp', ids)
      const duplicate = await taking.catch(counting(deps, ids.length === 1 ? String(ids[0]) : shortRoute, ip))
      return reply.send({ received: true, duplicate })
    })
    scope.get(`${shortRoute}/health`, { exposeHeadRoute: false }, async (_request, reply) => {
      await stored(() => deps.directory.all('flasherp'))
      return reply.send({ status: 'healthy', timestamp: new Date().toISOString() })
    })
  })

  const answers = [false, true].map((duplicate) =>
    wholeAnswer({ received: true, duplicate }, answering.headers),
  )
  registerShortcut(app, (request, response) => {
    const found = request.method === 'POST' && address.exec(request.url as string)
    // FlashERP's are counted per address, and whose address it is behind a proxy only the route knows.
    if (!found || found[1] === 'flasherp') return false
    const startedAt = performance.now()
    const taking = take(deps, request, found[1] as string, [found[2] as string])
    const handOn = () => {
      startedEarlier(request, startedAt)
      begun.set(request, taking)
      app.routing(request, response)
    }
    const answer = (duplicate: boolean) => {
      const elapsedMs = performance.now() - startedAt
      if (answering.needsLine(elapsedMs)) return handOn()
      const { headers, body } = answers[Number(duplicate)] as ReturnType<typeof wholeAnswer>
      response.writeHead(200, headers).end(body)
      answering.observe('POST', route, 200, elapsedMs)
    }
    taking.then(answer).catch(handOn)
    return true
  })
}

function wholeAnswer(json: object, headers: Answering['headers']): { headers: string[]; body: string } {
  const body = JSON.stringify(json)
  const own = { 'content-type': 'application/json; charset=utf-8', 'content-length': String(body.length) }
  return { headers: Object.entries({ ...headers, ...own }).flat(), body }
}

/** Counts what failed because it proved nothing, and passes the failure on; past the limit it is that which failed. */
function counting(deps: Pick<DoorDeps, 'limits'>, door: string, address: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof SynclineError && error.code.startsWith('SIGNATURE_'))
      deps.limits.failures.count(`${door} ${networkOf(address)}`)
    throw error
  }
}

/**
 * Resolves when the webhook is stored: whether it had been before.
 * @param ids where several connections may be meant, the one whose secret signed it takes it
 * @throws SynclineError
 */
async function take(
  deps: DoorDeps,
  request: IncomingMessage,
  provider: string,
  ids: readonly string[],
): Promise<boolean> {
  const [first, ...more] = await Promise.all(ids.map((id) => behind(deps, provider, id)))
  if (!first) throw new SynclineError('RECORD_NOT_FOUND')
  const { manifest, webhook } = first
  const limits = { maxBytes: manifest.webhook.maxBodyBytes, deadlineMs }
  const rawBody = await readRawBody(request, limits).catch((error: unknown) => {
    const oversized = error instanceof SynclineError && error.code === 'PAYLOAD_TOO_LARGE'
    if (more.length === 0) note(deps, first.connection, oversized ? 'oversized' : 'unreadable', 0)
    throw error
  })
  const url = `${deps.publicUrl}${request.url}`
  const arrival = { rawBody, headers: request.headers, url, now: new Date() }
  const connection =
    more.length === 0
      ? first.connection
      : [first, ...more].map((one) => one.connection).find((one) => isSignedBy(one, webhook, arrival))
  if (!connection) throw new SynclineError('SIGNATURE_INVALID', { reason: 'mismatch' })
  const received = await stored(() => receive(deps, connection, webhook, arrival))
  if (received.verdict === 'refused') {
    note(deps, connection, received.reason, rawBody.length)
    const stale = received.reason === 'too_old' || received.reason === 'from_the_future'
    throw new SynclineError(stale ? 'SIGNATURE_STALE' : 'SIGNATURE_INVALID', { reason: received.reason })
  }
  deps.counter.inc({ provider: connection.provider, verdict: received.verdict })
  return received.verdict === 'duplicate'
}

/** The connection that an address leads to, and how its provider's webhooks are read. @throws SynclineError */
async function behind(deps: DoorDeps, provider: string, connectionId: string) {
  const connection = uuid.test(connectionId) ? await stored(() => deps.directory.find(connectionId)) : null
  if (!connection || connection.provider !== provider) throw new SynclineError('RECORD_NOT_FOUND')
  const { manifest, webhook } = await deps.loadProvider(connection.provider)
  if (!webhook) throw new SynclineError('RECORD_NOT_FOUND')
  return { connection, manifest, webhook }
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

function note(deps: DoorDeps, connection: DoorConnection, reason: string, sizeBytes: number): void {
  deps.counter.inc({ provider: connection.provider, verdict: reason })
  deps.refused.add({
    organizationId: connection.organizationId,
    connectionId: connection.connectionId,
    reason,
    sizeBytes,
  })
}
