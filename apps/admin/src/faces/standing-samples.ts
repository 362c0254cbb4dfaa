import type { ConnectionStrip, ConnectionView, StandingView } from '@syncline/domain/view'
import { strips } from './overview-samples.ts'
import { ago, ahead, connections } from './samples.ts'

const dayS = 86_400
const [stripe, flasherp] = connections as [ConnectionView, ConnectionView]
const [calm, failing] = strips as [ConnectionStrip, ConnectionStrip]

const well = (connectionId: string): StandingView => ({
  connectionId,
  health: 'healthy',
  breaker: { state: 'closed', failures: 0, openUntil: null },
  limit: { calls: 100, windowMs: 1_000, used: 14 },
  credential: { kind: 'api_key', lastFour: '9c1e', createdAt: ago(41 * dayS), retiredAt: null },
  nextRunAt: ahead(1_680),
})

export const standings: readonly StandingView[] = connections.map(({ connectionId }) => well(connectionId))

/** After five failures in a row, with one call to come. */
export const atRest = {
  health: 'down',
  breaker: { state: 'open', failures: 5, openUntil: ahead(38) },
} as const

/** Several venues, and all that a connection can be. */
const shown: readonly {
  readonly view: Partial<ConnectionView>
  readonly standing?: Partial<StandingView>
  readonly slots?: ConnectionStrip['slots']
}[] = [
  { view: { provider: 'stripe', name: 'Stripe · Ember Café' }, slots: calm.slots },
  {
    view: { provider: 'square', name: 'Square · Ember Café' },
    standing: {
      health: 'down',
      breaker: { state: 'open', failures: 5, openUntil: ahead(18) },
      limit: { calls: 100, windowMs: 10_000, used: 31 },
    },
    slots: failing.slots,
  },
  {
    view: { provider: 'quickbooks', name: 'QuickBooks · Ember Café' },
    standing: {
      limit: { calls: 100, windowMs: 60_000, used: 94 },
      credential: { kind: 'refresh_token', lastFour: '77af', createdAt: ago(3_600), retiredAt: null },
    },
    slots: failing.slots.map((slot, index, all) =>
      index === all.length - 1 ? { ...slot, waited: 0, failed: 7 } : slot,
    ),
  },
  {
    view: { provider: 'mailchimp', name: 'Mailchimp · Regulars' },
    standing: {
      limit: { calls: 10, windowMs: 1_000, used: 1 },
      credential: { kind: 'api_key', lastFour: '-us6', createdAt: ago(97 * dayS), retiredAt: null },
      nextRunAt: null,
    },
    slots: calm.slots,
  },
  {
    view: {
      provider: 'quickbooks',
      name: 'QuickBooks · Brightwater Dental, the practice with the long name',
      venue: 'Brightwater Dental, Ikeja',
      reconnectSince: ago(7_200),
    },
    standing: { health: 'reconnect_needed', nextRunAt: null },
    slots: calm.slots.slice(0, -5),
  },
  {
    view: {
      provider: 'flasherp',
      name: 'FlashERP · Brightwater',
      venue: 'Brightwater Dental, Ikeja',
      disabledBecause: 'The till is being moved.',
    },
    standing: { nextRunAt: null },
    slots: calm.slots.slice(0, 20),
  },
  {
    view: { provider: 'buypower', name: 'BuyPower · Marina', venue: 'Marina Group' },
    standing: { health: null, credential: null, nextRunAt: null },
  },
]
const idOf = (index: number) => `${stripe.connectionId.slice(0, -2)}${index + 10}`

export const manyConnections = {
  connections: shown.map(({ view }, index) => ({ ...stripe, connectionId: idOf(index), ...view })),
  strips: shown.map(({ slots = [] }, index) => ({ connectionId: idOf(index), slots })),
  standings: shown.map(({ standing }, index) => ({ ...well(idOf(index)), ...standing })),
  flows: shown.map((_, index) => ({
    flowId: `many-${index}`,
    entity: 'customer' as const,
    sourceConnectionId: idOf(index),
    targetConnectionId: flasherp.connectionId,
    conflictPolicy: 'ask' as const,
  })),
}
