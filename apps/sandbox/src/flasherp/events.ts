import type { ProviderContext } from '../context.ts'
import { freshId } from '../identifiers.ts'
import type { Parcel } from '../provider.ts'
import { forgetOldest, queueWebhooks } from '../webhooks/queue.ts'
import type { Scope } from './scope.ts'
import { flashErpSignature } from './sign.ts'
import { type FlashErpObject, flashErpAccount, flashErpEvents } from './state.ts'

/** Records an event and queues its webhook, if the account has an address. Returns the event's id. */
export function publish(scope: Scope, verb: 'created' | 'updated', object: FlashErpObject): string {
  const { ctx, account, entity } = scope
  const id = freshId('fev_', 20)
  const type = `${entity.name}.${entity.announcesCreation ? verb : 'updated'}`
  const created_at = new Date(ctx.now()).toISOString()
  const events = flashErpEvents(ctx.store, account)
  events.put(id, {
    id,
    json: JSON.stringify({ id, type, entity: entity.name, created_at, data: { object } }),
  })
  forgetOldest(events, ctx.limits.events)
  if (!flashErpAccount(ctx.store, account)?.webhookUrl) return id
  queueWebhooks(ctx, entity.sentinelName(object), verb === 'created', [
    {
      provider: 'flasherp',
      account,
      endpointId: account,
      eventId: id,
      eventType: type,
      objectId: object.id,
    },
  ])
  return id
}

export async function flashErpParcel(
  ctx: ProviderContext,
  delivery: { account: string; eventId: string },
): Promise<Parcel | null> {
  const account = flashErpAccount(ctx.store, delivery.account)
  const event = flashErpEvents(ctx.store, delivery.account).get(delivery.eventId)
  if (!account?.webhookUrl || !account.webhookSecret || !event) return null
  const timestamp = String(Math.floor(ctx.now() / 1000))
  return {
    url: account.webhookUrl,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'FlashERP-Webhooks/1',
      'x-flasherp-timestamp': timestamp,
      'x-flasherp-signature': flashErpSignature(account.webhookSecret, timestamp, event.json),
    },
    body: event.json,
  }
}
