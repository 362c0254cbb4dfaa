import { describe, expect, it } from 'vitest'
import { customerEventSample, customerSample, customerSamples, samples } from './samples/index.ts'
import { webhook } from './webhook.ts'

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
/** What is read of the body as a customer. */
const customerOf = (raw: Uint8Array) => {
  const record = webhook.record(raw, 'customer')
  return record?.entity === 'customer' ? record : null
}
const created = (customer: unknown) =>
  bytes({ ...customerEventSample('customer.created', customerSample()), data: { object: customer } })

describe('a customer of Stripe', () => {
  it('becomes the hub’s record, field by field', () => {
    expect(webhook.record(created(customerSample()), 'customer')).toEqual({
      entity: 'customer',
      sourceId: 'cus_SampleAmakaObi',
      name: 'Amaka Obi',
      email: 'amaka.obi@example.com',
      phone: '+2348031234567',
      address: {
        line1: '14 Admiralty Way',
        line2: null,
        city: 'Lagos',
        state: 'LA',
        postalCode: '106104',
        country: 'NG',
      },
      note: 'Books the terrace on Fridays',
      deleted: false,
    })
  })

  it('of an older API version or deleted has fewer members, and that is fine', () => {
    expect(webhook.record(created({ id: 'cus_1', object: 'customer' }), 'customer')).toEqual({
      entity: 'customer',
      sourceId: 'cus_1',
      name: null,
      email: null,
      phone: null,
      address: null,
      note: null,
      deleted: false,
    })
  })

  it('goes by its business or individual name when it has no other', () => {
    const named = (names: object) => customerOf(created(customerSample({ name: null, ...names })))?.name
    expect(named({ business_name: 'Ember Café', individual_name: 'Amaka Obi' })).toBe('Ember Café')
    expect(named({ business_name: '', individual_name: 'Amaka Obi' })).toBe('Amaka Obi')
  })

  it('without one filled part has no address', () => {
    const address = { line1: '', line2: null, city: ' ', state: null, postal_code: null, country: null }
    expect(customerOf(created(customerSample({ address })))?.address).toBeNull()
  })

  it('keeps a long description cut at a thousand, never through a character', () => {
    const note = customerOf(created(customerSample({ description: '🌿'.repeat(2_000) })))?.note
    expect(note?.length).toBeLessThanOrEqual(1_000)
    expect(note?.endsWith('🌿…')).toBe(true)
    expect(note?.isWellFormed()).toBe(true)
  })

  it.each([
    ['a name that is no text', { name: { first: 'Ada' } }],
    ['a name longer than any', { name: 'x'.repeat(501) }],
    ['an id with a line break', { id: 'cus_1\n' }],
    ['no id', { id: undefined }],
    ['another kind of object', { object: 'account' }],
    ['a list for an address', { address: [] }],
  ])('with %s is not guessed at', (_what, changes) => {
    const raw = created({ ...customerSample(), ...changes })
    expect(webhook.read(raw)).toEqual({ ok: false, reason: 'unexpected_shape' })
    expect(webhook.record(raw, 'customer')).toBeNull()
    expect(webhook.describe(raw).ok).toBe(true)
  })
})

describe('an event of Stripe', () => {
  const notice = (event: unknown) => {
    const reading = webhook.read(bytes(event))
    return reading.ok ? reading.notices[0] : reading.reason
  }

  it('orders deletion over change over creation within a second', () => {
    const ranks = customerSamples.map(({ body }) => {
      const read = notice(body)
      return typeof read === 'object' ? `${body.type} ${read.operation} ${read.typeRank}` : read
    })
    expect(new Set(ranks)).toEqual(
      new Set(['customer.created upsert 1', 'customer.updated upsert 2', 'customer.deleted delete 3']),
    )
  })

  it('about a customer already marked as deleted is a deletion, whatever its type', () => {
    const event = customerEventSample('customer.updated', customerSample())
    const marked = { ...event, data: { object: { id: 'cus_1', object: 'customer', deleted: true } } }
    expect(notice(marked)).toMatchObject({ operation: 'delete', typeRank: 3 })
    expect(webhook.record(bytes(marked), 'customer')?.deleted).toBe(true)
  })

  it('is the same in any API version', () => {
    const event = customerEventSample('customer.created', customerSample())
    for (const api_version of ['2020-08-27', '2026-10-28.endive', null, undefined])
      expect(notice({ ...event, api_version })).toEqual(notice(event))
  })

  it('names the connected account it came from', () => {
    const event = { ...customerEventSample('customer.created', customerSample()), account: 'acct_1Ember' }
    expect(webhook.describe(bytes(event))).toMatchObject({ accountId: 'acct_1Ember' })
  })

  it('that is thin, without an object inside, is still named', () => {
    const thin = { id: 'evt_1', object: 'v2.core.event', type: 'v1.billing.meter.no_meter_found' }
    expect(webhook.describe(bytes(thin))).toMatchObject({ ok: true, eventId: 'evt_1' })
    expect(webhook.read(bytes(thin))).toEqual({ ok: true, notices: [], ignored: 'unknown_type' })
  })

  it('of a routed type needs its time', () => {
    const event = customerEventSample('customer.created', customerSample())
    for (const time of [undefined, -1, 1.5, '1790000000', 1e12])
      expect(notice({ ...event, created: time })).toBe('unexpected_shape')
  })
})

it('says where every sample comes from', () => {
  for (const { provenance } of samples) expect(provenance).toMatch(/invented/)
})
