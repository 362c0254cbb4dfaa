import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'
import { createSandbox, type Sandbox, type SandboxOptions } from './index.ts'

/** What the specs of this folder stand on: a sandbox with one account per provider, callers and a receiver. */
export const keys = {
  stripe: { secretKey: 'sk_test_sandbox_spec', webhookSecret: 'whsec_sandbox_spec' },
  flasherp: {
    apiKey: 'fk_sandbox_spec',
    apiSecret: 'fs_sandbox_spec',
    webhookSecret: 'fw_sandbox_spec',
  },
}

export type Received = { headers: IncomingHttpHeaders; body: string }
export type Receiver = {
  url: string
  received: Received[]
  /** Statuses of the next answers; 200 when used up. */
  statuses: number[]
  /** Resolves when this many webhooks have come. */
  count(wanted: number): Promise<void>
  close(): Promise<void>
}

export async function createReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const statuses: number[] = []
  let waiting: (() => void)[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') })
      response.writeHead(statuses.shift() ?? 200).end()
      const waiters = waiting
      waiting = []
      for (const wake of waiters) wake()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    statuses,
    async count(wanted) {
      while (received.length < wanted) await new Promise<void>((resolve) => waiting.push(resolve))
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export function startSandbox(options: SandboxOptions = {}, receiver?: Receiver): Promise<Sandbox> {
  const webhook = (secret: string) => (receiver ? { webhookSecret: secret, webhookUrl: receiver.url } : {})
  const { webhookSecret: stripeSecret, ...stripe } = keys.stripe
  const { webhookSecret: flasherpSecret, ...flasherp } = keys.flasherp
  return createSandbox({
    accounts: [
      {
        stripe: { ...stripe, ...webhook(stripeSecret) },
        flasherp: { ...flasherp, ...webhook(flasherpSecret) },
      },
    ],
    ...options,
  })
}

/** The official SDK, pointed at a sandbox. */
export function stripeClient(sandbox: Sandbox, key = keys.stripe.secretKey, maxNetworkRetries = 0): Stripe {
  const { port } = sandbox
  return new Stripe(key, { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries, telemetry: false })
}

/** The webhooks that came, as the SDK verifies them, in the order they were caused. */
export function stripeEvents(receiver: Receiver, secret = keys.stripe.webhookSecret): Stripe.Event[] {
  return receiver.received.map(({ body, headers }) =>
    Stripe.webhooks.constructEvent(body, String(headers['stripe-signature']), secret),
  )
}

export type ErpCall = {
  body?: unknown
  key?: string
  timestamp?: number
  signature?: string
  apiKey?: string
  apiSecret?: string
  signal?: AbortSignal
}
export type ErpAnswer = { status: number; headers: Headers; text: string; json: Record<string, unknown> }

/** One signed FlashERP call; `json` is `{}` when the answer does not parse. */
export async function erp(url: string, method: string, path: string, call: ErpCall = {}): Promise<ErpAnswer> {
  const body = call.body === undefined ? '' : JSON.stringify(call.body)
  const timestamp = String(call.timestamp ?? Math.floor(Date.now() / 1000))
  const secret = call.apiSecret ?? keys.flasherp.apiSecret
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  const response = await fetch(`${url}/flasherp/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${call.apiKey ?? keys.flasherp.apiKey}`,
      'x-flasherp-timestamp': timestamp,
      'x-flasherp-signature': call.signature ?? signature,
      ...(body === '' ? {} : { 'content-type': 'application/json' }),
      ...(call.key === undefined ? {} : { 'idempotency-key': call.key }),
    },
    ...(body === '' ? {} : { body }),
    ...(call.signal ? { signal: call.signal } : {}),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: parse(text) }
}

export const idOf = (answer: ErpAnswer) => answer.json.id as string
export const errorOf = (answer: ErpAnswer) => answer.json.error as Record<string, unknown>

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}
