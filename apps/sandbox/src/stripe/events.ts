import type { ProviderContext } from '../context.ts'
import { freshId } from '../identifiers.ts'
import type { Parcel } from '../provider.ts'
import type { NewDelivery } from '../webhooks/outbox.ts'
import { forgetOldest, queueWebhooks } from '../webhooks/queue.ts'
import type { StripeCharge } from './charge.ts'
import { platformOf } from './connect.ts'
import type { StripeCustomer } from './customer.ts'
import type { StripeInvoice } from './invoice.ts'
import type { StripePaymentIntent } from './payment-intent.ts'
import type { StripeRefund } from './refund.ts'
import { type StripeScope, secondsNow, stateOf } from './scope.ts'
import { stripeSignature } from './sign.ts'
import { defaultApiVersion, type StoredEndpoint, type StoredEvent, stripeState } from './state.ts'
import type { StripeSubscription } from './subscription.ts'

export const stripeEventTypes = [
  'customer.created',
  'customer.updated',
  'customer.deleted',
  'payment_intent.created',
  'payment_intent.requires_action',
  'payment_intent.amount_capturable_updated',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
  'charge.succeeded',
  'charge.failed',
  'charge.captured',
  'charge.updated',
  'charge.refunded',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'invoice.created',
  'invoice.updated',
  'invoice.finalized',
  'invoice.paid',
  'invoice.payment_failed',
  'invoice.voided',
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
] as const
export type StripeEventType = (typeof stripeEventTypes)[number]

type Told =
  | StripeCustomer
  | StripePaymentIntent
  | StripeCharge
  | StripeRefund
  | StripeInvoice
  | StripeSubscription

/** The name of the customer behind an object, on which sentinels hang; null for a guest. */
export function nameBehind(scope: StripeScope, object: Told): string | null {
  if (object.object === 'customer') return object.name ?? null
  const { customers, charges } = stateOf(scope)
  if (typeof object.customer === 'string') return customers.get(object.customer)?.customer.name ?? null
  if (object.object !== 'refund' || typeof object.charge !== 'string') return null
  const charge = charges.get(object.charge)
  return charge ? nameBehind(scope, charge) : null
}

/** Records an event and queues it for every endpoint that listens. */
export function publish(
  scope: StripeScope,
  type: StripeEventType,
  object: Told,
  previousAttributes: Record<string, unknown> | null,
): void {
  const { ctx, account, origin } = scope
  const { events } = stateOf(scope)
  const platform = platformOf(ctx, account)
  const endpoints = [...stripeState(ctx.store, platform).endpoints.oldestFirst()].filter((stored) =>
    listens(stored, type, platform !== account),
  )
  const id = freshId('evt_1', 23)
  const created = secondsNow(scope)
  const call = origin.kind === 'api' ? origin.call : null
  const event = {
    id,
    object: 'event',
    ...(platform === account ? {} : { account }),
    api_version: defaultApiVersion,
    created,
    data: {
      object,
      ...(previousAttributes === null ? {} : { previous_attributes: previousAttributes }),
    },
    livemode: false,
    pending_webhooks: endpoints.length,
    request: { id: call?.requestId ?? null, idempotency_key: call?.idempotencyKey ?? null },
    type,
  }
  events.put(id, { id, type, created, objectId: object.id, json: JSON.stringify(event) })
  forgetOldest(events, ctx.limits.events)
  scope.eventIds.push(id)
  const deliveries = endpoints.map(
    ({ id: endpointId }): NewDelivery => ({
      provider: 'stripe',
      account,
      endpointId,
      eventId: id,
      eventType: type,
      objectId: object.id,
    }),
  )
  queueWebhooks(ctx, nameBehind(scope, object), type.endsWith('.created'), deliveries)
}

function listens(
  { endpoint, registered, connect }: StoredEndpoint,
  type: string,
  connected: boolean,
): boolean {
  return (
    endpoint.status === 'enabled' &&
    (registered || connect === connected) &&
    endpoint.enabled_events.some((name) => name === '*' || name === type)
  )
}

/** One signed webhook. The signature carries the time of this try, the body is the same on every try. */
export async function stripeParcel(
  ctx: ProviderContext,
  delivery: { account: string; endpointId: string; eventId: string },
): Promise<Parcel | null> {
  const platform = platformOf(ctx, delivery.account)
  const stored = stripeState(ctx.store, platform).endpoints.get(delivery.endpointId)
  const event = stripeState(ctx.store, delivery.account).events.get(delivery.eventId)
  if (!stored || !event || stored.endpoint.status !== 'enabled') return null
  const body = inVersion(event, stored.endpoint.api_version)
  return {
    url: stored.endpoint.url,
    headers: {
      accept: '*/*; q=0.5, application/xml',
      'cache-control': 'no-cache',
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      'stripe-signature': await stripeSignature(body, stored.secret, Math.floor(ctx.now() / 1000)),
    },
    body,
  }
}

function inVersion(event: StoredEvent, version: string | null): string {
  if (version === null || version === defaultApiVersion) return event.json
  return JSON.stringify({ ...JSON.parse(event.json), api_version: version })
}
