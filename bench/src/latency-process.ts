/**
 * The process at both ends of the road: sends signed webhooks at a steady rate whatever comes back, hears the live bell
 * and reads the list again, as the page does. Apart from what it measures; ends when the channel to the bench closes.
 */
import { type Connection, openConnection } from './connection.ts'
import { openReader, type Reader } from './reader.ts'
import { customerOf, signedWebhook, type WebhookTarget } from './webhook.ts'

export interface LatencyOrder {
  readonly target: WebhookTarget
  /** Signs in here and reads; null sends only, somebody else says when the rows are there. */
  readonly readFrom: { readonly baseUrl: string; readonly email: string; readonly password: string } | null
  readonly run: string
  readonly perSecond: number
  /** Not counted. */
  readonly warmUpMs: number
  readonly runMs: number
}

export interface LatencyReport {
  /** Sent and answered, and of those seen; the warm-up's are not among them. */
  readonly sent: number
  readonly seen: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** From a webhook's time to its answer. */
  readonly answeredP99Ms: number
  /** From the last webhook's time to the moment that no row was missing. */
  readonly drainedMs: number
  /** Times by customer, milliseconds since 1970; for who reads elsewhere. */
  readonly scheduled: readonly (readonly [customer: string, atMs: number])[]
}

export type LatencyMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly report: LatencyReport }
  | { readonly kind: 'failed'; readonly reason: string }

const connectionCount = 64
/** Rows that are not there by then count as missing. */
const longestWaitMs = 10_000
const say = (message: LatencyMessage) => process.send?.(message)
const epochMs = () => performance.timeOrigin + performance.now()

async function measure(order: LatencyOrder): Promise<LatencyReport> {
  const { target, run, perSecond, readFrom } = order
  const total = Math.round(((order.warmUpMs + order.runMs) / 1_000) * perSecond)
  const uncounted = Math.round((order.warmUpMs / 1_000) * perSecond)
  const requests = Array.from({ length: total }, (_, number) => signedWebhook(target, run, number))
  const connections: Connection[] = []
  while (connections.length < connectionCount) connections.push(await openConnection(target.port))
  const seenAt = new Map<string, number>()
  const reader: Reader | null = readFrom && (await openReader(readFrom, seenAt))
  try {
    const startMs = epochMs() + 100
    const dueAt = (number: number) => startMs + (number / perSecond) * 1_000
    const answered = await sendAll(requests, connections, dueAt)
    const customers = requests.map((_, number) => customerOf(run, number))
    const lastDue = dueAt(total - 1)
    if (reader)
      while (!customers.every((customer) => seenAt.has(customer)) && epochMs() < lastDue + longestWaitMs)
        await reader.nextAnswer(lastDue + longestWaitMs - epochMs())
    const counted = customers.slice(uncounted)
    const waits = counted.flatMap((customer, index) => {
      const seen = seenAt.get(customer)
      return seen === undefined ? [] : [seen - dueAt(uncounted + index)]
    })
    const lastSeen = customers.reduce((latest, customer) => Math.max(latest, seenAt.get(customer) ?? 0), 0)
    return {
      sent: counted.length,
      seen: waits.length,
      p50Ms: quantile(waits, 0.5),
      p99Ms: quantile(waits, 0.99),
      answeredP99Ms: quantile(answered.slice(uncounted), 0.99),
      drainedMs: lastSeen - lastDue,
      scheduled: reader ? [] : counted.map((customer, index) => [customer, dueAt(uncounted + index)]),
    }
  } finally {
    reader?.close()
    for (const connection of connections) connection.close()
  }
}

function quantile(waits: readonly number[], part: number): number {
  return waits.toSorted((left, right) => left - right)[Math.floor(part * (waits.length - 1))] ?? Number.NaN
}

/**
 * Open loop: a request's clock runs from the time it was due, also while it waits for a free connection.
 * @returns how long each took to its answer, in milliseconds
 */
async function sendAll(
  requests: readonly Buffer[],
  connections: readonly Connection[],
  dueAt: (number: number) => number,
): Promise<readonly number[]> {
  const answered: number[] = []
  let next = 0
  const keepSending = async (connection: Connection) => {
    while (next < requests.length) {
      const number = next++
      const earlyMs = dueAt(number) - epochMs()
      if (earlyMs > 0) await new Promise((resolve) => setTimeout(resolve, earlyMs))
      await connection.exchange(requests[number] as Buffer)
      answered[number] = epochMs() - dueAt(number)
    }
  }
  await Promise.all(connections.map(keepSending))
  return answered
}

process.on('disconnect', () => process.exit())
process.on('message', (order: LatencyOrder) => {
  measure(order).then(
    (report) => say({ kind: 'done', report }),
    (error: unknown) =>
      say({
        kind: 'failed',
        reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  )
})
say({ kind: 'ready' })
