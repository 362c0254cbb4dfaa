import { describe, expect, it } from 'vitest'
import { countsAgainstProvider, judgeHealth, slowAnswerMs, usualBreaker, usualLimit } from './index.ts'

describe('health', () => {
  const judge = (code: Parameters<typeof judgeHealth>[0]['code'], failures: number, tookMs = 100) =>
    judgeHealth({ code, tookMs, failures })

  it('is judged by the answer, by how long it took and by how often there was none', () => {
    expect(judge(null, 0)).toBe('healthy')
    expect(judge(null, 0, slowAnswerMs + 1)).toBe('degraded')
    expect([1, 2, 3, 4].map((failures) => judge('NETWORK_UNREACHABLE', failures))).toEqual([
      'degraded',
      'degraded',
      'down',
      'down',
    ])
  })

  it('needs a person as soon as the provider does not know us', () => {
    for (const code of ['INVALID_CREDENTIALS', 'TOKEN_REFRESH_FAILED', 'PROVIDER_FORBIDDEN'] as const)
      expect(judge(code, 1), code).toBe('reconnect_needed')
  })
})

describe('a breaker', () => {
  it('counts what tells of trouble at the provider, and nothing else', () => {
    for (const code of ['NETWORK_UNREACHABLE', 'TIMEOUT', 'PROVIDER_UNAVAILABLE', 'PROVIDER_ERROR'] as const)
      expect(countsAgainstProvider(code), code).toBe(true)
    for (const code of [
      'PROVIDER_REFUSED',
      'RATE_LIMIT_EXCEEDED',
      'INVALID_CREDENTIALS',
      'OUTCOME_UNKNOWN',
      'CIRCUIT_OPEN',
      'VERSION_CONFLICT',
    ] as const)
      expect(countsAgainstProvider(code), code).toBe(false)
  })

  it('has the usual rule of its provider, else that of the installation', () => {
    expect(usualBreaker('stripe')).toEqual({ threshold: 5, openMs: 60_000 })
    expect(usualBreaker('stripe', { threshold: 9, openMs: 5_000 })).toEqual({ threshold: 9, openMs: 5_000 })
    expect(usualBreaker('quickbooks', { threshold: 9, openMs: 5_000 })).toEqual({
      threshold: 3,
      openMs: 30_000,
    })
  })
})

describe('the usual limit', () => {
  it('is what the provider allows an account, less for a test key of Stripe', () => {
    expect(usualLimit('stripe', false)).toEqual({ calls: 100, windowMs: 1_000 })
    expect(usualLimit('stripe', true)).toEqual({ calls: 25, windowMs: 1_000 })
    expect(usualLimit('square', true)).toEqual({ calls: 100, windowMs: 10_000 })
    expect(usualLimit('quickbooks', false)).toEqual({ calls: 100, windowMs: 60_000 })
    expect(usualLimit('mailchimp', false)).toEqual({ calls: 10, windowMs: 1_000 })
  })
})
