/**
 * The process of a peer's door: `node door-process.ts <file in doors/> <options as JSON>`. A bare Fastify without any of
 * the product's hooks, the product's signature check, and a handler that stores in its own way. Says where it listens.
 */

import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { webhook } from '../../packages/providers/src/stripe/webhook.ts'
import { webhookSecret } from './installation.ts'

/** What a file in `doors/` exports as `openHandler` when it checks signatures itself: resolves for a 200, else rejects. */
export type OpenHandler = (options: {
  readonly url: string
  readonly connections: number
}) => Promise<(rawBody: Buffer, headers: IncomingHttpHeaders) => Promise<unknown>>

/** What it exports as `open` otherwise: keeps a genuine webhook, and resolves when it may be answered. */
export type OpenStore = (options: {
  readonly url: string
  readonly connections: number
}) => Promise<(eventId: string, eventType: string, rawBody: Buffer) => Promise<unknown>>

const maxBodyBytes = 256 * 1024

const [name = '', options = '{}'] = process.argv.slice(2)
process.on('disconnect', () => process.exit())

const door = (await import(`./doors/${name}.ts`)) as { open: OpenStore } | { openHandler: OpenHandler }
const where = JSON.parse(options) as Parameters<OpenStore>[0]
const handle = 'openHandler' in door ? await door.openHandler(where) : checked(await door.open(where))
const app = Fastify({ bodyLimit: maxBodyBytes })
app.removeAllContentTypeParsers()
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
app.post<{ Body: Buffer }>('/api/webhooks', async (request) => {
  await handle(request.body, request.headers)
  return { received: true, duplicate: false }
})
await app.listen({ port: 0, host: '127.0.0.1' })
process.stdout.write(`${JSON.stringify({ listening: (app.server.address() as AddressInfo).port })}\n`)
process.on('SIGTERM', () => process.exit())

/** Puts the product's signature check in front of a store. */
function checked(keep: Awaited<ReturnType<OpenStore>>): Awaited<ReturnType<OpenHandler>> {
  return async (rawBody, headers) => {
    const verdict = webhook.verify({ rawBody, headers, url: '', now: new Date(), secrets: [webhookSecret] })
    const description = webhook.describe(rawBody)
    if (!verdict.ok || !description.ok) throw new Error('a webhook that the bench did not sign')
    return keep(description.eventId, description.eventType, rawBody)
  }
}
