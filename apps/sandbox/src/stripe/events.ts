import type { Origin, ProviderContext } from '../context.ts'
import { sentinelsOf } from '../faults/sentinels.ts'
import { freshId } from '../identifiers.ts'
import type { Answer, Parcel } from '../provider.ts'
import type { StripeCustomer } from './customer.ts'
import { invalidRequest, resourceMissing } from './errors.ts'
import { plainText } from './form.ts'
import { createdFilter, listAnswer } from './lists.ts'
import { stripeSignature } from './sign.ts'
import { defaultApiVersion, type StoredEndpoint, type StoredEvent, stripeState } from './state.ts'

export type CustomerEventType = 'customer.created' | 'customer.updated' | 'customer.deleted'

/** Records an event and queues it for every endpoint that listens. Returns the event's id. */
export function publish(
  ctx: ProviderContext,
  account: string,
  origin: Origin,
  type: CustomerEventType,
  customer: StripeCustomer,
  previousAttributes: Record<string, unknown> | null,
): string {
  const state = stripeState(ctx.store, account)
  const endpoints = [...state.endpoints.oldestFirst()].filter((stored) => listens(stored, type))
  const id = freshId('evt_1', 23)
  const created = Math.floor(ctx.now() / 1000)
  const call = origin.kind === 'api' ? origin.call : null
  const event = {
    id,
    object: 'event',
    api_version: defaultApiVersion,
    created,
    data: {
      object: customer,
      ...(previousAttributes === null ? {} : { previous_attributes: previousAttributes }),
    },
    livemode: false,
    pending_webhooks: endpoints.length,
    request: { id: call?.requestId ?? null, idempotency_key: call?.idempotencyKey ?? null },
    type,
  }
  state.events.put(id, { id, type, created, objectId: customer.id, json: JSON.stringify(event) })
  while (state.events.size > ctx.limits.events) {
    const [oldest] = state.events.keysOldestFirst()
    if (oldest === undefined) break
    state.events.remove(oldest)
  }
  const sentinels = sentinelsOf(customer.name ?? null)
  const delayMs = sentinels.includes('late')
    ? ctx.limits.lateMs
    : sentinels.includes('shuffle') && type === 'customer.created'
      ? ctx.limits.shuffleMs
      : 0
  for (const { id: endpointId } of endpoints) {
    const delivery = {
      provider: 'stripe',
      account,
      endpointId,
      eventId: id,
      eventType: type,
      objectId: customer.id,
    } as const
    ctx.outbox.enqueue(delivery, delayMs)
    if (sentinels.includes('twice')) ctx.outbox.enqueue(delivery, delayMs)
  }
  return id
}

function listens({ endpoint }: StoredEndpoint, type: string): boolean {
  return (
    endpoint.status === 'enabled' && endpoint.enabled_events.some((name) => name === '*' || name === type)
  )
}

/** One signed webhook. The signature carries the time of this try, the body is the same on every try. */
export async function stripeParcel(
  ctx: ProviderContext,
  delivery: { account: string; endpointId: string; eventId: string },
): Promise<Parcel | null> {
  const state = stripeState(ctx.store, delivery.account)
  const stored = state.endpoints.get(delivery.endpointId)
  const event = state.events.get(delivery.eventId)
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

export function retrieveEvent(ctx: ProviderContext, account: string, id: string): Answer {
  const event = stripeState(ctx.store, account).events.get(id)
  return event
    ? { status: 200, headers: { 'content-type': 'application/json' }, body: event.json }
    : resourceMissing('event', id)
}

/** Filters `type` (also `customer.*`), `types[]` and `created`; `delivery_success` is not modelled. */
export function listEvents(ctx: ProviderContext, account: string, query: URLSearchParams): Answer {
  return listAnswer<StoredEvent>({
    url: '/v1/events',
    noun: 'event',
    table: stripeState(ctx.store, account).events,
    query,
    visible: () => true,
    show: (event) => JSON.parse(event.json),
    filters: (form) => {
      const { type, types, created, ...others } = form
      const [unknown] = Object.keys(others)
      if (unknown !== undefined) {
        return {
          ok: false,
          answer: invalidRequest(`Received unknown parameter: ${unknown}`, unknown, 'parameter_unknown'),
        }
      }
      const inTime = createdFilter(created)
      if (!inTime) return { ok: false, answer: invalidRequest('Invalid created filter', 'created') }
      if (types !== undefined && (!Array.isArray(types) || types.length > 20)) {
        return {
          ok: false,
          answer: invalidRequest('Invalid array: types takes up to 20 event types', 'types'),
        }
      }
      const wanted = [
        ...(type === undefined ? [] : [plainText(type) ?? '']),
        ...(types ?? []).map((name) => plainText(name) ?? ''),
      ]
      const matches = (event: StoredEvent) =>
        wanted.length === 0 ||
        wanted.some((name) =>
          name.endsWith('*') ? event.type.startsWith(name.slice(0, -1)) : event.type === name,
        )
      return { ok: true, shows: (event) => matches(event) && inTime(event.created) }
    },
  })
}
