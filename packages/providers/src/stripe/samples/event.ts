import type Stripe from 'stripe'

/** When the things in the samples happened, Unix seconds. */
export const sampleSeconds = 1_790_000_000

export interface EventSample<Object = unknown> {
  readonly id: string
  readonly object: 'event'
  readonly api_version: string
  readonly created: number
  readonly data: { readonly object: Object; readonly previous_attributes?: Partial<Object> }
  readonly livemode: false
  readonly pending_webhooks: number
  readonly request: { readonly id: string; readonly idempotency_key: string | null } | null
  readonly type: string
}

export function eventSample<Object>(
  type: Stripe.Event['type'],
  object: Object,
  previous?: Partial<Object>,
): EventSample<Object> {
  return {
    id: `evt_Sample${type.replaceAll(/[^a-z]/g, '')}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: sampleSeconds + 60,
    data: { object, ...(previous ? { previous_attributes: previous } : {}) },
    livemode: false,
    pending_webhooks: 1,
    request: { id: 'req_Sample1', idempotency_key: null },
    type,
  }
}
