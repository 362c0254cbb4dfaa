import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { checkFixtures } from '../fixtures/index.ts'
import { endpointOf } from './endpoint.ts'
import { toKobo, toNaira } from './naira.ts'
import { meterSample, samples } from './samples/index.ts'
import { judge } from './verdict.ts'

function said(name: string): string {
  const sample = samples.find((one) => one.name === name)
  const endpoint = sample && endpointOf(sample.method, sample.path)
  if (!sample || !endpoint) throw new Error(`no sample ${name}`)
  const judged = judge(endpoint, sample.status, sample.response)
  if (judged.verdict === 'done') return 'done'
  if (judged.verdict === 'failed') return `failed ${judged.code} ${judged.certainty}`
  return `unknown ${judged.code} ${judged.requeryAfterMs.map((ms) => ms / 1_000).join(' ')}`
}

describe('an answer of BuyPower', () => {
  test.each([
    ['sold', 'done'],
    ['in progress', 'unknown OUTCOME_UNKNOWN 20 20 120'],
    ['not valid', 'failed PROVIDER_REFUSED rejected'],
    ['seen before', 'unknown OUTCOME_UNKNOWN 120 120 120'],
    ['an empty wallet', 'failed WALLET_INSUFFICIENT rejected'],
    ['an error there', 'unknown PROVIDER_ERROR 120 120 120'],
    ['a gateway', 'unknown PROVIDER_ERROR 120 120 120'],
    ['away', 'unknown PROVIDER_UNAVAILABLE 120 120 120'],
    ['moved', 'failed PROVIDER_UNAVAILABLE rejected'],
    ['too many', 'failed RATE_LIMIT_EXCEEDED not_executed'],
    ['sold after all', 'done'],
    ['sold, without a wrapper', 'done'],
    ['still at it', 'unknown OUTCOME_UNKNOWN 120 120 120'],
    ['failed', 'failed PROVIDER_REFUSED rejected'],
    ['never begun', 'failed RECORD_NOT_FOUND not_executed'],
    ['never heard of', 'failed RECORD_NOT_FOUND not_executed'],
    ['a meter', 'done'],
    ['no meter', 'failed METER_INVALID rejected'],
    ['the wallet', 'done'],
    ['the companies', 'done'],
    ['prices', 'done'],
  ])('that is «%s» means %s', (name, meaning) => expect(said(name)).toBe(meaning))

  it('says all that was sold, in kobo, whether amounts came as numbers or as texts', () => {
    const sold = {
      orderId: 'sample-order-1',
      token: '12345678901234567890',
      units: '68.4',
      paidKobo: 500_000,
      energyKobo: 465_116,
      taxKobo: 34_884,
      receipt: '1790000000123',
    }
    for (const name of ['sold', 'sold after all', 'sold, without a wrapper']) {
      const { path, method, response } = samples.find((one) => one.name === name) ?? samples[0]!
      expect(judge(endpointOf(method, path) ?? 'vend', 200, response)).toMatchObject({ value: sold })
    }
  })

  it('finds the token among the parcels where it stands nowhere else', () => {
    const { response } = samples[0] as { response: { data: object } }
    const told = judge('vend', 200, { ...response, data: { ...response.data, token: null } })
    expect(told).toMatchObject({ value: { token: '12345678901234567890' } })
  })

  it('about a meter says its limits in kobo', () => {
    expect(judge('check_meter', 200, meterSample)).toMatchObject({
      value: { minKobo: 35_050, maxKobo: 1_000_000_000, debtRepaymentKobo: 1_240, name: 'Amaka Obi' },
    })
    expect(judge('check_meter', 200, { error: true, responseCode: 201 })).toMatchObject({
      verdict: 'failed',
      code: 'METER_INVALID',
    })
  })

  test.each([
    ['nothing', undefined],
    ['a page', 'not JSON'],
    ['a no inside a yes', { status: false, responseCode: 202 }],
    ['a sale without an order', { status: true, data: { token: '1' } }],
    ['a sale that failed', { status: true, data: { orderId: 'sample-order-1', responseCode: 300 } }],
  ])('200 that holds %s settles nothing', (_what, json) => {
    for (const endpoint of ['vend', 'requery'] as const)
      expect(judge(endpoint, 200, json)).toMatchObject({ verdict: 'unknown' })
  })

  it('to a requery never says failed but where BuyPower itself says so', () => {
    for (let status = 200; status < 600; status += 1)
      for (const responseCode of [20, 100, 200, 201, 202, 203, 401, 500]) {
        const { verdict } = judge('requery', status, { status: false, responseCode })
        const certain = ['400 202', '400 203', '404 20'].includes(`${status} ${responseCode}`)
        expect(`${status} ${responseCode} ${verdict}`).toBe(
          `${status} ${responseCode} ${certain ? 'failed' : 'unknown'}`,
        )
      }
    expect(judge('requery', 404, undefined)).toMatchObject({ verdict: 'unknown', code: 'NOT_CONFIGURED' })
  })

  it('to a vend never says failed where it may have sold', () => {
    for (const status of [202, 302, 408, 409, 500, 502, 503, 504, 520, 599])
      for (const responseCode of [20, 100, 200, 201, 202, 203, 501])
        expect(judge('vend', status, { status: false, responseCode }).verdict).toBe('unknown')
  })

  it('is judged without throwing whatever it holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 100, max: 599 }), (json, status) => {
        for (const endpoint of ['vend', 'requery', 'check_meter', 'balance', 'discos', 'tariff'] as const)
          expect(['done', 'failed', 'unknown']).toContain(judge(endpoint, status, json).verdict)
      }),
    )
  })
})

describe('naira', () => {
  it('are kobo and back, exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999_999_999 }), (kobo) => toKobo(toNaira(kobo)) === kobo),
    )
    expect([toNaira(680_200), toNaira(680_250), toNaira(5)]).toEqual(['6802', '6802.50', '0.05'])
  })
  test.each([
    [1_701.1, 170_110],
    ['1701.00', 170_100],
    ['0.5', 50],
    [0, 0],
  ])('%j is %j', (naira, kobo) => expect(toKobo(naira)).toBe(kobo))
  test.each([-1, '-1', '1e3', 1.005, '', ' ', 'x', '1,000', null, {}, Number.NaN, 1e21])(
    '%j is none',
    (naira) => expect(toKobo(naira)).toBeNull(),
  )
})

describe('a file of an answer', () => {
  const check = (sample: object) =>
    checkFixtures([
      { name: 'a.json', text: JSON.stringify({ provider: 'buypower', kind: 'api_example', ...sample }) },
    ])

  it('is understood by its status and address, and shows no token', () => {
    for (const sample of samples) {
      const { passed, lines } = check(sample)
      expect(passed, sample.name).toBe(1)
      expect(lines[0]).not.toMatch(/12345678901234567890|1234-5678|5555|Amaka|45700123456/)
      expect(lines[0]).toContain(said(sample.name).split(' ')[0])
    }
  })

  it('that is a gateway’s page is told by its status', () => {
    const page = { method: 'POST', path: '/v2/vend', status: 502, response_raw: '<html>Bad gateway</html>' }
    expect(check(page).lines[0]).toMatch(/"verdict":"unknown","code":"PROVIDER_ERROR","next":"requery"/)
  })

  test.each([
    ['no status', { ...samples[0], status: undefined }],
    ['an address of nobody', { ...samples[0], path: '/v2/weather' }],
    ['no address', { ...samples[0], path: undefined }],
    ['a good answer of another shape', { ...samples[0], response: { weather: 'fine' } }],
  ])('with %s fails', (_what, sample) => expect(check(sample).failed).toBe(1))
})
