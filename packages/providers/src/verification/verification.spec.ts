import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import Stripe from 'stripe'
import { describe, expect, it, test } from 'vitest'
import type { Verdict, VerifyInput } from '../provider.ts'
import { type Verify, verifiers } from './index.ts'

const seconds = 1_790_000_000
const at = (offsetSeconds: number) => new Date((seconds + offsetSeconds) * 1_000)
const body = '{"id":"evt_1","note":"caf\u00e9 🌿"}'
const url = 'https://hub.example.com/api/webhooks/square/1'
const bytes = (text: string) => new TextEncoder().encode(text)
const said = (verdict: Verdict) => (verdict.ok ? 'accepted' : verdict.reason)

interface Scheme {
  readonly verify: Verify
  readonly secret: string
  readonly otherSecret: string
  readonly signatureHeader: string
  readonly signsTime: boolean
  readonly sign: (secret: string, text?: string, timestamp?: string) => Record<string, string>
}

const hmac = (key: string | Buffer, text: string, encoding: 'hex' | 'base64') =>
  createHmac('sha256', key).update(text).digest(encoding)

const schemes: Record<string, Scheme> = {
  stripe: {
    verify: verifiers.stripe,
    secret: 'whsec_first',
    otherSecret: 'whsec_second',
    signatureHeader: 'stripe-signature',
    signsTime: true,
    sign: (secret, text = body, timestamp = String(seconds)) => ({
      'stripe-signature': Stripe.webhooks.generateTestHeaderString({
        payload: text,
        secret,
        timestamp: Number(timestamp),
      }),
    }),
  },
  flasherp: {
    verify: verifiers.flasherp,
    secret: 'first secret é',
    otherSecret: 'second secret',
    signatureHeader: 'x-flasherp-signature',
    signsTime: true,
    sign: (secret, text = body, timestamp = String(seconds)) => ({
      'x-flasherp-timestamp': timestamp,
      'x-flasherp-signature': hmac(secret, `${timestamp}.${text}`, 'hex'),
    }),
  },
  square: {
    verify: verifiers.square,
    secret: 'square first',
    otherSecret: 'square second',
    signatureHeader: 'x-square-hmacsha256-signature',
    signsTime: false,
    sign: (secret, text = body) => ({ 'x-square-hmacsha256-signature': hmac(secret, url + text, 'base64') }),
  },
  intuit: {
    verify: verifiers.intuit,
    secret: 'intuit first',
    otherSecret: 'intuit second',
    signatureHeader: 'intuit-signature',
    signsTime: false,
    sign: (secret, text = body) => ({ 'intuit-signature': hmac(secret, text, 'base64') }),
  },
  mailchimp: {
    verify: verifiers.mailchimp,
    secret: 'mailchimp first',
    otherSecret: 'mailchimp second',
    signatureHeader: 'x-mailchimp-signature',
    signsTime: true,
    sign: (secret, text = body, timestamp = String(seconds)) => ({
      'x-mailchimp-signature': `t=${timestamp},v1=${hmac(secret, `${timestamp}.${text}`, 'hex')}`,
    }),
  },
  standardwebhooks: {
    verify: verifiers.standardwebhooks,
    secret: `whsec_${Buffer.from('first key of 24 bytes..').toString('base64')}`,
    otherSecret: `whsec_${Buffer.from('second key of 24 bytes.').toString('base64')}`,
    signatureHeader: 'webhook-signature',
    signsTime: true,
    sign: (secret, text = body, timestamp = String(seconds)) => ({
      'webhook-id': 'msg_1',
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${hmac(Buffer.from(secret.slice(6), 'base64'), `msg_1.${timestamp}.${text}`, 'base64')}`,
    }),
  },
}

describe.each(Object.entries(schemes))('%s', (_name, scheme) => {
  const { verify, secret, otherSecret, signatureHeader } = scheme
  const judge = (change: Partial<VerifyInput> = {}) =>
    said(
      verify({
        rawBody: bytes(body),
        headers: scheme.sign(secret),
        secrets: [secret],
        url,
        now: at(0),
        ...change,
      }),
    )

  it('accepts what was signed by other means than its own', () => {
    expect(judge()).toBe('accepted')
    expect(judge({ rawBody: bytes(''), headers: scheme.sign(secret, '') })).toBe('accepted')
  })

  it('takes either of two live secrets, and never a third', () => {
    expect(judge({ secrets: [otherSecret, secret] })).toBe('accepted')
    expect(judge({ secrets: [secret, otherSecret] })).toBe('accepted')
    expect(judge({ secrets: [otherSecret] })).toBe('signature_mismatch')
    expect(judge({ secrets: [otherSecret, `${otherSecret}AA==`, secret] })).not.toBe('accepted')
  })

  it('refuses a body that was changed or written anew', () => {
    for (const text of [
      `${body} `,
      body.replace('evt_1', 'evt_2'),
      JSON.stringify(JSON.parse(body), null, 1),
      '',
    ])
      expect(judge({ rawBody: bytes(text) })).toBe('signature_mismatch')
  })

  it('has nothing to go by without a secret', () => {
    for (const secrets of [[], [''], ['', '']]) {
      expect(judge({ secrets })).toBe('no_secret')
      expect(judge({ secrets, headers: { ...scheme.sign(secret), ...scheme.sign(secret, '') } })).toBe(
        'no_secret',
      )
    }
  })

  it('refuses a header that is absent, sent twice, huge or cut', () => {
    const headers = scheme.sign(secret)
    const signature = headers[signatureHeader] as string
    const given = (value: string | string[] | undefined) =>
      judge({ headers: { ...headers, [signatureHeader]: value } })
    expect(given(undefined)).toBe('header_missing')
    expect(given('')).toBe('header_missing')
    expect(given([signature])).toBe('header_malformed')
    expect(given([signature, signature])).toBe('header_malformed')
    expect(given(signature + ','.repeat(5_000))).toBe('header_malformed')
    for (let length = 1; length < signature.length; length += 1)
      expect(given(signature.slice(0, length))).not.toBe('accepted')
  })

  it('refuses any other letter in place of a right one', () => {
    const headers = scheme.sign(secret)
    const signature = headers[signatureHeader] as string
    const last = signature.length - 2
    const code = signature.charCodeAt(last)
    // The second and third have the right one as their low byte.
    for (const letter of [
      'é',
      String.fromCharCode(code + 0x100),
      String.fromCharCode(code + 0xff00),
      '\u0000',
      ' ',
    ])
      expect(
        judge({
          headers: {
            ...headers,
            [signatureHeader]: signature.slice(0, last) + letter + signature.slice(last + 1),
          },
        }),
      ).not.toBe('accepted')
  })

  if (scheme.signsTime)
    it('keeps to 300 seconds, both ways and exactly', () => {
      expect([299, 300, 301].map((age) => judge({ now: at(age) }))).toEqual([
        'accepted',
        'accepted',
        'too_old',
      ])
      expect([-299, -300, -301].map((age) => judge({ now: at(age) }))).toEqual([
        'accepted',
        'accepted',
        'from_the_future',
      ])
      expect(judge({ now: new Date(Number.NaN) })).toBe('too_old')
      expect(judge({ now: at(301), rawBody: bytes('other') })).toBe('signature_mismatch')
    })

  it('never throws and never accepts what was not signed, whatever comes', () => {
    const names = Object.keys(scheme.sign(secret))
    const real = scheme.sign(otherSecret)
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ maxLength: 80 }),
      fc.array(fc.string({ maxLength: 20 }), { maxLength: 3 }),
      fc.constantFrom(undefined, ...Object.values(real)),
      fc.integer().map((number) => `t=${number},v1=${'0'.repeat(64)}`),
      fc.double().map(String),
    )
    const input = fc.record({
      rawBody: fc.uint8Array({ maxLength: 100 }),
      headers: fc.record(Object.fromEntries(names.map((name) => [name, hostile]))),
      secrets: fc.array(fc.oneof(fc.constant(secret), fc.string({ unit: 'binary' })), { maxLength: 4 }),
      url: fc.string(),
      now: fc.date({ noInvalidDate: false }),
    })
    fc.assert(
      fc.property(input, (one) => verify(one as VerifyInput).ok === false),
      { numRuns: 2_000 },
    )
  })
})

describe('Stripe’s header', () => {
  const { sign, verify } = schemes.stripe as Scheme
  const right = sign('whsec_first')['stripe-signature']?.split('v1=')[1] as string
  const wrong = '0'.repeat(64)
  const judge = (header: string) =>
    said(
      verify({
        rawBody: bytes(body),
        headers: { 'stripe-signature': header },
        secrets: ['whsec_first'],
        url: '',
        now: at(0),
      }),
    )

  test.each([
    [`t=${seconds},v1=${right}`, 'accepted'],
    [`t=${seconds},v1=${wrong},v1=${right}`, 'accepted'],
    [`t=${seconds},v1=${right},v1=${wrong},v0=${wrong},v9=x`, 'accepted'],
    [`v1=${right},t=${seconds}`, 'accepted'],
    [`t=${seconds},v1=${wrong}`, 'signature_mismatch'],
    [`t=${seconds},v1=${right.toUpperCase()}`, 'signature_mismatch'],
    [`t=${seconds},v1=${right}0`, 'signature_mismatch'],
    [`t=${seconds},v1=`, 'signature_mismatch'],
    [`t=${seconds},v0=${right}`, 'header_malformed'],
    [`t=${seconds}`, 'header_malformed'],
    [`v1=${right}`, 'header_malformed'],
    [`t=,v1=${right}`, 'header_malformed'],
    [`t=NaN,v1=${right}`, 'header_malformed'],
    [`t=Infinity,v1=${right}`, 'header_malformed'],
    [`t=+${seconds},v1=${right}`, 'header_malformed'],
    [`t=-${seconds},v1=${right}`, 'header_malformed'],
    [`t=0${seconds},v1=${right}`, 'header_malformed'],
    [`t=${seconds}.0,v1=${right}`, 'header_malformed'],
    [`t=1.79e9,v1=${right}`, 'header_malformed'],
    [`t= ${seconds},v1=${right}`, 'header_malformed'],
    [`t=${seconds},t=${seconds},v1=${right}`, 'header_malformed'],
    [`t=${seconds},v1=${right}${`,v1=${wrong}`.repeat(20)}`, 'header_malformed'],
    [`t=٠,v1=${right}`, 'header_malformed'],
  ])('%s: %s', (header, verdict) => expect(judge(header)).toBe(verdict))
})

describe('FlashERP’s headers', () => {
  // openssl dgst -sha256 -hmac 'sample webhook secret' over '1790000000.{"id":"fev_1"}'
  const vector = {
    rawBody: bytes('{"id":"fev_1"}'),
    secrets: ['sample webhook secret'],
    url: '',
    now: at(0),
  }
  const signature = 'bf76e5580790536bf6116e0982225fd1beb2404a4126b4e6c4a05761d4a30351'
  const judge = (timestamp: string, given = signature) =>
    said(
      verifiers.flasherp({
        ...vector,
        headers: { 'x-flasherp-timestamp': timestamp, 'x-flasherp-signature': given },
      }),
    )

  it('agrees with openssl', () => expect(judge('1790000000')).toBe('accepted'))
  test.each([
    'NaN',
    '',
    '1790000000.0',
    '+1790000000',
    '-1790000000',
    '01790000000',
    ' 1790000000',
    '1e9',
    '9'.repeat(13),
  ])('refuses the time «%s»', (timestamp) => expect(judge(timestamp)).toMatch(/^header_/))
  test.each([
    signature.toUpperCase(),
    signature.slice(1),
    `${signature}a`,
    ` ${signature}`,
    `sha256=${signature}`,
  ])('refuses the signature %s', (given) => expect(judge('1790000000', given)).toBe('signature_mismatch'))
})

describe('Standard Webhooks’ headers', () => {
  const { sign, verify, secret } = schemes.standardwebhooks as Scheme
  const headers = sign(secret)
  const judge = (change: Record<string, string>, secrets = [secret]) =>
    said(verify({ rawBody: bytes(body), headers: { ...headers, ...change }, secrets, url: '', now: at(0) }))

  it('takes the right one out of several', () => {
    const right = headers['webhook-signature'] as string
    expect(judge({ 'webhook-signature': `v1,AAAA v1a,BBBB ${right}` })).toBe('accepted')
    expect(judge({ 'webhook-signature': right.replace('v1,', 'v2,') })).toBe('header_malformed')
  })
  it('can’t be led to cut id, time and body elsewhere', () => {
    const shifted = { 'webhook-id': 'msg_1.1790000000', 'webhook-timestamp': '1790000000' }
    expect(judge(shifted)).toBe('header_malformed')
  })
  it('refuses a secret that is no base64', () =>
    expect(judge({}, ['whsec_', 'whsec_é', 'whsec_A'])).toBe('no_secret'))
})

it('tells Square’s address byte for byte', () => {
  const { sign, verify, secret } = schemes.square as Scheme
  const input = { rawBody: bytes(body), headers: sign(secret), secrets: [secret], now: at(0) }
  expect(said(verify({ ...input, url }))).toBe('accepted')
  expect(said(verify({ ...input, url: `${url}/` }))).toBe('signature_mismatch')
})

describe('Mailchimp’s address', () => {
  const { sign, verify } = schemes.mailchimp as Scheme
  const secret = 'told & kept ü'
  const told = `https://hub.example.com/hook?secret=${encodeURIComponent(secret)}`
  const judge = (address: string, headers = {}, secrets = [secret], now = at(0)) =>
    said(verify({ rawBody: bytes(body), headers, secrets, url: address, now }))

  it('stands in for a signature where none is sent, at any time', () => {
    expect(judge(told)).toBe('accepted')
    expect(judge(told, {}, ['newer', secret], at(1e6))).toBe('accepted')
    expect(judge(told, {}, ['another'])).toBe('signature_mismatch')
    expect(judge(told, {}, [''])).toBe('no_secret')
  })
  it('never makes up for a bad one', () => {
    expect(judge(told, sign('another'))).toBe('signature_mismatch')
    expect(judge(told, { 'x-mailchimp-signature': '' })).toBe('header_missing')
    expect(judge(told, { 'x-mailchimp-signature': ['a', 'b'] })).toBe('header_malformed')
  })
  test.each([
    'https://hub.example.com/hook',
    'https://hub.example.com/hook?secret=',
    `${told}&secret=x`,
    `https://hub.example.com/hook#secret=${secret}`,
    'no address',
    '',
  ])('«%s» tells none', (address) => expect(judge(address)).toBe('header_missing'))
})
