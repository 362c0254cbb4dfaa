import { describe, expect, it } from 'vitest'
import type { Access } from '../provider.ts'
import { fakeTarget } from '../testing/fake-target.ts'
import { planContext } from '../testing/plan-context.ts'
import { customer } from '../testing/records.ts'
import { decodeForm, encodeForm } from './form.ts'
import { stripe } from './index.ts'
import { planCustomer } from './plan.ts'

const ada = customer({ sourceId: 'fcu_1', phone: null, note: 'a & b = c [d]' })
const link = { externalId: 'cus_9', externalVersion: null }
const push = stripe.push?.customer

describe('a plan for Stripe', () => {
  it('creates what is not linked, with what there is', () => {
    expect(planCustomer(ada, planContext(null))).toEqual({
      ok: true,
      call: {
        method: 'POST',
        path: '/v1/customers',
        body:
          'name=Ada%20Obi&email=ada%40example.com&address[line1]=1%20Marina&address[line2]=&address[city]=Lagos' +
          '&address[state]=&address[postal_code]=&address[country]=NG&description=a%20%26%20b%20%3D%20c%20[d]' +
          '&metadata[syncline_ref]=fcu_1',
        effect: 'created',
        externalId: null,
        accountId: null,
      },
    })
  })

  it('changes what is linked, clears what is not there, and names the account', () => {
    const plan = planCustomer(
      { ...ada, address: null, note: null },
      planContext(link, { accountId: 'acct_1' }),
    )
    expect(plan).toEqual({
      ok: true,
      call: {
        method: 'POST',
        path: '/v1/customers/cus_9',
        body: 'name=Ada%20Obi&email=ada%40example.com&phone=&address=&description=&metadata[syncline_ref]=fcu_1',
        effect: 'updated',
        externalId: 'cus_9',
        accountId: 'acct_1',
      },
    })
  })

  it('deletes what was deleted, if it was ever there', () => {
    const gone = { ...ada, deleted: true }
    expect(planCustomer(gone, planContext(link))).toMatchObject({
      call: { method: 'DELETE', path: '/v1/customers/cus_9', body: '', effect: 'deleted' },
    })
    expect(planCustomer(gone, planContext(null))).toMatchObject({ code: 'RECORD_NOT_FOUND' })
  })

  it('names a field that does not fit, never what is in it', () => {
    for (const [changes, field] of [
      [{ name: 'x'.repeat(257) }, 'name'],
      [{ phone: '5'.repeat(21) }, 'phone'],
    ] as const) {
      const plan = planCustomer({ ...ada, ...changes }, planContext(null))
      expect(plan).toMatchObject({ ok: false, code: 'MAPPING_FAILED', field })
      expect(JSON.stringify(plan)).not.toMatch(/xxx|555/)
    }
  })

  it.each(['..', '', 'a/b', 'a?b', 'a b', 'é'])('puts no id like «%s» into an address', (externalId) => {
    expect(planCustomer(ada, planContext({ ...link, externalId }))).toMatchObject({ code: 'MAPPING_FAILED' })
  })

  it.each(['', 'a\nb', 'é'])('puts no account like %j into a header', (accountId) => {
    expect(planCustomer(ada, planContext(null, { accountId }))).toMatchObject({ field: 'account' })
  })
})

it('reads back the form it writes, half a character becoming the sign for that', () => {
  const members = { name: 'Ọlá & 🌿=[1]', note: null, address: { city: 'Lagos', line2: null } }
  expect(decodeForm(encodeForm(members))).toEqual(members)
  expect(decodeForm(encodeForm({ name: '\ud800' }))).toEqual({ name: '\ufffd' })
})

describe('a deletion at Stripe', () => {
  const plan = planCustomer({ ...ada, deleted: true }, planContext(link))
  const access = (baseUrl: string): Access => ({
    baseUrl,
    secrets: { api_key: 'sk_test_1' },
    now: () => new Date(0),
    signal: new AbortController().signal,
  })
  const missing = JSON.stringify({ error: { type: 'invalid_request_error', code: 'resource_missing' } })
  const gone = JSON.stringify({ id: 'cus_9', object: 'customer', deleted: true })
  const there = JSON.stringify({ id: 'cus_9', object: 'customer' })

  it.each([
    [200, gone, { outcome: 'done', effect: 'deleted', link }],
    [404, missing, { outcome: 'done', effect: 'unchanged', link }],
    [404, '<html>', { outcome: 'failed', code: 'RECORD_NOT_FOUND' }],
    [200, there, { outcome: 'failed', code: 'PROVIDER_MALFORMED_RESPONSE', certainty: 'unknown' }],
  ])('answered %i %s', async (status, body, expected) => {
    if (!plan.ok) throw new Error(plan.detail)
    const fake = await fakeTarget({ status, body })
    expect(await push?.send(plan.call, 'key', access(fake.url))).toMatchObject(expected)
    await fake.close()
  })

  it.each([
    [200, gone, 'present'],
    [404, missing, 'present'],
    [200, there, 'absent'],
  ])('is looked up: %i %s', async (status, body, outcome) => {
    if (!plan.ok) throw new Error(plan.detail)
    const fake = await fakeTarget({ status, body })
    expect(await push?.lookUp(plan.call, access(fake.url))).toMatchObject({ outcome })
    await fake.close()
  })
})

describe('a creation at Stripe is looked up', () => {
  const found = (ref: string) => ({ id: 'cus_7', object: 'customer', metadata: { syncline_ref: ref } })
  const ask = async (record: typeof ada, answer: unknown) => {
    const plan = planCustomer(record, planContext(null))
    if (!plan.ok) throw new Error(plan.detail)
    const fake = await fakeTarget({ status: 200, body: JSON.stringify(answer) })
    const told = await push?.lookUp(plan.call, {
      baseUrl: fake.url,
      secrets: { api_key: 'sk_test_1' },
      now: () => new Date(0),
      signal: new AbortController().signal,
    })
    await fake.close()
    return told
  }
  const listOf = (data: unknown[], has_more = false) => ({ object: 'list', data, has_more })

  it('by the address and the reference, by search where there is no address', async () => {
    const here = await ask(ada, listOf([found('other'), found('fcu_1')]))
    expect(here).toMatchObject({
      outcome: 'present',
      link: { externalId: 'cus_7' },
      attempt: { request: { path: '/v1/customers' } },
    })
    expect(await ask({ ...ada, email: null }, listOf([found('fcu_1')]))).toMatchObject({
      outcome: 'present',
      attempt: { request: { path: '/v1/customers/search' } },
    })
    expect(await ask(ada, listOf([found('other')]))).toMatchObject({ outcome: 'absent' })
  })

  it('and stays in doubt where not everybody was shown, or nothing makes sense', async () => {
    for (const answer of [listOf([found('other')], true), { object: 'customer' }])
      expect(await ask(ada, answer)).toMatchObject({
        outcome: 'failed',
        code: 'PROVIDER_MALFORMED_RESPONSE',
        certainty: 'unknown',
      })
  })
})
