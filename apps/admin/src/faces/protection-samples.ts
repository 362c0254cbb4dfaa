import type { ProtectionView } from '@syncline/domain/view'
import { nowMs } from './samples.ts'

const ago = (seconds: number) => new Date(nowMs - seconds * 1_000).toISOString()

const looks = (bad: number): ProtectionView['looks'] =>
  Array.from({ length: 40 }, (_, n) => ({
    at: ago(120 + n * 900),
    health: n < bad ? (n < bad - 2 ? 'down' : 'degraded') : 'healthy',
    code: n < bad ? 'PROVIDER_UNAVAILABLE' : null,
    tookMs: 180 + (n % 7) * 20,
  }))

export const well: ProtectionView = {
  health: 'healthy',
  looks: looks(0),
  breaker: {
    state: 'closed',
    failures: 0,
    threshold: 5,
    openMs: 60_000,
    lastCode: null,
    lastFailedAt: null,
    openUntil: null,
  },
  limits: [{ of: 'account', calls: 100, windowMs: 60_000, used: 34, pausedUntil: null }],
  atOnce: null,
  policy: null,
  errors: [],
}

export const resting: ProtectionView = {
  ...well,
  health: 'down',
  looks: looks(5),
  breaker: {
    ...well.breaker,
    state: 'open',
    failures: 5,
    lastCode: 'PROVIDER_UNAVAILABLE',
    lastFailedAt: ago(22),
    openUntil: ago(-38),
  },
  limits: [
    { of: 'account', calls: 100, windowMs: 60_000, used: 100, pausedUntil: ago(-20) },
    { of: 'writes', calls: 20, windowMs: 10_000, used: 3, pausedUntil: null },
  ],
  atOnce: { most: 10, out: 3 },
  policy: {
    account: null,
    atOnce: null,
    writes: { calls: 20, windowMs: 10_000 },
    reads: null,
    breaker: null,
  },
  errors: [
    { code: 'PROVIDER_UNAVAILABLE', count: 5, lastAt: ago(22) },
    { code: 'RATE_LIMIT_EXCEEDED', count: 1, lastAt: ago(300) },
  ],
}

export const fresh: ProtectionView = { ...well, health: null, looks: [] }
