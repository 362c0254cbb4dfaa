import type { VendorRecord } from '@syncline/domain/record'
import { parseJson } from '../json.ts'
import type { IntakeAdapter, Notice } from '../provider.ts'
import { type InvoiceRead, readInvoice, vendorIdOf } from './invoice.ts'

/** What is pushed is one invoice, and never changes: the same id with another body is a mistake of the sender's. */
export const intake: IntakeAdapter = {
  gives: ['vendor', 'bill'],

  check(rawBody) {
    const json = parseJson(rawBody)
    if (json === undefined) return { ok: false, problems: [{ path: '', problem: 'not_json' }] }
    const read = readInvoice(json)
    if (read.ok) return { ok: true, id: read.bill.sourceId }
    const problems = read.problems.map(({ path, code, message }) => ({ path, problem: code, message }))
    return { ok: false, problems }
  },

  describe(rawBody) {
    const json = parseJson(rawBody)
    if (json === undefined) return { ok: false, reason: 'not_json' }
    const read = readInvoice(json)
    if (!read.ok) return { ok: false, reason: 'unexpected_shape' }
    return { ok: true, eventId: read.bill.sourceId, eventType: 'invoice', accountId: null }
  },

  read(rawBody) {
    const json = parseJson(rawBody)
    if (json === undefined) return { ok: false, reason: 'not_json' }
    const read = readInvoice(json)
    if (!read.ok) return { ok: false, reason: 'unexpected_shape' }
    return { ok: true, notices: noticesOf(read), ignored: null }
  },

  record(rawBody, entity) {
    const read = readInvoice(parseJson(rawBody))
    if (!read.ok) return null
    return entity === 'bill' ? read.bill : entity === 'vendor' ? vendorOf(read) : null
  },
}

type Read = Extract<InvoiceRead, { ok: true }>

/** The vendor first: the bill refers to it. */
function noticesOf({ bill }: Read): Notice[] {
  const notice = (entity: 'vendor' | 'bill', sourceId: string): Notice => ({
    entity,
    operation: 'upsert',
    sourceId,
    accountId: null,
    order: 1,
    typeRank: 1,
    objectVersion: null,
    requestKey: null,
    externalRef: null,
  })
  return [notice('vendor', vendorIdOf(bill.sourceId)), notice('bill', bill.sourceId)]
}

const vendorOf = ({ bill, vendor }: Read): VendorRecord => ({
  entity: 'vendor',
  sourceId: vendorIdOf(bill.sourceId),
  deleted: false,
  name: vendor.name,
  email: vendor.email,
  phone: vendor.phone,
  address: null,
  accountNumber: null,
  currency: null,
  active: true,
})
