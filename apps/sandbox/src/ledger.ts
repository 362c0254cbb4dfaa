import type { ProviderName } from './provider.ts'
import type { Log } from './store/log.ts'
import type { Store } from './store/store.ts'

/** One request as one provider saw it. `status` is null while the answer is held back. */
export type RequestEntry = {
  /** RFC 3339, when the request had arrived whole. */
  at: string
  provider: ProviderName
  /** Null when the caller is not known. */
  account: string | null
  method: string
  path: string
  query: string
  idempotencyKey: string | null
  bodySha256: string
  /** At most 16 kB of the body as text. */
  body: string
  bodyBytes: number
  /** Status that was answered; `aborted` when the client left, or the sandbox cut the line, before a whole answer. */
  status: number | 'aborted' | null
  /** The operation ran (for this request: a replay runs nothing). */
  executed: boolean
  replayed: boolean
  /** The misbehaviour this request met: a sentinel (`-503`), `chaos:500`, `down`; null for none. */
  fault: string | null
  requestId: string
  durationMs: number
}

/**
 * The money an effect is about. `moved` is what it added to the sum of settled payments (or of settled refunds) in its
 * currency, negative when it took away: the sum over `moved` of payments, less that of refunds, is what was earned.
 */
export type EffectMoney = {
  kind: 'payment' | 'refund'
  /** Minor units, as the object says after the effect. */
  amount: number
  /** ISO 4217, capitals. */
  currency: string
  moved: number
}

/** One real change at a provider. */
export type EffectEntry = {
  at: string
  provider: ProviderName
  account: string
  entity: string
  objectId: string
  operation: 'create' | 'update' | 'delete'
  /** `api`: by a request; `inside`: by traffic, a trigger or an admin route. */
  origin: 'api' | 'inside'
  idempotencyKey: string | null
  externalRef: string | null
  bodySha256: string | null
  /** The version of the source object, when the body names one (`source_version`, also in metadata). */
  sourceVersion: string | number | null
  /** The provider's own version after the change, where it keeps one. */
  objectVersion: number | null
  /** Null where the object speaks of no money received or given back. */
  money: EffectMoney | null
  requestId: string | null
}

export type Ledger = { requests: Log<RequestEntry>; effects: Log<EffectEntry> }

export const ledgerBodyLimit = 16 * 1024
const bytesLimit = 96 * 1024 * 1024

/** @param maxEntries of each ledger; the oldest fall off beyond it */
export function openLedger(store: Store, maxEntries: number): Ledger {
  return {
    requests: store.log<RequestEntry>('requests', {
      entries: maxEntries,
      bytes: bytesLimit,
      sizeOf: (entry) => 400 + entry.body.length + entry.path.length,
    }),
    effects: store.log<EffectEntry>('effects', { entries: maxEntries, bytes: bytesLimit, sizeOf: () => 400 }),
  }
}

export type ProviderSummary = {
  requests: number
  /** Answers counted by status, `aborted` and `open` among them. */
  statuses: Record<string, number>
  executed: number
  replayed: number
  effects: number
  effectsByApi: number
  effectsInside: number
  /** Idempotency keys under which more than one request had effects. */
  keysWithSeveralEffects: number
  /** `external_ref`s of which more than one object was created. */
  refsCreatedTwice: number
  /** Writes sent again (method + path + body) under another idempotency key than before. */
  repeatsWithOtherKey: number
}
export type LedgerSummary = {
  providers: Record<string, ProviderSummary>
  dropped: { requests: number; effects: number }
}

/** Counts over what the ledgers still hold. */
export function summarize(ledger: Ledger, providers: readonly ProviderName[]): LedgerSummary {
  const summary: LedgerSummary = {
    providers: {},
    dropped: { requests: ledger.requests.dropped, effects: ledger.effects.dropped },
  }
  for (const provider of providers) summary.providers[provider] = summarizeProvider(ledger, provider)
  return summary
}

function summarizeProvider(ledger: Ledger, provider: ProviderName): ProviderSummary {
  const statuses: Record<string, number> = {}
  const keysByRequest = new Map<string, Set<string | null>>()
  let requests = 0
  let executed = 0
  let replayed = 0
  let repeatsWithOtherKey = 0
  for (const [, entry] of ledger.requests.after(0)) {
    if (entry.provider !== provider) continue
    requests += 1
    if (entry.executed) executed += 1
    if (entry.replayed) replayed += 1
    const status = String(entry.status ?? 'open')
    statuses[status] = (statuses[status] ?? 0) + 1
    if (entry.method === 'GET' || entry.account === null) continue
    const request = `${entry.account} ${entry.method} ${entry.path} ${entry.bodySha256}`
    const keys = keysByRequest.get(request)
    if (!keys) keysByRequest.set(request, new Set([entry.idempotencyKey]))
    else if (!keys.has(entry.idempotencyKey)) {
      keys.add(entry.idempotencyKey)
      repeatsWithOtherKey += 1
    }
  }
  return { requests, statuses, executed, replayed, ...countEffects(ledger, provider), repeatsWithOtherKey }
}

function countEffects(ledger: Ledger, provider: ProviderName) {
  const requestsPerKey = new Map<string, Set<string | null>>()
  const createdPerRef = new Map<string, number>()
  let effectsByApi = 0
  let effectsInside = 0
  for (const [, entry] of ledger.effects.after(0)) {
    if (entry.provider !== provider) continue
    if (entry.origin === 'api') effectsByApi += 1
    else effectsInside += 1
    if (entry.idempotencyKey !== null) {
      const key = `${entry.account} ${entry.idempotencyKey}`
      requestsPerKey.set(key, (requestsPerKey.get(key) ?? new Set()).add(entry.requestId))
    }
    if (entry.externalRef !== null && entry.operation === 'create') {
      count(createdPerRef, `${entry.account} ${entry.entity} ${entry.externalRef}`)
    }
  }
  return {
    effects: effectsByApi + effectsInside,
    effectsByApi,
    effectsInside,
    keysWithSeveralEffects: [...requestsPerKey.values()].filter((ids) => ids.size > 1).length,
    refsCreatedTwice: [...createdPerRef.values()].filter((times) => times > 1).length,
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
