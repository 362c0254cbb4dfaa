import { describe, expect, it, test } from 'vitest'
import { codeOfRefusal, judgeSilence, maskDetail, retryAfterMs } from './answer.ts'

const now = new Date('2026-09-21T10:00:00.000Z')

test.each([
  ['0', 0],
  ['1', 1_000],
  [' 120 ', 120_000],
  ['999999999', 86_400_000],
  ['Mon, 21 Sep 2026 10:00:30 GMT', 30_000],
  ['Mon, 21 Sep 2026 09:59:00 GMT', 0],
  ['Mon, 21 Sep 2099 09:59:00 GMT', 86_400_000],
  ['Mon, 99 Sep 2026 10:00:30 GMT', 0],
  ['-5', 0],
  ['1.5', 0],
  ['soon', 0],
  ['', 0],
  [undefined, 0],
])('Retry-After «%s» is %d ms', (header, expected) => expect(retryAfterMs(header, now)).toBe(expected))

describe('a call without an answer', () => {
  const judge = (reason: Parameters<typeof judgeSilence>[0]['reason'], maybeSent: boolean) => {
    const { code, certainty, retryable } = judgeSilence({
      kind: 'unanswered',
      reason,
      maybeSent,
      durationMs: 0,
    })
    return `${code} ${certainty}${retryable ? ' retryable' : ''}`
  }
  it('is certain only when the socket never stood', () => {
    expect(judge('unreachable', false)).toBe('NETWORK_UNREACHABLE not_executed retryable')
    expect(judge('lost', true)).toBe('NETWORK_UNREACHABLE unknown retryable')
    expect(judge('timeout', true)).toBe('TIMEOUT unknown retryable')
    expect(judge('timeout', false)).toBe('NETWORK_UNREACHABLE not_executed retryable')
    expect(judge('not_http', true)).toBe('PROVIDER_MALFORMED_RESPONSE unknown retryable')
    expect(judge('aborted', true)).toBe('OUTCOME_UNKNOWN unknown retryable')
    expect(judge('aborted', false)).toBe('OUTCOME_UNKNOWN unknown retryable')
    expect(judge('address_refused', false)).toBe('NOT_CONFIGURED not_executed')
  })
})

it('names the reason why a plain question was refused', () => {
  const empty = { kind: 'whole', text: '', sizeBytes: 0 } as const
  expect(codeOfRefusal(200, { kind: 'timeout', sizeBytes: 3 })).toBe('TIMEOUT')
  expect(
    [200, 302, 400, 401, 403, 404, 429, 500, 502, 503].map((status) => codeOfRefusal(status, empty)),
  ).toEqual([
    'PROVIDER_MALFORMED_RESPONSE',
    'PROVIDER_MALFORMED_RESPONSE',
    'NOT_CONFIGURED',
    'INVALID_CREDENTIALS',
    'PROVIDER_FORBIDDEN',
    'NOT_CONFIGURED',
    'RATE_LIMIT_EXCEEDED',
    'PROVIDER_ERROR',
    'PROVIDER_ERROR',
    'PROVIDER_UNAVAILABLE',
  ])
})

describe('a provider’s own sentence', () => {
  it('loses addresses, numbers and keys', () => {
    const detail = maskDetail('ada@example.com (+234 803 123 4567)\nis known, key sk_test_0123456789')
    expect(detail).not.toMatch(/ada@|803|sk_test|\n/)
  })
  it('is cut at 300, never through a character', () => {
    expect(maskDetail('x'.repeat(300))).toHaveLength(300)
    const cut = maskDetail('🌿'.repeat(200))
    expect(cut.length).toBeLessThanOrEqual(300)
    expect(cut.isWellFormed()).toBe(true)
  })
})
