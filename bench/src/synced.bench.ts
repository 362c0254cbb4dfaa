import pg from 'pg'
import { askSandbox } from '../../tests/ask-sandbox.ts'
import { type Stack, startStack, until } from '../../tests/stack.ts'
import { type Bench, count, median } from './figures.ts'

const customers = 40
const sales = { count: 300, ratePerSecond: 10 }
const batch = 50
const rounds = 3

/**
 * The whole product with its sandbox: from the moment a sale's sync is in the log to the moment its success is, FlashERP
 * asked over HTTP in between; then fifty sales at one moment, until the last of them is synced.
 */
export const figures: Bench = async (context) => {
  const databaseUrl = await context.server.createDatabase('synced')
  const stack = await startStack({ DATABASE_URL: databaseUrl, SANDBOX_TRAFFIC: '0' })
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { objects } = await sell(stack, 'customer.created', { count: customers })
    await allSynced(client, 'customer', 0, customers)
    context.progress(`synced: ${objects.length} customers are there`)

    const before = await tip(client)
    await sell(stack, 'payment_intent.succeeded', sales)
    const waits = await allSynced(client, 'transaction', before, sales.count)
    const batches: number[] = []
    for (let round = 1; round <= rounds; round++) {
      const from = await tip(client)
      const begunAt = performance.now()
      await sell(stack, 'payment_intent.succeeded', { count: batch })
      await allSynced(client, 'transaction', from, batch)
      batches.push(performance.now() - begunAt)
      context.progress(`synced: ${batch} sales at once after ${batches.at(-1)?.toFixed(0)} ms`)
    }
    const quantile = (part: number) => waits[Math.floor(part * (waits.length - 1))] ?? Number.NaN
    const what = `one transaction requested to synced, ${sales.ratePerSecond}/s`
    return [
      count(`${what}, p50 ms`, quantile(0.5), 200),
      count(`${what}, p99 ms`, quantile(0.99), 500),
      count(`${batch} transactions at once until the last is synced, ms`, median(batches), 10_000),
    ]
  } finally {
    await client.end()
    await stack.stop()
  }
}

/** Makes things happen at the sandbox's Stripe. */
const sell = (stack: Stack, event: string, plan: { count: number; ratePerSecond?: number }) =>
  askSandbox<{ objects: string[] }>(stack.sandboxUrl, `/trigger/stripe/${event}`, plan)

async function tip(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ tip: string }>('select log.tip() as tip')
  return Number(rows[0]?.tip)
}

/** Waits for so many syncs to FlashERP that were asked for after a position. @returns how long each took, shortest first */
async function allSynced(
  client: pg.Client,
  entity: 'customer' | 'transaction',
  after: number,
  expected: number,
): Promise<readonly number[]> {
  return until(`${expected} of ${entity}`, async () => {
    const { rows } = await client.query<{ ms: number }>(
      `select extract(epoch from d.recorded_at - r.recorded_at)::float8 * 1000 as ms
       from log.event r join log.event d on d.organization_id = r.organization_id and d.stream = r.stream
         and d.type = 'SyncSucceeded'
       where r.position > $1 and r.type = 'SyncRequested' and r.data ->> 'provider' = 'flasherp'
         and r.data ->> 'entity' = $2 order by ms`,
      [after, entity],
    )
    return rows.length >= expected ? rows.map(({ ms }) => ms) : undefined
  })
}
