/**
 * The process that sends webhooks in a closed loop, apart from what it measures. Signs everything before the clock
 * starts. Ends when the channel to the bench closes.
 */
import { type Connection, openConnection } from './connection.ts'
import { signedWebhook, type WebhookTarget } from './webhook.ts'

export interface LoadOrder {
  readonly target: WebhookTarget
  readonly run: string
  readonly connections: number
  readonly runMs: number
  /** The run ends when these are sent, or when the time is over. */
  readonly prepared: number
}

export type LoadMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'begun' }
  | { readonly kind: 'done'; readonly requests: number; readonly elapsedMs: number }
  | { readonly kind: 'failed'; readonly reason: string }

const say = (message: LoadMessage) => process.send?.(message)

async function load(order: LoadOrder): Promise<LoadMessage> {
  const { target, run, runMs } = order
  const requests = Array.from({ length: order.prepared }, (_, number) => signedWebhook(target, run, number))
  const connections: Connection[] = []
  try {
    for (let opened = 0; opened < order.connections; opened++)
      connections.push(await openConnection(target.port))
    say({ kind: 'begun' })
    const startedAt = performance.now()
    let next = 0
    const keepSending = async (connection: Connection) => {
      while (next < requests.length && performance.now() - startedAt < runMs)
        await connection.exchange(requests[next++] as Buffer)
    }
    await Promise.all(connections.map(keepSending))
    return { kind: 'done', requests: next, elapsedMs: performance.now() - startedAt }
  } finally {
    for (const connection of connections) connection.close()
  }
}

process.on('disconnect', () => process.exit())
process.on('message', (order: LoadOrder) => {
  load(order).then(say, (error: unknown) =>
    say({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) }),
  )
})
say({ kind: 'ready' })
