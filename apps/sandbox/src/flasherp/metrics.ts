import type { ProviderContext } from '../context.ts'
import { jsonAnswer, type Result } from '../provider.ts'
import { entities } from './entities.ts'
import { validation } from './errors.ts'
import { isInstant } from './fields.ts'
import { objectTables } from './state.ts'
import type { FlashErpTransaction } from './transaction.ts'

/**
 * `{from, to, created: {customers, transactions, …}, money: [{currency, payments, refunds, net}]}`: objects created, and
 * money of succeeded transactions that occurred, from `from` (inclusive) to `to` (exclusive).
 */
export function readMetrics(ctx: ProviderContext, account: string, query: URLSearchParams): Result {
  const bounds: Record<string, number> = { from: 0, to: ctx.now() + 1 }
  for (const [name, value] of query) {
    if (!Object.hasOwn(bounds, name)) return refused(`${name} is not a known parameter.`, name)
    if (!isInstant(value)) return refused(`${name} must be an RFC 3339 time.`, name)
    bounds[name] = Date.parse(value)
  }
  const { from = 0, to = 0 } = bounds
  const within = (time: string) => Date.parse(time) >= from && Date.parse(time) < to
  const created: Record<string, number> = {}
  for (const plural of entities.keys()) {
    created[plural] = 0
    for (const { created_at: at } of objectTables(ctx.store, account, plural).objects.oldestFirst())
      if (within(at)) created[plural] += 1
  }
  const money = moneyOf(ctx, account, within)
  const span = { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
  return { executed: true, answer: jsonAnswer(200, { ...span, created, money }) }
}

function moneyOf(ctx: ProviderContext, account: string, within: (time: string) => boolean) {
  const sums = new Map<string, { currency: string; payments: number; refunds: number; net: number }>()
  const { objects } = objectTables<FlashErpTransaction>(ctx.store, account, 'transactions')
  for (const { status, type, amount, occurred_at: at } of objects.oldestFirst()) {
    if (status !== 'succeeded' || !within(at)) continue
    const sum = sums.get(amount.currency) ?? { currency: amount.currency, payments: 0, refunds: 0, net: 0 }
    if (type === 'payment') sum.payments += amount.amount
    else sum.refunds += amount.amount
    sum.net = sum.payments - sum.refunds
    sums.set(amount.currency, sum)
  }
  return [...sums.values()].sort((one, other) => (one.currency < other.currency ? -1 : 1))
}

const refused = (message: string, field: string): Result => ({
  executed: false,
  answer: validation(message, field),
})
