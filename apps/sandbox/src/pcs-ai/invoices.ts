import { inside, type ProviderContext, traceOf } from '../context.ts'
import { freshId } from '../identifiers.ts'
import type { Parcel, Triggered, TriggerRequest } from '../provider.ts'
import type { Random } from '../random.ts'
import { bad, good, type Read } from '../shape.ts'
import { type PcsAccount, type PcsInvoice, pcsAccounts, pcsState } from './state.ts'

const vendors = [
  'Eko Linen Ltd',
  'Mainland Produce',
  'Ọjà Spices',
  'Harbour Ice & Cold',
  'Büro Köhler GmbH',
] as const

/** `invoice`: one that adds up. `wrong`: one that does not. `again`: the newest, a second time. */
export const pcsTriggers = ['invoice', 'wrong', 'again'] as const

/** An invoice read off some paper is pushed to the hub. */
export function triggerPcs(ctx: ProviderContext, event: string, request: TriggerRequest): Read<Triggered> {
  const scene = pcsTriggers.find((known) => known === event)
  if (!scene) return bad('event', `must be one of ${pcsTriggers.join(', ')}`)
  const owner = [...pcsAccounts(ctx.store).oldestFirst()].find(
    ({ account }) => request.account === null || request.account === account,
  )
  if (!owner) return bad('account', 'names no account of PCS AI; register one at /_sandbox/accounts')
  const { invoices } = pcsState(ctx.store, owner.account)
  if (scene === 'again') {
    const [newest] = invoices.newestFirst()
    const known = request.id === null ? newest : invoices.get(request.id)
    return known ? good(push(ctx, owner, known)) : bad('id', 'names no invoice')
  }
  if (invoices.size >= ctx.limits.moneyObjects) return bad('account', 'holds all the invoices it can')
  const body = invent(ctx.random, ctx.now(), request)
  const told = scene === 'wrong' ? { ...body, total: body.total + 1 } : body
  const invoice: PcsInvoice = { id: body.id, json: JSON.stringify(told), heard: [] }
  invoices.put(invoice.id, invoice)
  ctx.ledger.effects.append({
    at: new Date(ctx.now()).toISOString(),
    provider: 'pcs-ai',
    account: owner.account,
    entity: 'invoice',
    objectId: invoice.id,
    operation: 'create',
    ...traceOf(inside),
    externalRef: null,
    sourceVersion: null,
    objectVersion: null,
    money: null,
  })
  return good(push(ctx, owner, invoice))
}

function invent(random: Random, nowMs: number, request: TriggerRequest) {
  const day = (offset: number) => new Date(nowMs + offset * 86_400_000).toISOString().slice(0, 10)
  const lines = Array.from({ length: random.whole(1, 4) }, (_, index) => {
    const quantity = random.whole(1, 12)
    const unit_price = random.whole(5, 900) * 100
    return {
      description: `Item ${index + 1}`,
      quantity: String(quantity),
      unit_price,
      amount: quantity * unit_price,
    }
  })
  const priced =
    request.amount === null ? lines : [{ description: 'As agreed', quantity: '1', amount: request.amount }]
  const subtotal = priced.reduce((sum, { amount }) => sum + amount, 0)
  const tax = request.amount === null ? Math.round(subtotal * 0.075) : 0
  return {
    id: freshId('pcs_', 16),
    vendor: { name: request.name ?? random.pick(vendors) },
    number: `INV-${random.whole(10_000, 99_999)}`,
    issued_on: day(0),
    due_on: day(30),
    currency: request.currency?.toUpperCase() ?? 'USD',
    lines: priced,
    subtotal,
    tax,
    total: subtotal + tax,
  }
}

function push(ctx: ProviderContext, { account }: PcsAccount, { id }: PcsInvoice): Triggered {
  ctx.outbox.enqueue({
    provider: 'pcs-ai',
    account,
    endpointId: account,
    eventId: id,
    eventType: 'invoice',
    objectId: id,
  })
  return { objectId: id, eventIds: [id] }
}

/** The same body on every try; the key names the invoice, so that a repeat is known as one. */
export async function pcsParcel(
  ctx: ProviderContext,
  { account, eventId }: { account: string; eventId: string },
): Promise<Parcel | null> {
  const owner = pcsAccounts(ctx.store).get(account)
  const invoice = pcsState(ctx.store, account).invoices.get(eventId)
  if (!owner || !invoice) return null
  return {
    url: owner.intakeUrl,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'PCS-AI/1',
      'x-api-key': owner.apiKey,
      'idempotency-key': invoice.id,
    },
    body: invoice.json,
  }
}
