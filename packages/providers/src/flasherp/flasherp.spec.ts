import type { CustomerRecord } from '@syncline/domain/record'
import { describe, expect, it } from 'vitest'
import type { Access, Link, Plan, PlanContext } from '../provider.ts'
import { planContext } from '../testing/plan-context.ts'
import { invoice, subscription, transaction } from '../testing/records.ts'
import { flasherp } from './index.ts'
import { kinds } from './kinds.ts'
import { planSubscription, planWrite } from './plan.ts'
import { customerEventSample, customerSample } from './samples/index.ts'
import { webhook } from './webhook.ts'

const amaka: CustomerRecord = {
  entity: 'customer',
  sourceId: 'cus_1',
  name: 'Amaka Obi',
  email: 'amaka.obi@example.com',
  phone: null,
  address: {
    line1: '14 Admiralty Way',
    line2: null,
    city: 'Lagos',
    state: '',
    postalCode: '106104',
    country: 'NG',
  },
  note: 'Books the terrace',
  deleted: false,
}
const planCustomer = (record: CustomerRecord, context: PlanContext) =>
  planWrite(kinds.customer, record, context)
const fields =
  '"external_ref":"cus_1","name":"Amaka Obi","email":"amaka.obi@example.com","phone":null,' +
  '"address":{"line1":"14 Admiralty Way","line2":null,"city":"Lagos","state":null,"postal_code":"106104","country":"NG"},' +
  '"note":"Books the terrace"'

describe('a plan for FlashERP', () => {
  it('creates what is not linked', () => {
    expect(planCustomer(amaka, planContext(null))).toEqual({
      ok: true,
      call: {
        method: 'POST',
        path: '/customers',
        body: `{${fields}}`,
        effect: 'created',
        externalId: null,
        accountId: null,
      },
    })
  })

  it('changes what is linked, against the version that is known', () => {
    const call = {
      method: 'PUT',
      path: '/customers/fcu_9',
      effect: 'updated',
      externalId: 'fcu_9',
      accountId: null,
    }
    expect(planCustomer(amaka, planContext({ externalId: 'fcu_9', externalVersion: 4 }))).toEqual({
      ok: true,
      call: { ...call, body: `{${fields},"version":4}` },
    })
    expect(planCustomer(amaka, planContext({ externalId: 'fcu_9', externalVersion: null }))).toEqual({
      ok: true,
      call: { ...call, body: `{${fields}}` },
    })
  })

  it('makes inactive what was deleted, and asks nothing else of the record', () => {
    const gone = { ...amaka, deleted: true, name: null, email: null }
    expect(planCustomer(gone, planContext({ externalId: 'fcu_9', externalVersion: 4 }))).toEqual({
      ok: true,
      call: {
        method: 'PUT',
        path: '/customers/fcu_9',
        body: '{"active":false,"version":4}',
        effect: 'deleted',
        externalId: 'fcu_9',
        accountId: null,
      },
    })
  })

  it('writes whom payments may refer to also when they are gone already', () => {
    const plan = planCustomer({ ...amaka, deleted: true }, planContext(null))
    expect(plan).toMatchObject({ ok: true, call: { method: 'POST', path: '/customers', effect: 'created' } })
    expect(plan.ok && JSON.parse(plan.call.body)).toMatchObject({ name: amaka.name, active: false })
  })

  it('can’t undo what was never written and nobody knows any more', () => {
    const gone = { ...amaka, deleted: true, name: null, email: null, phone: null }
    expect(planCustomer(gone, planContext(null))).toMatchObject({
      ok: false,
      code: 'RECORD_NOT_FOUND',
    })
  })

  it('needs somebody to call by some name', () => {
    expect(planCustomer({ ...amaka, name: '', email: null }, planContext(null))).toMatchObject({
      ok: false,
      code: 'REQUIRED_FIELD_MISSING',
      field: 'name',
    })
    expect(
      planCustomer({ ...amaka, name: null, email: null, phone: '+2348031234567' }, planContext(null)).ok,
    ).toBe(true)
  })

  it('names a field that does not fit, never what is in it', () => {
    const plan = planCustomer({ ...amaka, email: `${'x'.repeat(320)}@example.com` }, planContext(null))
    expect(plan).toMatchObject({ ok: false, code: 'MAPPING_FAILED', field: 'email' })
    expect(JSON.stringify(plan)).not.toContain('xxx')
  })

  it.each(['..', '.', '', 'a/b', 'a?b', 'a%2fb', 'a b', 'é', 'x'.repeat(256)])(
    'puts no id like «%s» into an address',
    (externalId) => {
      for (const deleted of [false, true])
        expect(
          planCustomer({ ...amaka, deleted }, planContext({ externalId, externalVersion: 1 })),
        ).toMatchObject({
          ok: false,
          code: 'MAPPING_FAILED',
        })
    },
  )
})

describe('a plan for FlashERP’s books', () => {
  const payer = (link: Link | null) => planContext(link, { externalIdOf: () => 'fcu_9' })
  const link = { externalId: 'fsu_9', externalVersion: 4 }
  const bodyOf = (plan: Plan) => (plan.ok ? JSON.parse(plan.call.body) : plan)

  it('names the customer by the id there, and a guest by none', () => {
    expect(bodyOf(planWrite(kinds.transaction, transaction({}), payer(null)))).toMatchObject({
      customer_id: 'fcu_9',
      type: 'payment',
      amount: { amount: 1_234, currency: 'USD' },
    })
    const guest = planWrite(kinds.transaction, transaction({ customerId: null }), planContext(null))
    expect(bodyOf(guest)).toMatchObject({ customer_id: null })
  })

  it('says what it waits for, and what can never be', () => {
    expect(planWrite(kinds.invoice, invoice({}), planContext(null))).toMatchObject({
      code: 'DEPENDENCY_MISSING',
      field: 'customer_id',
      missing: { entity: 'customer', sourceId: 'cus_Payer' },
    })
    for (const plan of [
      planWrite(kinds.invoice, invoice({ customerId: null }), payer(null)),
      planSubscription(subscription({ customerId: null }), payer(null)),
    ])
      expect(plan).toMatchObject({ code: 'REQUIRED_FIELD_MISSING', field: 'customer_id' })
    expect(planWrite(kinds.invoice, invoice({ number: '7'.repeat(101) }), payer(null))).toMatchObject({
      code: 'MAPPING_FAILED',
      field: 'number',
    })
  })

  it('ends what is there by a state, and never writes what was deleted before it came', () => {
    const gone = { deleted: true }
    expect(bodyOf(planWrite(kinds.transaction, transaction(gone), payer(link)))).toEqual({
      status: 'cancelled',
      version: 4,
    })
    expect(bodyOf(planWrite(kinds.invoice, invoice(gone), payer(link)))).toEqual({
      status: 'void',
      version: 4,
    })
    expect(planSubscription(subscription(gone), payer(null))).toMatchObject({ code: 'RECORD_NOT_FOUND' })
  })

  it('ends a subscription with all it held then, and one that is only gone by the call for that', () => {
    const cancelledAt = '2026-10-02T00:00:00.000Z'
    const active = subscription({})
    const ended = { ...active, status: 'cancelled', cancelledAt } as const
    expect(bodyOf(planSubscription(ended, payer(link)))).toEqual({
      ...bodyOf(planSubscription(active, payer(link))),
      status: 'cancelled',
      cancelled_at: cancelledAt,
    })
    expect(planSubscription({ ...ended, deleted: true }, payer(link))).toMatchObject({
      call: {
        method: 'POST',
        path: '/subscriptions/fsu_9/cancel',
        body: '{"cancelled_at":"2026-10-02T00:00:00.000Z"}',
        effect: 'deleted',
        externalId: 'fsu_9',
      },
    })
    expect(planSubscription(ended, payer(null))).toMatchObject({ call: { path: '/subscriptions' } })
    for (const record of [ended, { ...ended, deleted: true }])
      expect(planSubscription(record, payer({ ...link, externalId: '../x' }))).toMatchObject({
        code: 'MAPPING_FAILED',
      })
  })
})

describe('a customer of FlashERP', () => {
  const raw = (changes: Record<string, unknown>) =>
    new TextEncoder().encode(
      JSON.stringify(customerEventSample('customer.updated', { ...customerSample(), ...changes } as never)),
    )

  it('becomes the hub’s record; being inactive is no deletion', () => {
    expect(webhook.record(raw({ active: false }), 'customer')).toEqual({
      entity: 'customer',
      sourceId: 'fcu_SampleBisiAkande',
      name: 'Bisi Akande',
      email: 'bisi.akande@example.com',
      phone: '+2348051112223',
      address: {
        line1: '3 Broad Street',
        line2: null,
        city: 'Lagos',
        state: 'LA',
        postalCode: '101233',
        country: 'NG',
      },
      note: 'Pays by transfer',
      deleted: false,
    })
  })

  it('is ordered by its version, and says where it came from', () => {
    expect(webhook.read(raw({ version: 7, external_ref: 'cus_1' }))).toMatchObject({
      ok: true,
      notices: [{ order: 7, typeRank: 2, objectVersion: 7, externalRef: 'cus_1', requestKey: null }],
    })
  })

  it.each([
    { id: '../1' },
    { version: '2' },
    { version: 1e15 },
    { external_ref: 5 },
    { name: 5 },
    { active: 'yes' },
  ])('with %j is not guessed at', (changes) =>
    expect(webhook.read(raw(changes))).toEqual({ ok: false, reason: 'unexpected_shape' }),
  )
})

it('sends nothing without both credentials', async () => {
  const plan = planCustomer(amaka, planContext(null))
  if (!plan.ok) throw new Error(plan.detail)
  for (const secrets of [
    {},
    { api_key: 'k' },
    { api_secret: 's' },
    { api_key: 'k\r\nx: y', api_secret: 's' },
  ]) {
    const access: Access = {
      baseUrl: 'http://127.0.0.1:1',
      secrets,
      now: () => new Date(0),
      signal: new AbortController().signal,
    }
    expect(await flasherp.push?.customer?.send(plan.call, 'key', access)).toMatchObject({
      outcome: 'failed',
      code: 'NOT_CONFIGURED',
      certainty: 'not_executed',
      retryable: false,
    })
  }
})
