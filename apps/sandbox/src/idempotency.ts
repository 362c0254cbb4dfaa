import type { Answer, IdempotencyManner, ProviderName } from './provider.ts'
import type { Store } from './store/store.ts'

type Kept = { id: string; fingerprint: string; answer: Answer; atMs: number }

export type Claim =
  | { kind: 'fresh'; keep(answer: Answer): void; release(): void }
  | { kind: 'replay'; stored: Answer; release(): void }
  | { kind: 'other_parameters' }
  | { kind: 'in_flight' }

export type IdempotencyKeys = {
  /** Takes a key for the time of one request. `release` must follow when its answer has gone or cannot go. */
  claim(
    account: string,
    request: { key: string; fingerprint: string },
    nowMs: number,
    manner: IdempotencyManner,
  ): Claim
}

/**
 * The memory of one provider for idempotency keys, per account.
 *
 * @param maxKeys oldest keys are forgotten beyond this number
 */
export function createIdempotencyKeys(
  store: Store,
  provider: ProviderName,
  maxKeys: number,
): IdempotencyKeys {
  const kept = store.table<Kept>(`${provider}/idempotency-keys`)
  const inFlight = new Set<string>()

  function forgetOld(nowMs: number, rememberedForMs: number): void {
    for (;;) {
      const [oldest] = kept.oldestFirst()
      if (!oldest || (kept.size <= maxKeys && nowMs - oldest.atMs < rememberedForMs)) return
      kept.remove(oldest.id)
    }
  }

  return {
    claim(account, { key, fingerprint }, nowMs, manner) {
      const id = `${account} ${key}`
      if (inFlight.has(id)) return { kind: 'in_flight' }
      forgetOld(nowMs, manner.rememberedForMs)
      const known = kept.get(id)
      if (known && known.fingerprint !== fingerprint) return { kind: 'other_parameters' }
      inFlight.add(id)
      const release = () => void inFlight.delete(id)
      if (known) return { kind: 'replay', stored: known.answer, release }
      const keep = (answer: Answer) => kept.put(id, { id, fingerprint, answer, atMs: nowMs })
      return { kind: 'fresh', keep, release }
    },
  }
}
