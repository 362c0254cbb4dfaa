import type { EventData } from '../event/catalogue.ts'
import type { NewEvent } from '../event/envelope.ts'
import type { webhookEvents } from './events.ts'

type WebhookEventType = keyof typeof webhookEvents
export type WebhookEvent = { [Type in WebhookEventType]: NewEvent<Type, EventData<Type>> }[WebhookEventType]

interface Facts {
  /** Where its bytes are kept. */
  readonly payloadId: string
  /** The syncs it led to, as its newest routing says; a later verdict does not undo them. */
  readonly syncIds: readonly string[]
  /** How often it was replayed. */
  readonly replays: number
}

export type Delivery =
  | { readonly status: 'none' }
  | (Facts & { readonly status: 'received' | 'routed' })
  | (Facts & { readonly status: 'ignored'; readonly reason: EventData<'WebhookIgnored'>['reason'] })
  | (Facts & { readonly status: 'quarantined'; readonly reason: EventData<'WebhookQuarantined'>['reason'] })

export const initialDelivery: Delivery = { status: 'none' }

/** Folds one fact into the state; the newest verdict counts, and a replay waits for its own. */
export function evolveDelivery(state: Delivery, event: WebhookEvent): Delivery {
  if (event.type === 'WebhookReceived')
    return { status: 'received', payloadId: event.data.payloadId, syncIds: [], replays: 0 }
  if (state.status === 'none') return state
  const { payloadId, syncIds, replays } = state
  switch (event.type) {
    case 'WebhookRouted':
      return { status: 'routed', payloadId, syncIds: event.data.syncIds, replays }
    case 'WebhookIgnored':
      return { status: 'ignored', reason: event.data.reason, payloadId, syncIds, replays }
    case 'WebhookQuarantined':
      return { status: 'quarantined', reason: event.data.reason, payloadId, syncIds, replays }
    case 'WebhookReplayed':
      return { status: 'received', payloadId, syncIds, replays: replays + 1 }
  }
}
