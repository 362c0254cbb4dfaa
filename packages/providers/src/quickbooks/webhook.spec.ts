import { canonicalRecord } from '@syncline/domain/record'
import { describe, expect, it, test } from 'vitest'
import * as sample from './samples/index.ts'
import { webhook } from './webhook.ts'

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const realm = '9130000000000001'

describe('a webhook', () => {
  const notices = (body: unknown) => {
    const reading = webhook.read(bytes(body))
    return reading.ok ? reading.notices : reading.reason
  }

  it('is one event in either format, named so that the same event is known again', () => {
    expect(
      webhook.describe(bytes([sample.cloudEventSample('invoice', 'created', '145', { id: 'e-1' })])),
    ).toEqual({
      ok: true,
      eventId: 'e-1',
      eventType: 'qbo.invoice.created.v1',
      accountId: realm,
    })
    expect(webhook.describe(bytes(sample.legacySample('Invoice', 'Create', '145')))).toEqual({
      ok: true,
      eventId: `${realm}:Invoice:145:Create:2026-09-21T02:00:00-0700`,
      eventType: 'Invoice.Create',
      accountId: realm,
    })
  })

  it('is the same alone as in a list of one', () => {
    const event = sample.cloudEventSample('invoice', 'created', '145')
    expect(webhook.describe(bytes(event))).toEqual(webhook.describe(bytes([event])))
    expect(notices(event)).toEqual(notices([event]))
  })

  test.each([
    ['Create', 'created', 'upsert', 1],
    ['Update', 'updated', 'upsert', 2],
    ['Emailed', 'emailed', 'upsert', 2],
    ['Void', 'voided', 'upsert', 3],
    ['Void', 'void', 'upsert', 3],
    ['Delete', 'deleted', 'delete', 3],
  ] as const)('%s means the same as %s', (operation, verb, expected, typeRank) => {
    const notice = { entity: 'invoice', operation: expected, sourceId: '145', order: 1_789_981_200, typeRank }
    expect(notices(sample.legacySample('Invoice', operation, '145'))).toMatchObject([notice])
    expect(notices([sample.cloudEventSample('invoice', verb, '145')])).toMatchObject([notice])
  })

  it('tells of two objects where one went into the other', () => {
    const merged = [
      { sourceId: '58', operation: 'upsert' },
      { sourceId: '57', operation: 'delete' },
    ]
    expect(notices(sample.legacySample('Customer', 'Merge', '58', { deletedId: '57' }))).toMatchObject(merged)
    const data = { data: { deletedid: '57' } }
    expect(notices([sample.cloudEventSample('customer', 'merged', '58', data)])).toMatchObject(merged)
  })

  it('is ignored of a kind, a verb or a type that is no record of ours', () => {
    for (const body of [
      sample.legacySample('JournalEntry', 'Create', '1'),
      sample.legacySample('Invoice', 'Framed', '1'),
      [sample.cloudEventSample('taxagency', 'created', '1')],
      [sample.cloudEventSample('invoice', 'created', '1', { type: 'payroll.run.done.v1' })],
    ])
      expect(webhook.read(bytes(body))).toEqual({ ok: true, notices: [], ignored: 'unknown_type' })
  })

  it('comes apart into deliveries of one event each, and every part says what it said among the others', () => {
    const cloud = [
      sample.cloudEventSample('customer', 'created', '58'),
      sample.cloudEventSample('invoice', 'deleted', '145', { intuitaccountid: '9130000000000002' }),
    ]
    const legacy = {
      eventNotifications: [
        ...sample.legacySample('Customer', 'Create', '58').eventNotifications,
        { realmId: '2', dataChangeEvent: { entities: [] } },
        ...sample.legacySample('Vendor', 'Merge', '61', { deletedId: '60' }).eventNotifications,
      ],
    }
    for (const body of [cloud, legacy]) {
      const parts = webhook.split?.(bytes(body)) ?? []
      expect(parts).toHaveLength(2)
      expect(
        parts.flatMap(({ rawBody }) => webhook.read(rawBody)).flatMap((one) => (one.ok ? one.notices : [])),
      ).toEqual(notices(body))
      for (const { rawBody, accountId } of parts)
        expect(webhook.describe(rawBody)).toMatchObject({ ok: true, accountId })
    }
    const raw = bytes([cloud[0]])
    expect(webhook.split?.(raw)).toEqual([{ accountId: realm, rawBody: raw }])
    expect(webhook.split?.(bytes([]))).toEqual([])
  })

  it('holds no record but that of what is gone', () => {
    const both = [
      sample.cloudEventSample('invoice', 'updated', '144'),
      sample.cloudEventSample('invoice', 'deleted', '145'),
    ]
    expect(webhook.record(bytes(both), 'invoice', '144')).toBeNull()
    expect(webhook.record(bytes(both), 'invoice')).toBeNull()
    for (const [kind, entity] of [
      ['customer', 'customer'],
      ['vendor', 'vendor'],
      ['invoice', 'invoice'],
      ['bill', 'bill'],
      ['payment', 'payment'],
      ['billpayment', 'payment'],
    ] as const) {
      const record = webhook.record(bytes([sample.cloudEventSample(kind, 'deleted', '9')]), entity)
      expect(canonicalRecord.parse(record)).toMatchObject({ entity, sourceId: '9', deleted: true })
    }
  })

  test.each([
    ['no moment', [sample.cloudEventSample('invoice', 'created', '1', { time: 'today' })]],
    ['no company', [sample.cloudEventSample('invoice', 'created', '1', { intuitaccountid: '' })]],
    ['one half of two', [sample.cloudEventSample('invoice', 'created', '1'), { id: 'e-2' }]],
    ['nothing', { eventNotifications: [] }],
    ['an operation of another kind', sample.legacySample('Invoice', 'Create', '1', { operation: 7 })],
    ['an id with a blank', sample.legacySample('Invoice', 'Create', '1 2')],
  ])('is not understood with %s', (_what, body) => {
    expect(webhook.describe(bytes(body))).toEqual({ ok: false, reason: 'unexpected_shape' })
    expect(webhook.read(bytes(body))).toEqual({ ok: false, reason: 'unexpected_shape' })
  })
})
