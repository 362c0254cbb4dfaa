import type { ProviderName } from './provider.ts'

/** So many calls in any window of this length. */
export interface CallLimit {
  readonly calls: number
  readonly windowMs: number
}

/** When a provider that keeps failing is left in peace, and for how long. */
export interface BreakerPolicy {
  /** Failures in a row. */
  readonly threshold: number
  readonly openMs: number
}

/** What a person set for a connection; null where it is the usual. Here, free of schemas, so that a page weighs no more by it. */
export const usualPolicy = { account: null, atOnce: null, writes: null, reads: null, breaker: null } as const

export const mostCalls = 10_000
export const mostCallsAtOnce = 1_000
export const callWindowMs = { min: 1_000, max: 3_600_000 } as const
export const breakerThreshold = { min: 1, max: 100 } as const
export const breakerOpenMs = { min: 1_000, max: 3_600_000 } as const

/** Where none is published: only a runaway meets it. */
const unpublished: CallLimit = { calls: 1_000, windowMs: 1_000 }

/** Of one account at the provider, by what the providers publish, or below it. */
const accountLimits: Readonly<Record<ProviderName, CallLimit>> = {
  stripe: { calls: 100, windowMs: 1_000 },
  square: { calls: 100, windowMs: 10_000 },
  quickbooks: { calls: 100, windowMs: 60_000 },
  mailchimp: { calls: 10, windowMs: 1_000 },
  flasherp: unpublished,
  buypower: unpublished,
  'pcs-ai': unpublished,
}
const stripeTestLimit: CallLimit = { calls: 25, windowMs: 1_000 }

/** @param isTest whether the account is one for trying things out, which some providers allow less */
export const usualLimit = (provider: ProviderName, isTest: boolean): CallLimit =>
  provider === 'stripe' && isTest ? stripeTestLimit : accountLimits[provider]

/** How many calls of one account may be out at once; null where the provider does not mind. */
export const usualAtOnce = (provider: ProviderName): number | null => (provider === 'mailchimp' ? 10 : null)

export const defaultBreaker: BreakerPolicy = { threshold: 5, openMs: 60_000 }
const quickbooksBreaker: BreakerPolicy = { threshold: 3, openMs: 30_000 }

/** @param installation what the installation sets for all providers that have no rule of their own */
export const usualBreaker = (
  provider: ProviderName,
  installation: BreakerPolicy = defaultBreaker,
): BreakerPolicy => (provider === 'quickbooks' ? quickbooksBreaker : installation)

/** Closed: calls go out. Half open: one goes out to see whether the provider is back. */
export const breakerStates = ['closed', 'open', 'half_open'] as const
export type BreakerState = (typeof breakerStates)[number]

/** How a connection is; `reconnect_needed`: its provider answers, and does not know us any more. */
export const healths = ['healthy', 'degraded', 'down', 'reconnect_needed'] as const
export type Health = (typeof healths)[number]
