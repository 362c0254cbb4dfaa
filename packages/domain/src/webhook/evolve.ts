import type { EventData } from '../event/catalogue.ts'
import type { NewEvent } from '../event/envelope.ts'

export type Delivery =
  | { readonly status: 'none' }
  | { readonly status: 'received' }
  | { readonly status: 'routed'; readonly syncIds: readonly string[] }
  | { readonly status: 'ignored'; readonly reason: EventData<'WebhookIgnored'>['reason'] }
  | { readonly status: 'quarantined'; readonly reason: EventData<'WebhookQuarantined'>['reason'] }

export const initialDelivery: Delivery = { status: 'none' }

export function evolveDelivery(state: Delivery, event: NewEvent): Delivery {
  switch (event.type) {
    case 'WebhookReceived':
      return { status: 'received' }
    case 'WebhookRouted':
      return { status: 'routed', syncIds: (event.data as EventData<'WebhookRouted'>).syncIds }
    case 'WebhookIgnored':
      return { status: 'ignored', reason: (event.data as EventData<'WebhookIgnored'>).reason }
    case 'WebhookQuarantined':
      return { status: 'quarantined', reason: (event.data as EventData<'WebhookQuarantined'>).reason }
    default:
      return state
  }
}
