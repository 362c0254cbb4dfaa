import { maxAllocations, type PaymentRecord } from '@syncline/domain/record'
import { z } from 'zod'
import { optionalText } from '../shape.ts'
import { objectReader } from './object.ts'
import { linesSchema, transactionShape } from './transaction.ts'
import { day, isVoided, moneyIn, optionalReference } from './wire.ts'

const shape = { ...transactionShape, TxnDate: day, Line: linesSchema }

const paymentSchema = z.object({
  ...shape,
  CustomerRef: optionalReference,
  PaymentMethodRef: optionalReference,
  PaymentRefNum: optionalText(200),
})

const billPaymentSchema = z.object({
  ...shape,
  VendorRef: optionalReference,
  PayType: optionalText(120),
})

type Sides = Pick<PaymentRecord, 'direction' | 'customerId' | 'vendorId' | 'method' | 'reference'>
type Shape = z.output<typeof paymentSchema> | z.output<typeof billPaymentSchema>

const paid = { Invoice: 'invoice', Bill: 'bill' } as const

/** What it pays and how much of it. A credit that was set off is no money that moved, so is left out. */
function allocationsOf(lines: Shape['Line'], currency: string): PaymentRecord['allocations'] | null {
  const allocations: PaymentRecord['allocations'] = []
  for (const { Amount, LinkedTxn } of lines) {
    const [linked] = LinkedTxn ?? []
    const entity =
      linked && Object.hasOwn(paid, linked.TxnType) ? paid[linked.TxnType as keyof typeof paid] : null
    if (!linked || !entity) continue
    const amount = moneyIn(currency, Amount)
    if (!amount) return null
    allocations.push({ entity, id: linked.TxnId, amount })
  }
  return allocations.length <= maxAllocations ? allocations : null
}

function toRecord(payment: Shape, sides: Sides): PaymentRecord | null {
  const { CurrencyRef: currency } = payment
  const amount = moneyIn(currency, payment.TotalAmt)
  const allocations = allocationsOf(payment.Line, currency)
  if (!amount || !allocations) return null
  return {
    entity: 'payment',
    sourceId: payment.Id,
    deleted: false,
    status: isVoided(payment) ? 'void' : 'completed',
    amount,
    allocations,
    paidAt: payment.TxnDate,
    ...sides,
  }
}

export const readPayment = objectReader('payment', paymentSchema, (payment) =>
  toRecord(payment, {
    direction: 'in',
    customerId: payment.CustomerRef?.value ?? null,
    vendorId: null,
    method: payment.PaymentMethodRef?.name ?? payment.PaymentMethodRef?.value ?? null,
    reference: payment.PaymentRefNum,
  }),
)

export const readBillPayment = objectReader('payment', billPaymentSchema, (payment) =>
  toRecord(payment, {
    direction: 'out',
    customerId: null,
    vendorId: payment.VendorRef?.value ?? null,
    method: payment.PayType,
    reference: payment.DocNumber,
  }),
)
