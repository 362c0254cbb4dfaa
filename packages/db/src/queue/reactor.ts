import type { RecordedEvent } from '@syncline/domain/event'
import pg from 'pg'
import { readWindow } from '../log/read.ts'
import { begun, unflushed } from '../pool/index.ts'

export const reactorNames = ['router', 'dispatcher', 'bulk', 'eraser', 'callbacks'] as const

/**
 * A consumer that causes things. Never replayed: what it does carries keys that stay the same when a window is handled
 * twice, so that a crash between doing and remembering does nothing again.
 */
export interface Reactor {
  readonly name: (typeof reactorNames)[number]
  readonly types: readonly string[]
  /** Events it takes at once, where one of them is much work: the checkpoint is held meanwhile. */
  readonly windowEvents?: number
  /** `tx` commits together with the checkpoint. */
  handle(events: readonly RecordedEvent[], tx: pg.ClientBase): Promise<void>
}

const mostEvents = 500

/**
 * Carries one reactor to the end of the log. The checkpoint's row lock is its lease: a second worker waits for it, and
 * a frozen one is ended by the server's idle-in-transaction limit.
 * @param options.lift said before anything is read, where a bell called
 * @throws what `handle` throws; the checkpoint then stays, and the window comes again
 */
export async function advanceReactor(
  pool: pg.Pool,
  reactor: Reactor,
  options: { signal?: AbortSignal; lift?: string } = {},
): Promise<number> {
  let step = await oneWindow(pool, reactor, options.lift)
  while (!step.done && !options.signal?.aborted) step = await oneWindow(pool, reactor)
  return step.position
}

async function oneWindow(
  pool: pg.Pool,
  reactor: Reactor,
  lift?: string,
): Promise<{ position: number; done: boolean }> {
  const name = pg.escapeLiteral(reactor.name)
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    // A commit lost in a crash is a window that comes twice, which reactors bear: it need not wait for the disk.
    // What need not wait for an answer is one round trip, here and at the end: a webhook waits for each of them.
    const { windowEvents = mostEvents } = reactor
    const read = () =>
      begun(
        client,
        `begin; ${unflushed}select from coordination.consumer where name = ${name} and shard = 0 for update`,
        (tx) => readWindow(tx, reactor.name, reactor.types, windowEvents),
      )
    const { events, after, upto } = await (lift ? begun(client, lift, read) : read())
    if (events.length > 0) await reactor.handle(events, client)
    const move = `update coordination.consumer set position = ${Number(upto)}, updated_at = now()
      where name = ${name} and shard = 0;`
    await client.query(`${upto > after ? move : ''} commit`)
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
