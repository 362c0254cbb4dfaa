import { randomUUID } from 'node:crypto'
import type { ProviderContext } from '../context.ts'
import type { Parcel } from '../provider.ts'
import { forgetOldest, queueWebhooks } from '../webhooks/queue.ts'
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
  forgetOldest(events, ctx.limits.events)
  if (!squareAccount(ctx.store, account)?.webhookUrl) return id
  queueWebhooks(ctx, name, type.endsWith('.created'), [
    {
      provider: 'square',
      account,
      endpointId: account,
      eventId: id,
      eventType: type,
      objectId: data.id,
    },
  ])
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
