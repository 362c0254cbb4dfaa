import type { RecordedEvent } from '@syncline/domain/event'
import type pg from 'pg'
import { readWindow } from '../log/read.ts'

/**
 * A consumer that causes things. Never replayed: what it does carries keys that stay the same when a window is handled
 * twice, so that a crash between doing and remembering does nothing again.
 */
export interface Reactor {
  readonly name: 'router' | 'dispatcher'
  readonly types: readonly string[]
  /** `tx` commits together with the checkpoint. */
  handle(events: readonly RecordedEvent[], tx: pg.ClientBase): Promise<void>
}

const windowEvents = 500

/**
 * Carries one reactor to the end of the log. The checkpoint's row lock is its lease: a second worker waits for it, and
 * a frozen one is ended by the server's idle-in-transaction limit.
 * @throws what `handle` throws; the checkpoint then stays, and the window comes again
 */
export async function advanceReactor(pool: pg.Pool, reactor: Reactor, signal?: AbortSignal): Promise<number> {
  for (;;) {
    const step = await oneWindow(pool, reactor)
    if (step.done || signal?.aborted) return step.position
  }
}

async function oneWindow(pool: pg.Pool, reactor: Reactor): Promise<{ position: number; done: boolean }> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    // A commit lost in a crash is a window that comes twice, which reactors bear: it need not wait for the disk.
    await client.query('begin; set local synchronous_commit = off')
    const { rows } = await client.query<{ position: number }>({
      name: 'lock-consumer',
      text: 'select position from coordination.consumer where name = $1 and shard = 0 for update',
      values: [reactor.name],
    })
    const after = (rows[0] as { position: number }).position
    const { events, upto } = await readWindow(client, after, reactor.types, windowEvents)
    if (events.length > 0) await reactor.handle(events, client)
    if (upto > after)
      await client.query(
        'update coordination.consumer set position = $2, updated_at = now() where name = $1 and shard = 0',
        [reactor.name, upto],
      )
    await client.query('commit')
    return { position: upto, done: upto === after || events.length < windowEvents }
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}
