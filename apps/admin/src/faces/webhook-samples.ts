import type {
  DeliveryCounts,
  DeliveryDetail,
  DeliveryList,
  DeliveryRow,
  RefusedWebhook,
  TimelineEntry,
} from '@syncline/domain/view'
import * as details from './detail-samples.ts'
import * as samples from './samples.ts'

const ago = (seconds: number) => new Date(samples.nowMs - seconds * 1_000).toISOString()
const [stripe, erp] = samples.connections as [
  (typeof samples.connections)[number],
  (typeof samples.connections)[number],
]
const id = (number: number) => `0199b2c4-7a1e-7c3d-9e21-4d1f6a7e8b${String(number).padStart(2, '0')}`
const position = (number: number) => 48_201_900 - number * 7

function row(number: number, change: Partial<DeliveryRow>): DeliveryRow {
  const seconds = number * number * 41 + 4
  return {
    deliveryId: id(number),
    status: 'routed',
    reason: null,
    provider: 'stripe',
    connectionId: stripe.connectionId,
    connectionName: stripe.name,
    eventType: 'customer.updated',
    providerEventId: `evt_1SVq0${number}Kx7Lm2Qd`,
    sizeBytes: 1_840 + number * 13,
    syncs: 1,
    replays: 0,
    receivedAt: ago(seconds),
    settledAt: ago(seconds - 1),
    receivedPosition: position(number),
    lastPosition: position(number) + 1,
    ...change,
  }
}

const fromErp = {
  provider: 'flasherp',
  connectionId: erp.connectionId,
  connectionName: erp.name,
  eventType: 'invoice.updated',
} as const

export const rows: readonly DeliveryRow[] = [
  row(0, { status: 'received', syncs: 0, settledAt: null }),
  row(1, { eventType: 'payment_intent.succeeded' }),
  row(2, { status: 'quarantined', reason: 'unexpected_shape', syncs: 0 }),
  row(3, { ...fromErp, providerEventId: 'wh_77120' }),
  row(4, { eventType: 'payout.paid', status: 'ignored', reason: 'unknown_type', syncs: 0 }),
  row(5, { eventType: 'invoice.finalized', syncs: 2, replays: 2 }),
  row(6, { ...fromErp, status: 'ignored', reason: 'echo', syncs: 0, providerEventId: 'wh_77098' }),
  row(7, {
    eventType: '',
    status: 'quarantined',
    reason: 'not_json',
    syncs: 0,
    providerEventId: 'digest:9f2c61d07b1e',
  }),
  row(8, { eventType: 'customer.subscription.trial_will_end' }),
  row(9, { status: 'ignored', reason: 'outdated', syncs: 0 }),
  row(10, { eventType: 'charge.succeeded', status: 'ignored', reason: 'covered', syncs: 0, replays: 1 }),
  row(11, { eventType: 'customer.created' }),
]

export const list: DeliveryList = {
  rows,
  hasOlder: true,
  hasNewer: false,
  position: 48_201_900,
  behind: false,
}
export const emptyList: DeliveryList = { ...list, rows: [], hasOlder: false, position: 0 }
export const counts: DeliveryCounts = {
  byStatus: { received: 1, routed: 3_204, ignored: 871, quarantined: 2 },
  total: 4_078,
  position: 48_201_900,
}
export const noCounts: DeliveryCounts = {
  byStatus: { received: 0, routed: 0, ignored: 0, quarantined: 0 },
  total: 0,
  position: 0,
}
export const refused: readonly RefusedWebhook[] = [
  {
    connectionId: stripe.connectionId,
    connectionName: stripe.name,
    refusedAt: ago(95),
    reason: 'signature_mismatch',
    sizeBytes: 2_204,
  },
  {
    connectionId: erp.connectionId,
    connectionName: erp.name,
    refusedAt: ago(4_100),
    reason: 'too_old',
    sizeBytes: 911,
  },
]

const payload = {
  id: 'evt_1SVq05Kx7Lm2Qd',
  object: 'event',
  created: 1_795_180_303,
  type: 'invoice.finalized',
  data: {
    object: {
      id: 'in_1SVq0aKx7Lm2Qd',
      customer: 'cus_TQ2m81',
      customer_email: 'a•••',
      currency: 'ngn',
      amount_due: 18_450_000,
      lines: { data: [{ description: 'S•••', amount: 18_450_000, quantity: 2 }] },
      metadata: {},
    },
  },
}

const detailRow = rows[5] as DeliveryRow
const entry = (step: number, type: string, data: TimelineEntry['data'], person = false): TimelineEntry => ({
  position: detailRow.receivedPosition + step,
  type,
  occurredAt: new Date(Date.parse(detailRow.receivedAt) + step * 900).toISOString(),
  by: person
    ? { actor: 'user:u1', name: 'Ngozi Adeyemi' }
    : { actor: step === 0 ? 'provider:stripe' : 'system:router', name: null },
  data,
})
const syncIds = [details.syncedDetail.row.syncId, details.failedDetail.row.syncId]

export const routedDetail: DeliveryDetail = {
  row: detailRow,
  accountId: null,
  headers: {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    'stripe-signature': '•••',
  },
  timeline: [
    entry(0, 'WebhookReceived', { connectionId: stripe.connectionId, eventType: 'invoice.finalized' }),
    entry(1, 'WebhookIgnored', { reason: 'no_flow' }),
    entry(400, 'WebhookReplayed', { reason: 'The flow of invoices is on now' }, true),
    entry(401, 'WebhookRouted', { syncIds }),
  ],
  payload: { state: 'shown', text: JSON.stringify(payload, null, 2), json: true, whole: true },
  syncs: [details.syncedDetail.row, details.failedDetail.row],
  correlationId: detailRow.deliveryId,
  position: 48_201_900,
  behind: false,
}
const quarantinedRow = rows[7] as DeliveryRow
export const quarantinedDetail: DeliveryDetail = {
  ...routedDetail,
  row: quarantinedRow,
  timeline: [
    entry(0, 'WebhookReceived', { eventType: '' }),
    entry(1, 'WebhookQuarantined', { reason: 'not_json' }),
  ],
  payload: { state: 'shown', text: '<html>Bad gateway', json: false, whole: false },
  syncs: [],
  headers: {},
}
export const expiredDetail: DeliveryDetail = { ...routedDetail, payload: { state: 'expired' } }
export const waitingDetail: DeliveryDetail = {
  ...routedDetail,
  row: rows[0] as DeliveryRow,
  timeline: routedDetail.timeline.slice(0, 1),
  syncs: [],
}
