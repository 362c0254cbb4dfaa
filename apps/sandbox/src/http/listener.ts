import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AdminContext } from '../admin/context.ts'
import { adminAnswer, refusesAdmin } from '../admin/routes.ts'
import { kmsException } from '../kms/answers.ts'
import type { KmsService } from '../kms/service.ts'
import type { OidcService } from '../oidc/service.ts'
import { type Answer, type Call, jsonAnswer, type Provider } from '../provider.ts'
import { readBody } from './body.ts'
import { type ExchangeContext, exchange } from './exchange.ts'
import { createHeldLines, createReply } from './reply.ts'

const bodyLimitBytes = 1024 * 1024
const maxHeldLines = 500
const requestTimeoutMs = 30_000
const maxConnections = 2000

export type ListenerContext = {
  exchanges: ExchangeContext
  admin: AdminContext
  providers: readonly Provider[]
  kms: KmsService
  oidc: OidcService
}

/** The one port: `/_sandbox/` to the admin routes, everything else to the provider that owns the path. */
export function createListener(ctx: ListenerContext): Server {
  const heldLines = createHeldLines(maxHeldLines)
  const server = createServer(
    { requestTimeout: requestTimeoutMs, keepAliveTimeout: 60_000 },
    (request, response) => {
      serve(ctx, request, response, heldLines).catch((error: unknown) => {
        process.stderr.write(`sandbox: ${error instanceof Error ? error.stack : String(error)}\n`)
        if (response.headersSent) response.destroy()
        else
          write(
            response,
            jsonAnswer(500, { error: { code: 'sandbox_fault', message: 'The sandbox itself failed.' } }),
          )
      })
    },
  )
  server.maxConnections = maxConnections
  return server
}

async function serve(
  ctx: ListenerContext,
  request: IncomingMessage,
  response: ServerResponse,
  heldLines: ReturnType<typeof createHeldLines>,
): Promise<void> {
  const { path, query } = addressOf(request)
  if (path === '/_sandbox' || path.startsWith('/_sandbox/'))
    return serveAdmin(ctx, request, response, path, query)
  if (ctx.kms.owns(path, request.headers)) return serveKms(ctx.kms, request, response, path)
  if (ctx.oidc.owns(path)) return serveOidc(ctx.oidc, request, response, path, query)
  const provider = ctx.providers.find((candidate) => candidate.owns(path))
  if (!provider) {
    request.resume()
    return write(
      response,
      jsonAnswer(404, { error: { code: 'not_found', message: 'No provider answers at this path.' } }),
    )
  }
  const body = await readBody(request, bodyLimitBytes)
  if (body.kind === 'too_large') return write(response, closing(provider.failure('too_large')))
  if (body.kind === 'aborted') return
  const key = request.headers['idempotency-key']
  const call: Call = {
    provider: provider.name,
    method: request.method ?? 'GET',
    path,
    query,
    headers: request.headers,
    body: body.bytes,
    bodySha256: createHash('sha256').update(body.bytes).digest('hex'),
    idempotencyKey: typeof key === 'string' ? key : (provider.idempotencyKeyOf?.(body.bytes) ?? null),
    requestId: provider.freshRequestId(),
    receivedAtMs: ctx.exchanges.now(),
  }
  await exchange(ctx.exchanges, provider, call, createReply(response, heldLines))
}

async function serveKms(
  kms: KmsService,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const body = await readBody(request, bodyLimitBytes)
  if (body.kind === 'aborted') return
  if (body.kind === 'too_large') return write(response, closing(kmsException('ValidationException')))
  const { method = 'GET', headers } = request
  const answer = await kms.answer({ method, path, headers, body: body.bytes })
  if (answer === null) response.destroy()
  else write(response, answer)
}

async function serveOidc(
  oidc: OidcService,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams,
): Promise<void> {
  const body = await readBody(request, bodyLimitBytes)
  if (body.kind === 'aborted') return
  if (body.kind === 'too_large')
    return write(response, closing(jsonAnswer(413, { error: 'invalid_request' })))
  const { method = 'GET', headers } = request
  write(response, await oidc.answer({ method, path, query, headers, body: body.bytes }))
}

async function serveAdmin(
  ctx: ListenerContext,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams,
): Promise<void> {
  const refusal = refusesAdmin(request)
  if (refusal) {
    request.resume()
    return write(response, refusal)
  }
  const body = await readBody(request, bodyLimitBytes)
  if (body.kind === 'aborted') return
  if (body.kind === 'too_large') {
    const error = { code: 'too_large', message: `A body has at most ${bodyLimitBytes} bytes.` }
    return write(response, closing(jsonAnswer(413, { error })))
  }
  write(
    response,
    await adminAnswer(ctx.admin, { method: request.method ?? 'GET', path, query, body: body.bytes }),
  )
}

function addressOf(request: IncomingMessage): { path: string; query: URLSearchParams } {
  const address = request.url ?? '/'
  const mark = address.indexOf('?')
  return mark === -1
    ? { path: address, query: new URLSearchParams() }
    : { path: address.slice(0, mark), query: new URLSearchParams(address.slice(mark + 1)) }
}

const closing = (answer: Answer): Answer => ({
  ...answer,
  headers: { ...answer.headers, connection: 'close' },
})

function write(response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return
  response.writeHead(answer.status, {
    'cache-control': 'no-store',
    ...answer.headers,
    'content-length': Buffer.byteLength(answer.body),
  })
  response.end(answer.body)
}
