import { describe, expect, test } from 'vitest'
import { fakeTarget, type RawAnswer } from '../testing/fake-target.ts'
import { at, canary, customer } from '../testing/records.ts'
import { customers, freshKey, planned, said } from './testing/writing.ts'

const secrets = { access_token: 'qbo_access_token_of_the_spec' }

const fault = (code: string, type = 'ValidationFault') =>
  JSON.stringify({
    Fault: { Error: [{ Message: 'Canary Nameson', Detail: 'canary@example.com', code }], type },
  })
const written = (changes: object = {}) =>
  JSON.stringify({
    Customer: { Id: '7', SyncToken: '4', DisplayName: canary.name, Notes: canary.note, ...changes },
  })

describe('an answer', () => {
  test.each<[string, 'create' | 'update', RawAnswer, string, number?]>([
    ['a fault with 200', 'create', { status: 200, body: fault('6000') }, 'PROVIDER_REFUSED rejected'],
    ['a missing field', 'create', { status: 400, body: fault('2020') }, 'REQUIRED_FIELD_MISSING rejected'],
    ['a strange member', 'create', { status: 400, body: fault('2010') }, 'PROVIDER_REFUSED rejected'],
    [
      'a reference to nobody',
      'create',
      { status: 400, body: fault('2500') },
      'DEPENDENCY_MISSING rejected retryable',
    ],
    ['not there', 'update', { status: 400, body: fault('610') }, 'RECORD_NOT_FOUND rejected'],
    ['a number used before', 'create', { status: 400, body: fault('6140') }, 'DUPLICATE_RECORD rejected'],
    [
      'a subscription that ended',
      'create',
      { status: 400, body: fault('6190') },
      'PROVIDER_FORBIDDEN rejected',
    ],
    [
      'its own trouble',
      'create',
      { status: 400, body: fault('10000', 'SystemFault') },
      'PROVIDER_ERROR unknown retryable',
    ],
    ['403', 'create', { status: 403, body: fault('3100', 'AUTHORIZATION') }, 'PROVIDER_FORBIDDEN rejected'],
    ['401 without a word', 'create', { status: 401, body: '' }, 'TOKEN_EXPIRED not_executed retryable'],
    ['404 of somebody else', 'create', { status: 404, body: '<h1>No</h1>' }, 'NOT_CONFIGURED rejected'],
    [
      'the throttle in XML',
      'create',
      {
        status: 429,
        body: '<Fault type="SERVICE"><Error code="3001"><Message>Canary</Message></Error></Fault>',
      },
      'RATE_LIMIT_EXCEEDED not_executed retryable',
      60_000,
    ],
    [
      'the throttle that says when',
      'create',
      { status: 429, headers: { 'retry-after': '7' }, body: '' },
      'RATE_LIMIT_EXCEEDED not_executed retryable',
      7_000,
    ],
    ['503', 'create', { status: 503, body: '' }, 'PROVIDER_UNAVAILABLE unknown retryable'],
    ['502', 'create', { status: 502, body: '<html>' }, 'PROVIDER_ERROR unknown retryable'],
    [
      'a redirect',
      'create',
      { status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
      'PROVIDER_MALFORMED_RESPONSE unknown retryable',
    ],
    ['200', 'create', { status: 200, body: written() }, 'done created'],
    [
      '200 of somebody else',
      'create',
      { status: 200, body: written({ DisplayName: 'Bola' }) },
      'PROVIDER_MALFORMED_RESPONSE unknown retryable',
    ],
    [
      '200 of another object',
      'update',
      { status: 200, body: written({ Id: '8' }) },
      'PROVIDER_MALFORMED_RESPONSE unknown retryable',
    ],
    [
      '200 cut',
      'create',
      { status: 200, body: written(), ending: 'cut' },
      'PROVIDER_MALFORMED_RESPONSE unknown retryable',
    ],
    [
      '200 that never ends',
      'create',
      { status: 200, body: written(), ending: 'hold' },
      'TIMEOUT unknown retryable',
    ],
  ])('%s', async (_what, on, answer, expected, retryAfterMs = 0) => {
    const fake = await fakeTarget(answer)
    try {
      const link = on === 'update' ? { externalId: '7', externalVersion: 3 } : null
      const outcome = await customers.send(planned(customer(canary), link), freshKey(), {
        baseUrl: fake.url,
        secrets,
        now: () => at(0),
        signal: new AbortController().signal,
      })
      expect(said(outcome)).toBe(expected)
      if (outcome.outcome === 'failed') expect(outcome.retryAfterMs).toBe(retryAfterMs)
      const shown = JSON.stringify(outcome)
      const { sourceId: _shown, ...personal } = canary
      for (const secret of [secrets.access_token, ...Object.values(personal)])
        expect(shown).not.toContain(secret)
    } finally {
      await fake.close()
    }
  })
})
