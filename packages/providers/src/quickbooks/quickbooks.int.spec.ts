import type { Sandbox } from '@syncline/sandbox'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Access, PlannedCall } from '../provider.ts'
import { planContext } from '../testing/plan-context.ts'
import { customer, invoice } from '../testing/records.ts'
import { openCompany } from './testing/company.ts'
import {
  bills,
  customers,
  done,
  freshKey,
  invoices,
  payments,
  person,
  planned,
  provider,
  said,
  vendors,
} from './testing/writing.ts'

const usd = (amount: number) => ({ amount, currency: 'USD' })

let sandbox: Sandbox
let access: (token?: string) => Access
beforeAll(async () => {
  ;({ sandbox, access } = await openCompany())
})
afterAll(() => sandbox.close())

const send = (call: PlannedCall, key = freshKey()) => customers.send(call, key, access())
const effectsSince = (from: number) => sandbox.effects('quickbooks').slice(from)
const one = async (entity: 'customer' | 'vendor' | 'invoice' | 'bill' | 'payment', id: string) => {
  const fetched = await provider.pull?.[entity]?.one(id, null, access())
  if (!fetched?.ok) throw new Error(fetched?.code)
  return fetched
}

describe('a customer', () => {
  it('is created, changed, cleared and made inactive, and reads back as it was written', async () => {
    const record = person({ note: 'Prefers the terrace', name: "Zoë O'Brien \\ & Söhne" })
    const made = done(await send(planned(record)))
    expect(made).toMatchObject({ effect: 'created', link: { externalVersion: 0 } })
    const { externalId } = made.link
    expect(await one('customer', externalId)).toMatchObject({
      record: { ...record, sourceId: externalId },
      objectVersion: 0,
    })
    const cleared = { ...record, email: null, address: null, note: null }
    const changed = done(await send(planned(cleared, made.link)))
    expect(changed).toMatchObject({ effect: 'updated', link: { externalId, externalVersion: 1 } })
    expect((await one('customer', externalId)).record).toMatchObject({
      name: record.name,
      email: null,
      note: null,
    })
    expect(done(await send(planned({ ...cleared, deleted: true }, changed.link))).effect).toBe('deleted')
    expect((await one('customer', externalId)).record).toMatchObject({ name: record.name, deleted: false })
  })

  it('is written once under one key, however often it goes out', async () => {
    const before = sandbox.effects('quickbooks').length
    const call = planned(person())
    const key = freshKey()
    const first = done(await send(call, key))
    for (const again of [await send(call, key), await send(call, key)])
      expect(done(again).link).toEqual(first.link)
    expect(effectsSince(before)).toHaveLength(1)
  })

  test.each(['half', 'garbled', 'timeout', 'slow', '500'])(
    'stays in doubt when the answer is %s, and one effect is all there is in the end',
    async (sentinel) => {
      const before = sandbox.effects('quickbooks').length
      const call = planned(person({ name: `Ada ${sentinel} -${sentinel}` }))
      const key = freshKey()
      for (let tries = 0; tries < 2; tries += 1) {
        const lost = await send(call, key)
        if (lost.outcome === 'done') break
        expect(lost).toMatchObject({ certainty: 'unknown', retryable: true })
        await sandbox.until(() => sandbox.requests().every(({ status }) => status !== null))
      }
      const told = await customers.lookUp(call, access())
      expect(told.outcome).toBe('present')
      expect(effectsSince(before)).toHaveLength(1)
    },
  )

  it('of a name that somebody has is refused; one that changed meanwhile teaches its version', async () => {
    const record = person()
    const made = done(await send(planned(record)))
    expect(said(await send(planned(record)))).toBe('DUPLICATE_RECORD rejected')
    await sandbox.trigger('quickbooks', 'customer.updated', { id: made.link.externalId })
    const stale = await send(planned(record, made.link))
    expect(said(stale)).toBe('VERSION_CONFLICT rejected retryable')
    if (stale.outcome !== 'failed') return
    expect(stale.learned).toEqual({ ...made.link, externalVersion: 1 })
    expect(done(await send(planned(record, stale.learned))).link.externalVersion).toBe(2)
  })

  it('is looked up by its name and by what was changed', async () => {
    const record = person({ name: "Looked O'Up" })
    const ask = async (call: PlannedCall) => {
      const told = await customers.lookUp(call, access())
      return told.outcome === 'present' ? told.link : told.outcome
    }
    expect(await ask(planned(record))).toBe('absent')
    const made = done(await send(planned(record)))
    expect(await ask(planned(record))).toEqual(made.link)
    const change = planned({ ...record, phone: '+2348090001111', address: null }, made.link)
    expect(await ask(change)).toBe('absent')
    expect(await ask(change)).toBe('absent')
    const changed = done(await send(change))
    expect(await ask(change)).toEqual(changed.link)
    expect(await ask(planned(record, { externalId: '999999', externalVersion: 0 }))).toBe('absent')
    const lost = await customers.lookUp(change, access('token_of_nobody'))
    expect(lost).toMatchObject({ outcome: 'failed', code: 'TOKEN_EXPIRED', certainty: 'unknown' })
  })

  it('goes nowhere with a token of nobody, none, or to another company', async () => {
    const call = planned(person())
    const sent = (changes: Partial<Access>) => customers.send(call, freshKey(), { ...access(), ...changes })
    expect(said(await sent({ secrets: { access_token: 'nobody' } }))).toBe(
      'TOKEN_EXPIRED not_executed retryable',
    )
    expect(said(await sent({ secrets: {} }))).toBe('NOT_CONFIGURED not_executed')
    expect(said(await sent({ baseUrl: `${sandbox.url}/quickbooks/v3/company/2` }))).toBe(
      'PROVIDER_FORBIDDEN rejected',
    )
  })

  test.each([
    ['nothing to call it by', { name: null, email: null, phone: null }, 'REQUIRED_FIELD_MISSING name'],
    ['an endless address', { email: `${'a'.repeat(100)}@example.com` }, 'MAPPING_FAILED email'],
    ['an end before its beginning', { deleted: true }, 'RECORD_NOT_FOUND id'],
  ])('can’t be planned with %s', (_what, changes, expected) => {
    const plan = customers.plan(customer(changes), planContext(null))
    expect(plan.ok ? 'planned' : `${plan.code} ${plan.field}`).toBe(expected)
  })
})

describe('the books', () => {
  it('take vendor, bill, invoice and payment, and tell them back', async () => {
    const ids = new Map<string, string>()
    const context = (link: Parameters<typeof planContext>[0] = null) => ({
      ...planContext(link),
      externalIdOf: ({ entity, sourceId }: { entity: string; sourceId: string }) =>
        ids.get(`${entity} ${sourceId}`) ?? null,
    })
    const write = async (
      adapter: { plan: Function; send: typeof customers.send },
      record: object,
      link = context(),
    ) => {
      const plan = adapter.plan(record, link)
      if (!plan.ok) throw new Error(`${plan.code} ${plan.field}`)
      return done(await adapter.send(plan.call, freshKey(), access()))
    }
    const payer = person()
    const bought = invoice({
      customerId: payer.sourceId,
      status: 'open',
      amountPaid: usd(0),
      amountDue: usd(2_150),
    })
    expect(invoices.plan(bought, context())).toMatchObject({
      code: 'DEPENDENCY_MISSING',
      missing: { entity: 'customer', sourceId: payer.sourceId },
    })
    ids.set(`customer ${payer.sourceId}`, done(await send(planned(payer))).link.externalId)
    const made = await write(invoices, bought)
    ids.set(`invoice ${bought.sourceId}`, made.link.externalId)
    const told = await one('invoice', made.link.externalId)
    expect(told.record).toMatchObject({
      number: bought.number,
      status: 'open',
      customerId: ids.get(`customer ${payer.sourceId}`),
      lines: bought.lines,
      tax: usd(150),
      total: usd(2_150),
      amountDue: usd(2_150),
    })

    const payment = {
      entity: 'payment',
      sourceId: 'pay_1',
      deleted: false,
      direction: 'in',
      status: 'completed',
      amount: usd(2_150),
      customerId: payer.sourceId,
      vendorId: null,
      allocations: [{ entity: 'invoice', id: bought.sourceId, amount: usd(2_150) }],
      method: null,
      reference: 'TRF-1',
      paidAt: '2026-09-22T00:00:00.000Z',
    }
    const paid = await write(payments, payment)
    expect((await one('payment', paid.link.externalId)).record).toMatchObject({
      amount: usd(2_150),
      reference: 'TRF-1',
    })
    expect(await one('invoice', made.link.externalId)).toMatchObject({
      record: { status: 'paid' },
      objectVersion: 1,
    })
    const creation = invoices.plan(bought, context())
    if (creation.ok)
      expect(await invoices.lookUp(creation.call, access())).toMatchObject({
        outcome: 'present',
        link: { externalVersion: 1 },
      })

    const vendor = {
      entity: 'vendor',
      sourceId: 'ven_1',
      deleted: false,
      name: 'Ikeja Linen',
      email: null,
      phone: null,
    }
    const rest = { address: null, accountNumber: 'EMB-77', currency: null, active: true }
    ids.set('vendor ven_1', (await write(vendors, { ...vendor, ...rest })).link.externalId)
    const bill = {
      entity: 'bill',
      sourceId: 'bill_1',
      deleted: false,
      number: 'L-9',
      status: 'open',
      vendorId: 'ven_1',
      vendorName: null,
      lines: [{ description: 'Linen', quantity: '1', amount: usd(24_123), accountId: '7' }],
      subtotal: usd(24_123),
      tax: usd(0),
      total: usd(24_123),
      amountDue: usd(24_123),
      memo: 'September',
      issuedAt: '2026-09-20T00:00:00.000Z',
      dueAt: null,
    }
    const owed = await write(bills, bill)
    const { record } = await one('bill', owed.link.externalId)
    expect(record).toMatchObject({ memo: 'September', vendorName: 'Ikeja Linen', total: usd(24_123) })

    const voided = await write(
      invoices,
      { ...bought, status: 'void' },
      context({ ...made.link, externalVersion: 1 }),
    )
    expect(voided.effect).toBe('updated')
    expect((await one('invoice', made.link.externalId)).record).toMatchObject({
      status: 'void',
      total: usd(0),
    })
    expect((await write(bills, { ...bill, deleted: true }, context(owed.link))).effect).toBe('deleted')
    expect((await one('bill', owed.link.externalId)).record).toBeNull()
  })
})

describe('the probe', () => {
  it('proves token, company and address', async () => {
    expect(await provider.probe(access())).toMatchObject({ ok: true })
    expect(await provider.probe(access('nobody'))).toMatchObject({ ok: false, code: 'INVALID_CREDENTIALS' })
    expect(await provider.probe({ ...access(), secrets: {} })).toMatchObject({
      ok: false,
      code: 'NOT_CONFIGURED',
    })
  })
})
