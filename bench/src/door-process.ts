/**
 * The process of a peer's door: `node door-process.ts <file in doors/> <options as JSON>`. A bare Fastify without any of
 * the product's hooks, the product's signature check, and a handler that stores in its own way. Says where it listens.
 */

import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { webhook } from '../../packages/providers/src/stripe/webhook.ts'
import { webhookSecret } from './installation.ts'

/** What a file in `doors/` exports as `open`: keeps a genuine webhook, and resolves when it may be answered. */
export type OpenStore = (options: {
  readonly url: string
  readonly connections: number
}) => Promise<(eventId: string, eventType: string, rawBody: Buffer) => Promise<unknown>>

const maxBodyBytes = 256 * 1024

const [name = '', options = '{}'] = process.argv.slice(2)
process.on('disconnect', () => process.exit())

const { open } = (await import(`./doors/${name}.ts`)) as { open: OpenStore }
const keep = await open(JSON.parse(options) as Parameters<OpenStore>[0])
const app = Fastify({ bodyLimit: maxBodyBytes })
app.removeAllContentTypeParsers()
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
app.post<{ Body: Buffer }>('/api/webhooks', async (request, reply) => {
  const rawBody = request.body
  const verdict = webhook.verify({
    rawBody,
    headers: request.headers,
    url: request.url,
    now: new Date(),
    secrets: [webhookSecret],
  })
  const description = webhook.describe(rawBody)
  if (!verdict.ok || !description.ok) return reply.code(401).send({ received: false })
  await keep(description.eventId, description.eventType, rawBody)
  return { received: true, duplicate: false }
})
await app.listen({ port: 0, host: '127.0.0.1' })
process.stdout.write(`${JSON.stringify({ listening: (app.server.address() as AddressInfo).port })}\n`)
process.on('SIGTERM', () => process.exit())
