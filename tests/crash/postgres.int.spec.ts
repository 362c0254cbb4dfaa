import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AppendResult, createAppender } from '@syncline/db/log'
import { migrate } from '@syncline/db/migrations'
import { verifyLog } from '@syncline/db/projections'
import type { NewEvent } from '@syncline/domain/event'
import { startPostgres } from '@syncline/infra/postgres'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'

const kills = Number(process.env.SYNCLINE_TEST_KILLS || 10)
const ignored: NewEvent = { type: 'WebhookIgnored', data: { reason: 'unknown_type' } }
const organizationId = randomUUID()

let directory: string
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'syncline-crash-'))
  chmodSync(directory, 0o711)
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

/** Durable: nothing of what a server promises may be switched off here. */
const start = () => startPostgres({ dataDirectory: directory })

it(
  `${kills} kills of PostgreSQL under load: only refusals a sender repeats, nothing acknowledged is lost, positions stay dense`,
  async () => {
    let server = await start()
    await migrate(server.url)
    const acknowledged = new Map<string, number>()
    let refused = 0

    for (let kill = 0; kill < kills; kill++) {
      const appender = createAppender({ url: server.url, role: 'syncline_app' })
      const until = new AbortController()
      const killAfter = 40 + Math.floor(Math.random() * 400)
      const begun = acknowledged.size
      const senders = Array.from({ length: 16 }, async () => {
        while (!until.signal.aborted) {
          const key = `k-${randomUUID()}`
          const request = {
            organizationId,
            stream: `delivery-${key}`,
            events: [ignored],
            idempotencyKey: key,
            context: { now: new Date(), actor: 'system:test', correlationId: 'c' } as const,
          }
          const result: AppendResult | Error = await appender.append(request).catch((error: Error) => error)
          if (result instanceof Error) {
            expect((result as { code?: string }).code).toBe('DATABASE_UNAVAILABLE')
            refused++
            return
          }
          if (result.outcome !== 'conflict') acknowledged.set(key, result.position)
          if (acknowledged.size - begun === killAfter) killNow(server.pid, kill)
        }
      })
      await Promise.all(senders)
      until.abort()
      await appender.close()
      await server.stop().catch(() => {})
      server = await start()
    }

    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    const { rows } = await client.query<{ key: string; position: string }>(
      'select key, position from log.idempotency',
    )
    const stored = new Map(rows.map((row) => [row.key, Number(row.position)]))
    for (const [key, position] of acknowledged) expect(stored.get(key)).toBe(position)
    expect(refused).toBeGreaterThanOrEqual(kills)
    const { findings, events } = await verifyLog(client)
    expect(findings).toEqual([])
    expect(events).toBeGreaterThanOrEqual(acknowledged.size)
    await client.end()
    await server.stop()
  },
  60_000 + kills * 10_000,
)

/** In turn: the server shot, the server stopped at once, every session ended. */
function killNow(pid: number, turn: number): void {
  process.kill(pid, turn % 2 === 0 ? 'SIGKILL' : 'SIGQUIT')
}
