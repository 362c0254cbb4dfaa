import { entities } from '@syncline/domain/connection'
import { type CanonicalRecord, canonicalRecord } from '@syncline/domain/record'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Provider, Verdict } from '../provider.ts'
import type { WebhookHarness } from './harness.ts'
import { amounts, at, seconds, unicodeNames } from './records.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

/** Authenticity and meaning of what comes in. */
export function describeWebhook(provider: Provider, harness: WebhookHarness): void {
  const { webhook } = provider
  if (!webhook) throw new Error('The harness has webhooks and the provider has none')
  const { secret, sign, samples, signatureHeader, unrouted, covered, pointers = [], vectors = [] } = harness
  const { encode = JSON.stringify, nameIn = customerName, namedBody, money } = harness
  const rawOf = (body: unknown) => bytes(encode(body))
  /** Under whatever entity the body is asked for. */
  const recordsIn = (raw: Uint8Array): CanonicalRecord[] =>
    entities.map((entity) => webhook.record(raw, entity)).filter((record) => record !== null)
  const said = (verdict: Verdict) => (verdict.ok ? 'accepted' : verdict.reason)
  const verify = (text: string, headers: Record<string, unknown>, now = at(0), secrets: unknown = [secret]) =>
    said(webhook.verify({ rawBody: bytes(text), headers, secrets, url: 'https://x', now } as never))

  describe('verify', () => {
    const body = encode(samples[0]?.body)
    it('accepts every sample as the provider signs it', () => {
      for (const sample of samples) {
        const text = encode(sample.body)
        expect(verify(text, sign(text, secret, seconds)), sample.name).toBe('accepted')
      }
    })
    it('refuses another body, another secret, no signature', () => {
      const headers = sign(body, secret, seconds)
      expect(verify(`${body} `, headers)).toBe('signature_mismatch')
      expect(verify(body, headers, at(0), ['another'])).toBe('signature_mismatch')
      expect(verify(body, { ...headers, [signatureHeader]: undefined })).toBe('header_missing')
      expect(verify(body, headers, at(0), [])).toBe('no_secret')
    })
    it('takes the old secret and the new one while both live', () => {
      const headers = sign(body, secret, seconds)
      expect(verify(body, headers, at(0), ['newer', secret])).toBe('accepted')
      expect(verify(body, headers, at(0), ['newest', 'newer', secret])).toBe('signature_mismatch')
    })
    if (provider.manifest.webhook.signsTime)
      it('bounds the clock at exactly 300 s both ways', () => {
        const headers = sign(body, secret, seconds)
        const verdicts = [-301, -300, -299, 299, 300, 301].map((offset) => verify(body, headers, at(offset)))
        expect(verdicts).toEqual([
          'from_the_future',
          'accepted',
          'accepted',
          'accepted',
          'accepted',
          'too_old',
        ])
      })
    test.each(vectors)('accepts what $from signed, and no other body', (vector) => {
      const judge = (text: string, offset = 0) =>
        said(
          webhook.verify({
            rawBody: bytes(text),
            headers: vector.headers,
            secrets: [vector.secret],
            url: vector.url ?? '',
            now: new Date((vector.unixSeconds + offset) * 1_000),
          }),
        )
      expect(judge(vector.rawBody)).toBe('accepted')
      expect(judge(`${vector.rawBody} `)).toBe('signature_mismatch')
      expect(judge(vector.rawBody, 301)).toBe(provider.manifest.webhook.signsTime ? 'too_old' : 'accepted')
    })
    it('never throws and lets nothing in, over 2,000 hostile deliveries', () => {
      const names = Object.keys(sign(body, secret, seconds))
      const value = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.array(fc.string(), { maxLength: 3 }),
        fc.constantFrom(undefined, null, 0, {}, `t=${seconds},v1=${'0'.repeat(64)}`, String(seconds)),
      )
      const headers = fc.record(Object.fromEntries(names.map((header) => [header, value])))
      const secrets = fc.array(fc.oneof(fc.constant(secret), fc.string()), { maxLength: 3 })
      fc.assert(
        fc.property(
          fc.string(),
          headers,
          fc.date({ noInvalidDate: false }),
          secrets,
          (text, given, now, keys) => {
            return verify(text, given, now, keys) !== 'accepted'
          },
        ),
        { numRuns: 2_000 },
      )
    })
  })

  describe('what a body means', () => {
    test.each(samples)('$name', ({ body, eventType, entity, operation }) => {
      const raw = rawOf(body)
      expect(webhook.describe(raw)).toMatchObject({ ok: true, eventType })
      const reading = webhook.read(raw)
      if (!reading.ok) throw new Error(reading.reason)
      expect(reading).toMatchObject({ notices: [{ entity, operation }], ignored: null })
      const [record, ...others] = recordsIn(raw)
      expect(others).toEqual([])
      expect(canonicalRecord.parse(record)).toEqual(record)
      expect(record).toMatchObject({
        entity,
        sourceId: reading.notices[0]?.sourceId,
        deleted: operation === 'delete',
      })
    })
    it('is nothing for a type that is not routed', () => {
      const raw = rawOf(unrouted.body)
      expect(webhook.describe(raw)).toMatchObject({ ok: true, eventType: unrouted.eventType })
      expect(webhook.read(raw)).toEqual({ ok: true, notices: [], ignored: 'unknown_type' })
      expect(recordsIn(raw)).toEqual([])
    })
    test.each(covered)('$name is told by another event', ({ body }) => {
      const raw = rawOf(body)
      expect(webhook.read(raw)).toEqual({ ok: true, notices: [], ignored: 'covered' })
      expect(recordsIn(raw)).toEqual([])
    })
    test.each(pointers)('$name points to an object without telling it', ({ body, entity }) => {
      const raw = rawOf(body)
      expect(webhook.describe(raw)).toMatchObject({ ok: true })
      expect(webhook.read(raw)).toMatchObject({ notices: [{ entity }], ignored: null })
      expect(recordsIn(raw)).toEqual([])
    })
    if (namedBody)
      it('keeps names in any script, and knows none from empty', () => {
        const nameOf = (name: string | null) => {
          const [record] = recordsIn(bytes(namedBody(name)))
          if (!record) throw new Error('no record')
          return nameIn(record)
        }
        for (const one of unicodeNames) expect(nameOf(one)).toBe(one)
        for (const none of [null, '', '   ']) expect(nameOf(none)).toBeNull()
      })
    else
      it('only points to what lives, and tells nobody’s name', () => {
        expect(samples.filter(({ operation }) => operation === 'upsert')).toEqual([])
        expect(pointers).not.toEqual([])
      })
    if (money)
      test.each(amounts)('keeps an amount %s', (_what, amount) => {
        const [record] = recordsIn(bytes(money.body(amount)))
        expect(record && money.amountIn(record)).toEqual(amount)
      })
    test.each(encode === JSON.stringify ? hostileBodies : hostileForms)(
      'is refused and nothing thrown for %s',
      (_what, raw, reason) => {
        expect(webhook.describe(raw)).toEqual({ ok: false, reason })
        expect(webhook.read(raw)).toEqual({ ok: false, reason })
        expect(recordsIn(raw)).toEqual([])
      },
    )
    it('never throws, whatever a member of a sample becomes', () => {
      const at = fc.constantFrom(...[...samples, ...pointers].map(({ body }) => JSON.stringify(body)))
      const junk = fc.jsonValue({ maxDepth: 3 })
      fc.assert(
        fc.property(at, fc.nat(), junk, (text, place, value) => {
          const raw = rawOf(replaceAt(JSON.parse(text), place, value))
          webhook.describe(raw)
          webhook.split?.(raw)
          const reading = webhook.read(raw)
          const records = recordsIn(raw)
          const notices = reading.ok ? reading.notices : []
          // Whoever gives a notice gives a record, unless it is known to point only, and one that fits the hub.
          expect(records.length).toBeLessThanOrEqual(notices.length)
          if (pointers.length === 0) expect(records).toHaveLength(notices.length)
          for (const record of records) {
            canonicalRecord.parse(record)
            expect(notices.map(({ sourceId }) => sourceId)).toContain(record.sourceId)
          }
        }),
        { numRuns: 1_000 },
      )
    })
  })
}

const hostileBodies: [what: string, raw: Uint8Array, reason: 'not_json' | 'unexpected_shape'][] = [
  ['nothing', bytes(''), 'not_json'],
  ['half of a body', bytes('{"id":"evt_1","ty'), 'not_json'],
  ['bytes that are no UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 'not_json'],
  ['a megabyte of brackets', bytes('['.repeat(1_000_000)), 'not_json'],
  ['a deep list', bytes(`${'['.repeat(200_000)}${']'.repeat(200_000)}`), 'unexpected_shape'],
  ['null', bytes('null'), 'unexpected_shape'],
  ['a number', bytes('1e999'), 'unexpected_shape'],
  ['a list', bytes('[]'), 'unexpected_shape'],
  ['an id that is none', bytes('{"id":"a\\u0000b","type":"customer.created"}'), 'unexpected_shape'],
  ['a type of the wrong kind', bytes('{"id":"evt_1","type":{"a":1}}'), 'unexpected_shape'],
  ['members of the prototype', bytes('{"__proto__":{"id":"evt_1","type":"x"}}'), 'unexpected_shape'],
]

const hostileForms: typeof hostileBodies = [
  ['nothing', bytes(''), 'not_json'],
  ['bytes that are no UTF-8', new Uint8Array([0x61, 0x3d, 0xff]), 'not_json'],
  ['a megabyte of brackets', bytes('['.repeat(1_000_000)), 'not_json'],
  ['a deep name', bytes(`a${'[b]'.repeat(1_000)}=1`), 'not_json'],
  ['one name twice', bytes('type=subscribe&type=unsubscribe'), 'not_json'],
  ['JSON', bytes('{"type":"subscribe"}'), 'unexpected_shape'],
  ['a type that is none', bytes('type=a%00b'), 'unexpected_shape'],
  ['a type of the wrong kind', bytes('type[a]=1'), 'unexpected_shape'],
  ['members of the prototype', bytes('__proto__[type]=subscribe'), 'unexpected_shape'],
]

const customerName = (record: CanonicalRecord): string | null =>
  record.entity === 'customer' ? record.name : null

/** The value with one of its members, counted through all depths, replaced. */
function replaceAt(value: unknown, place: number, by: unknown): unknown {
  const spots: [holder: Record<string, unknown>, name: string][] = []
  const walk = (inner: unknown): void => {
    if (inner === null || typeof inner !== 'object') return
    for (const name of Object.keys(inner)) {
      spots.push([inner as Record<string, unknown>, name])
      walk((inner as Record<string, unknown>)[name])
    }
  }
  walk(value)
  const spot = spots[place % spots.length]
  if (spot) spot[0][spot[1]] = by
  return value
}
