import { createHmac } from 'node:crypto'
import { describe, expect, it, test } from 'vitest'
import { checkWebhookVectors } from './conformance.ts'

const now = 1_790_000_000
const body = '{"id":"fev_1"}'
const secret = 'sample'
const signature = createHmac('sha256', secret).update(`${now}.${body}`).digest('hex')

const vector = (changes: Record<string, unknown> = {}) => ({
  provider: 'flasherp',
  now,
  body_b64: Buffer.from(body).toString('base64'),
  headers: { 'X-FlashERP-Timestamp': String(now), 'X-FlashERP-Signature': signature },
  secret,
  expect: 'accept',
  ...changes,
})
const stale = vector({ now: now + 301, expect: 'reject', mutation: 'old' })
const counts = ({ passed, failed, skipped }: ReturnType<typeof checkWebhookVectors>) => [
  passed,
  failed,
  skipped,
]

describe('a file of vectors', () => {
  it('passes when every verdict is the expected one', () => {
    const report = checkWebhookVectors([vector(), stale, vector({ secret: 'other', expect: 'reject' })])
    expect(counts(report)).toEqual([3, 0, 0])
    expect(report.reasons).toEqual({ flasherp: { accepted: 1, too_old: 1, signature_mismatch: 1 } })
    expect(report.lines).toEqual(['flasherp: 1 accepted, 2 rejected (too_old 1, signature_mismatch 1)'])
  })

  it('fails on a wrong verdict either way, and names it', () => {
    const report = checkWebhookVectors([
      vector(),
      stale,
      { ...stale, expect: 'accept' },
      vector({ expect: 'reject' }),
    ])
    expect(counts(report)).toEqual([2, 2, 0])
    expect(report.lines[0]).toBe('failed: vector 2 (flasherp, old): expected accept, was rejected as too_old')
    expect(report.lines[1]).toBe('failed: vector 3 (flasherp): expected reject, was accepted')
  })

  it('skips a provider without a verifier, also one named like what every object has', () => {
    const report = checkWebhookVectors([
      vector(),
      stale,
      vector({ provider: 'elsewhere' }),
      vector({ provider: 'constructor' }),
      vector({ provider: '__proto__' }),
    ])
    expect(counts(report)).toEqual([2, 0, 3])
    expect(report.lines).toContain('elsewhere: 1 skipped, no verifier in this build')
  })

  it('proves nothing with one kind alone, or with none', () => {
    expect(counts(checkWebhookVectors([vector()]))).toEqual([1, 1, 0])
    expect(counts(checkWebhookVectors([stale]))).toEqual([1, 1, 0])
    expect(counts(checkWebhookVectors([]))).toEqual([0, 1, 0])
    expect(counts(checkWebhookVectors([vector({ provider: 'elsewhere' })]))).toEqual([0, 1, 1])
  })

  test.each([null, undefined, {}, 'text', 7])('that is %j fails', (vectors) => {
    expect(counts(checkWebhookVectors(vectors))).toEqual([0, 1, 0])
  })

  test.each([
    [null, 'its top'],
    [vector({ provider: undefined }), 'provider'],
    [vector({ now: 'yesterday' }), 'now'],
    [vector({ now: null }), 'now'],
    [vector({ body_b64: '%%%' }), 'body_b64'],
    [vector({ headers: { a: 5 } }), 'headers.a'],
    [vector({ secret: null }), 'secret'],
    [vector({ expect: 'maybe' }), 'expect'],
  ])('fails on the malformed entry %#', (entry, place) => {
    const report = checkWebhookVectors([vector(), stale, entry])
    expect(counts(report)).toEqual([2, 1, 0])
    expect(report.lines[0]).toContain(`failed: vector 2: unreadable at ${place}`)
  })

  it('takes a header written in two ways for one sent twice', () => {
    const twice = vector({
      headers: {
        'x-flasherp-timestamp': String(now),
        'X-FLASHERP-SIGNATURE': signature,
        'x-flasherp-signature': signature,
      },
      expect: 'reject',
    })
    expect(counts(checkWebhookVectors([vector(), twice]))).toEqual([2, 0, 0])
  })

  it('survives a verifier that throws, and says so', () => {
    const verifiers = {
      flasherp: () => {
        throw new Error('tripped')
      },
    }
    const report = checkWebhookVectors([vector(), stale], { verifiers })
    expect(report.failed).toBeGreaterThanOrEqual(2)
    expect(report.lines[0]).toBe('failed: vector 0 (flasherp): the verifier threw')
  })

  it('catches a verifier that lets everything in, and one that lets nothing in', () => {
    const open = checkWebhookVectors([vector(), stale], { verifiers: { flasherp: () => ({ ok: true }) } })
    const shut = checkWebhookVectors([vector(), stale], {
      verifiers: { flasherp: () => ({ ok: false, reason: 'signature_mismatch' }) },
    })
    expect([counts(open), counts(shut)]).toEqual([
      [1, 1, 0],
      [1, 1, 0],
    ])
  })

  it('lists fifty failures and counts the rest, and refuses too many vectors', () => {
    const report = checkWebhookVectors(Array.from({ length: 60 }, () => vector({ expect: 'reject' })))
    expect(report.lines.filter((line) => line.startsWith('failed: vector'))).toHaveLength(50)
    expect(report.lines).toContain('failed: 11 more')
    expect(counts(checkWebhookVectors([vector(), stale, stale], { maxVectors: 2 }))).toEqual([0, 1, 0])
  })

  it('may be deliveries by scheme, each taken as it is and refused with one byte more', () => {
    const key = 'signature-key'
    const url = 'https://hub.example.com/hooks?venue=4'
    const signed = createHmac('sha256', key)
      .update(url + body)
      .digest('base64')
    const squares = { src: 'a test-suite', cases: [{ url, key, body, signature: signed }] }
    expect(
      counts(checkWebhookVectors({ square: squares, flasherp: { secret, timestamp: now, body, signature } })),
    ).toEqual([4, 0, 0])
    const other = { cases: [{ url: 'https://hub.example.com/hooks', key, body, signature: signed }] }
    expect(counts(checkWebhookVectors({ square: other }))).toEqual([1, 1, 0])
    expect(counts(checkWebhookVectors({ square: { cases: [{ body }] } }))).toEqual([0, 2, 0])
  })

  it('knows a secret beside a newer one, and Intuit by its product', () => {
    const rotated = vector({ secret: ['newer', secret] })
    const intuit = createHmac('sha256', secret).update(body).digest('base64')
    const headers = { 'intuit-signature': intuit }
    const quickbooks = vector({ provider: 'quickbooks', headers })
    expect(counts(checkWebhookVectors([rotated, stale, quickbooks]))).toEqual([3, 0, 0])
  })

  it('prints no control characters out of a file', () => {
    const report = checkWebhookVectors([vector({ provider: '\u001b[2Jx' })])
    expect(report.lines.join('\n')).not.toContain('\u001b')
  })
})
