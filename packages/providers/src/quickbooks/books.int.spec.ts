import type { Choices } from '@syncline/domain/connection'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Access, PlannedCall } from '../provider.ts'
import { done, said } from '../testing/outcomes.ts'
import { planContext } from '../testing/plan-context.ts'
import { customer, invoice, somebody } from '../testing/records.ts'
import { type Company, openCompany } from './testing/company.ts'
import {
  bills,
  customers,
  freshKey,
  invoices,
  payments,
  planned,
  provider,
  vendors,
} from './testing/writing.ts'

const usd = (amount: number) => ({ amount, currency: 'USD' })

let company: Company
beforeAll(async () => {
  company = await openCompany()
})
afterAll(() => company.sandbox.close())

const access = () => company.access()
const send = (call: PlannedCall, key = freshKey()) => customers.send(call, key, access())
const one = async (entity: 'customer' | 'vendor' | 'invoice' | 'bill' | 'payment', id: string) => {
  const fetched = await provider.pull?.[entity]?.one(id, null, access())
  if (!fetched?.ok) throw new Error(fetched?.code)
  return fetched
}

describe('a customer', () => {
  it('is created, changed, cleared and made inactive, and reads back as it was written', async () => {
    const record = somebody({ note: 'Prefers the terrace', name: "Zoë O'Brien \\ & Söhne" })
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

  it('is written in one version of the API, under its key', async () => {
    const key = freshKey()
    done(await send(planned(somebody()), key))
    const { query } = company.sandbox.requests('quickbooks').at(-1) ?? {}
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({ minorversion: '75', requestid: key })
  })

  it('keeps what the hub knows nothing of', async () => {
    const record = somebody()
    const { link } = done(await send(planned(record)))
    const WebAddr = { URI: 'https://ada.example.com' }
    const Id = link.externalId
    await company.customer({ Id, SyncToken: '0', WebAddr })
    done(await send(planned({ ...record, phone: null }, { ...link, externalVersion: 1 })))
    expect(await company.customer({ Id })).toMatchObject({ WebAddr, PrimaryPhone: { FreeFormNumber: '' } })
  })

  it('goes nowhere without a token, or to another company', async () => {
    const call = planned(somebody())
    const sent = (changes: Partial<Access>) => customers.send(call, freshKey(), { ...access(), ...changes })
    expect(said(await sent({ secrets: {} }))).toBe('NOT_CONFIGURED not_executed')
    expect(said(await sent({ baseUrl: `${company.sandbox.url}/quickbooks/v3/company/2` }))).toBe(
      'PROVIDER_FORBIDDEN not_executed',
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

describe('the item that an invoice sells', () => {
  it('is the chosen one, else what every company begins with; once it is gone, a person chooses anew', async () => {
    const payer = somebody()
    const payerId = done(await send(planned(payer))).link.externalId
    const written = (choices: Choices = {}) => {
      const record = invoice({ customerId: payer.sourceId, status: 'open' })
      const plan = invoices.plan(record, { ...planContext(null), externalIdOf: () => payerId, choices })
      if (!plan.ok) throw new Error(plan.code)
      return invoices.send(plan.call, freshKey(), access())
    }
    const itemOf = async (outcome: Awaited<ReturnType<typeof written>>) => {
      const { Line } = await company.invoice(done(outcome).link.externalId)
      return (Line as { SalesItemLineDetail?: { ItemRef: unknown } }[])[0]?.SalesItemLineDetail?.ItemRef
    }
    expect(await itemOf(await written())).toEqual({ value: '1' })
    expect(await itemOf(await written({ item: { id: '11', name: 'Catering' } }))).toEqual({ value: '11' })
    const gone = await written({ item: { id: '19', name: 'Vouchers' } })
    expect(said(gone)).toBe('NOT_CONFIGURED rejected')
    expect(gone).toMatchObject({ detail: expect.stringContaining('ItemRef') })
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
    const payer = somebody()
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
