import { randomUUID } from 'node:crypto'
import type { ProviderContext } from '../context.ts'
import { sentinelsOf } from '../faults/sentinels.ts'
import type { Parcel } from '../provider.ts'
import { squareSignature } from './sign.ts'
import { squareAccount, squareEvents } from './state.ts'

export type SquareNews = {
  /** `customer.created` */
  type: string
  data: { type: string; id: string; deleted?: true; object?: Record<string, unknown> }
  /** The name that sentinels hang on. */
  name: string | null
}

/** Records an event and queues its webhook, if the account has an address. Returns the event's id. */
export function publish(ctx: ProviderContext, account: string, { type, data, name }: SquareNews): string {
  const id = randomUUID()
  const createdAt = new Date(ctx.now()).toISOString()
  const events = squareEvents(ctx.store, account)
  const json = JSON.stringify({ merchant_id: account, type, event_id: id, created_at: createdAt, data })
  events.put(id, { id, createdAt, json })
  while (events.size > ctx.limits.events) {
    const [oldest] = events.keysOldestFirst()
    if (oldest === undefined) break
    events.remove(oldest)
  }
  if (!squareAccount(ctx.store, account)?.webhookUrl) return id
  const sentinels = sentinelsOf(name)
  const overtaken = sentinels.includes('shuffle') && type.endsWith('.created')
  const delayMs = sentinels.includes('late') ? ctx.limits.lateMs : overtaken ? ctx.limits.shuffleMs : 0
  const delivery = {
    provider: 'square',
    account,
    endpointId: account,
    eventId: id,
    eventType: type,
    objectId: data.id,
  } as const
  ctx.outbox.enqueue(delivery, delayMs)
  if (sentinels.includes('twice')) ctx.outbox.enqueue(delivery, delayMs)
  return id
}

export async function squareParcel(
  ctx: ProviderContext,
  delivery: { account: string; eventId: string },
): Promise<Parcel | null> {
  const account = squareAccount(ctx.store, delivery.account)
  const event = squareEvents(ctx.store, delivery.account).get(delivery.eventId)
  if (!account?.webhookUrl || !account.signatureKey || !event) return null
  return {
    url: account.webhookUrl,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Square Connect v2',
      'square-environment': 'Sandbox',
      'square-initial-delivery-timestamp': event.createdAt,
      'x-square-hmacsha256-signature': squareSignature(account.signatureKey, account.webhookUrl, event.json),
    },
    body: event.json,
  }
}
