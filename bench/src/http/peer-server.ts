/**
 * What others do with a webhook, on the same HTTP server and with the same verification:
 * `node peer-server.ts <bare|insert|queue> <database> <secret> <port>`
 */
import Fastify from 'fastify'
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { verifyStripe } from '../../../packages/providers/src/verification/index.ts'

const [kind, databaseUrl, secret = '', port] = process.argv.slice(2)
process.on('disconnect', () => process.exit())
process.on('SIGTERM', () => process.exit())

const pool = new pg.Pool({ connectionString: databaseUrl, max: 32 })
const insert = 'insert into webhook (id, received_at, type, body) values ($1, now(), $2, $3)'

type Store = (id: string, type: string, body: Buffer) => Promise<unknown>

async function store(): Promise<Store> {
  if (kind === 'bare') return async () => {}
  await pool.query(
    'create table webhook (id text primary key, received_at timestamptz not null, type text not null, body bytea not null)',
  )
  if (kind === 'insert') return (id, type, body) => pool.query(insert, [id, type, body])
  const boss = new PgBoss({ connectionString: databaseUrl as string, max: 4 })
  boss.on('error', () => {})
  await boss.start()
  await boss.createQueue('webhook')
  return async (id, type, body) => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      await client.query(insert, [id, type, body])
      await boss.send(
        'webhook',
        { id },
        { db: { executeSql: (text: string, values?: unknown[]) => client.query(text, values) } },
      )
      await client.query('commit')
    } finally {
      client.release()
    }
  }
}

const keep = await store()
const app = Fastify({ logger: false })
app.removeAllContentTypeParsers()
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
app.post('/webhook', async (request, reply) => {
  const rawBody = request.body as Buffer
  const verdict = verifyStripe({
    rawBody,
    headers: request.headers,
    secrets: [secret],
    url: '',
    now: new Date(),
  })
  if (!verdict.ok) return reply.code(401).send({ error: verdict.reason })
  const event = JSON.parse(rawBody.toString()) as { id: string; type: string }
  await keep(event.id, event.type, rawBody)
  return { received: true }
})
await app.listen({ port: Number(port), host: '127.0.0.1' })
process.stdout.write(`${JSON.stringify({ listening: port })}\n`)
