import { lookup as resolveName } from 'node:dns'
import {
  Agent,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
  request as requestPlain,
} from 'node:http'
import { request as requestSecure, Agent as SecureAgent } from 'node:https'
import { isIP, type LookupFunction, type Socket } from 'node:net'

export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Of the connection: scheme, host and a path to build upon. */
  readonly baseUrl: string
  /** Begins with a slash; put behind the base's path as it is. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** '' sends none. */
  readonly body: string
  /** For the whole exchange, from the look-up of the name to the last byte of the answer. */
  readonly timeoutMs: number
  readonly maxAnswerBytes: number
  readonly signal: AbortSignal
  /** Asked for the very address the socket is about to go to, so that no second look-up can slip past it. */
  readonly allowsAddress?: ((address: string) => boolean) | undefined
}

/** What came after the head: all of it as text, or why not. */
export type AnswerBody =
  | { readonly kind: 'whole'; readonly text: string; readonly sizeBytes: number }
  | { readonly kind: 'cut' | 'too_large' | 'not_text' | 'timeout' | 'aborted'; readonly sizeBytes: number }

export type HttpOutcome =
  | {
      readonly kind: 'answered'
      readonly status: number
      /** Lower-case names; of a repeated one all values, with commas between. */
      readonly headers: Readonly<Record<string, string>>
      readonly body: AnswerBody
      readonly durationMs: number
    }
  | {
      readonly kind: 'unanswered'
      readonly reason: 'unreachable' | 'lost' | 'timeout' | 'aborted' | 'not_http' | 'address_refused'
      /** False only when the socket never stood: then nothing can have been done over there. */
      readonly maybeSent: boolean
      readonly durationMs: number
    }

const agentOptions = { keepAlive: true, maxSockets: 64, maxFreeSockets: 16 } as const
const agents = { plain: new Agent(agentOptions), secure: new SecureAgent(agentOptions) }
type Allows = NonNullable<HttpCall['allowsAddress']>
const guardedAgents = new WeakMap<Allows, typeof agents>()

/** A kept socket was opened under the rules of its guard: each guard has sockets of its own. */
function agentsOf(allows: Allows | undefined): typeof agents {
  if (!allows) return agents
  const known = guardedAgents.get(allows)
  if (known) return known
  const fresh = { plain: new Agent(agentOptions), secure: new SecureAgent(agentOptions) }
  guardedAgents.set(allows, fresh)
  return fresh
}

/**
 * One request, one answer: no redirect is followed, nothing is repeated, nothing is unpacked, and no more is read than
 * allowed. Every outcome is a value.
 *
 * node:http and not fetch: only here is it known whether the socket ever stood, and which address it goes to.
 *
 * @throws TypeError when the address or a header can't be put on the wire, which is for the caller to rule out
 */
export async function exchange(call: HttpCall): Promise<HttpOutcome> {
  const startedMs = performance.now()
  const durationMs = () => Math.round(performance.now() - startedMs)
  const base = new URL(call.baseUrl)
  if (call.signal.aborted) return untouched('aborted')
  if (refusesLiteral(base, call.allowsAddress)) return untouched('address_refused')
  const request = open(base, call)
  return new Promise((resolve) => {
    const socket = watchSocket(request)
    let ended: 'timeout' | 'aborted' | null = null
    const stop = (why: 'timeout' | 'aborted') => {
      ended ??= why
      request.destroy()
    }
    const timer = setTimeout(() => stop('timeout'), call.timeoutMs)
    const onAbort = () => stop('aborted')
    call.signal.addEventListener('abort', onAbort, { once: true })
    const settle = (outcome: HttpOutcome) => {
      clearTimeout(timer)
      call.signal.removeEventListener('abort', onAbort)
      resolve(outcome)
    }
    request.on('response', (response) => {
      void readAnswer(response, call.maxAnswerBytes, () => ended).then((body) => {
        const { statusCode: status = 0, headers } = response
        settle({ kind: 'answered', status, headers: flat(headers), body, durationMs: durationMs() })
      })
    })
    request.on('error', (error: NodeJS.ErrnoException) => {
      const reason = ended ?? reasonOf(error, socket.stood())
      settle({ kind: 'unanswered', reason, maybeSent: socket.stood(), durationMs: durationMs() })
    })
    request.on('upgrade', (_response, upgraded) => {
      upgraded.destroy()
      settle({ kind: 'unanswered', reason: 'not_http', maybeSent: true, durationMs: durationMs() })
    })
    request.end(call.body)
  })
}

const untouched = (reason: 'aborted' | 'address_refused'): HttpOutcome => ({
  kind: 'unanswered',
  reason,
  maybeSent: false,
  durationMs: 0,
})

const hostOf = (base: URL) => base.hostname.replace(/^\[(.*)\]$/, '$1')

/** An address written as such is never looked up, so the look-up can't refuse it. */
function refusesLiteral(base: URL, allows: HttpCall['allowsAddress']): boolean {
  const host = hostOf(base)
  return allows !== undefined && isIP(host) !== 0 && !allows(host)
}

function open(base: URL, call: HttpCall): ClientRequest {
  const secure = base.protocol === 'https:'
  const options: RequestOptions = {
    method: call.method,
    protocol: base.protocol,
    hostname: hostOf(base),
    port: base.port,
    path: `${base.pathname.replace(/\/$/, '')}${call.path}`,
    agent: agentsOf(call.allowsAddress)[secure ? 'secure' : 'plain'],
    headers: { ...call.headers, 'accept-encoding': 'identity' },
    ...(call.allowsAddress ? { lookup: guardedLookup(call.allowsAddress) } : {}),
  }
  return secure ? requestSecure(options) : requestPlain(options)
}

function guardedLookup(allows: (address: string) => boolean): LookupFunction {
  return (name, options, done) => {
    resolveName(name, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '')
      const allowed = addresses.filter(({ address }) => allows(address))
      const [first] = allowed
      if (!first) done(new AddressRefused(), '')
      else if (options.all) done(null, allowed)
      else done(null, first.address, first.family)
    })
  }
}

class AddressRefused extends Error {
  readonly code = 'ADDRESS_REFUSED'
}

function watchSocket(request: ClientRequest): { stood(): boolean } {
  let stood = false
  request.on('socket', (socket: Socket & { secureConnecting?: boolean }) => {
    const stands = () => (stood = true)
    // Over TLS nothing of ours leaves before the other side has proved itself.
    if (socket.secureConnecting) socket.once('secureConnect', stands)
    else if (socket.connecting) socket.once('connect', stands)
    else stands()
  })
  return { stood: () => stood }
}

function reasonOf(
  error: NodeJS.ErrnoException,
  stood: boolean,
): Extract<HttpOutcome, { kind: 'unanswered' }>['reason'] {
  if (error.code === 'ADDRESS_REFUSED') return 'address_refused'
  if (error.code?.startsWith('HPE_')) return 'not_http'
  return stood ? 'lost' : 'unreachable'
}

/** Never rejects: what goes wrong after the head is a property of the body. */
function readAnswer(
  response: IncomingMessage,
  maxBytes: number,
  endedBy: () => 'timeout' | 'aborted' | null,
): Promise<AnswerBody> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let sizeBytes = 0
    response.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length
      if (sizeBytes <= maxBytes) return chunks.push(chunk)
      resolve({ kind: 'too_large', sizeBytes })
      response.destroy()
    })
    response.on('end', () => resolve(decode(Buffer.concat(chunks))))
    const broken = () => resolve({ kind: endedBy() ?? 'cut', sizeBytes })
    response.on('error', broken)
    response.on('close', broken)
  })
}

function decode(bytes: Buffer): AnswerBody {
  const sizeBytes = bytes.length
  try {
    return { kind: 'whole', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), sizeBytes }
  } catch {
    return { kind: 'not_text', sizeBytes }
  }
}

function flat(headers: IncomingMessage['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )
}
