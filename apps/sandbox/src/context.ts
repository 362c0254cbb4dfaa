import type { Ledger } from './ledger.ts'
import type { Call } from './provider.ts'
import type { Random } from './random.ts'
import type { Store } from './store/store.ts'
import type { Outbox } from './webhooks/outbox.ts'

/** What each provider is built on. */
export type ProviderContext = {
  store: Store
  ledger: Ledger
  outbox: Outbox
  random: Random
  now: () => number
  limits: ProviderLimits
}

export type ProviderLimits = {
  accounts: number
  /** Objects of one kind in one account. */
  objects: number
  /** Payments, charges, refunds, invoices or subscriptions in one account. */
  moneyObjects: number
  /** Events kept per account; the oldest are forgotten. */
  events: number
  /** How long `-late` holds a webhook back. */
  lateMs: number
  /** How long `-shuffle` holds back the `created` webhook so that the next one overtakes it. */
  shuffleMs: number
  /** False switches off FlashERP's protection against repeats. */
  dedupe: boolean
  /** Hosts beside loopback that webhooks may go to. */
  webhookHosts: readonly string[]
}

/** Who makes a change: a request, or somebody inside the provider (traffic, trigger, admin route). */
export type Origin = { kind: 'api'; call: Call } | { kind: 'inside' }

export const inside: Origin = { kind: 'inside' }

/** The members of an effect that come from its origin. */
export function traceOf(origin: Origin) {
  return origin.kind === 'api'
    ? {
        origin: 'api' as const,
        idempotencyKey: origin.call.idempotencyKey,
        bodySha256: origin.call.bodySha256,
        requestId: origin.call.requestId,
      }
    : { origin: 'inside' as const, idempotencyKey: null, bodySha256: null, requestId: null }
}
