import { moneySchema } from '@syncline/domain/money'
import { type TransactionRecord, transactionStatuses } from '@syncline/domain/record'
import { z } from 'zod'
import type { PlanContext } from '../provider.ts'
import { cutText, optionalText } from '../shape.ts'
import { customerIdOf, filled, type Kind, type Members, objectReader, referenceMember } from './kind.ts'
import { instant, objectHead, objectId, reference } from './wire.ts'

const maxFailureCodeLength = 100

const transactionSchema = z.object({
  ...objectHead,
  customer_id: objectId.nullish(),
  type: z.enum(['payment', 'refund']),
  status: z.enum(transactionStatuses),
  amount: moneySchema,
  parent_ref: reference,
  description: optionalText(1_000),
  failure_code: optionalText(maxFailureCodeLength),
  occurred_at: instant,
})

function toRecord(transaction: z.output<typeof transactionSchema>): TransactionRecord {
  return {
    entity: 'transaction',
    sourceId: transaction.id,
    deleted: false,
    kind: transaction.type,
    status: transaction.status,
    amount: transaction.amount,
    customerId: transaction.customer_id ?? null,
    parentId: transaction.parent_ref,
    description: transaction.description,
    failureCode: transaction.failure_code,
    occurredAt: transaction.occurred_at,
  }
}

function membersOf(record: TransactionRecord, context: PlanContext): Members {
  const customer = customerIdOf(record, context)
  if (!customer.ok) return customer
  const members = {
    ...referenceMember(record, context),
    customer_id: customer.id,
    type: record.kind,
    status: record.status,
    amount: record.amount,
    parent_ref: record.parentId,
    description: filled(record.description),
    failure_code: filled(cutText(record.failureCode, maxFailureCodeLength)),
    occurred_at: record.occurredAt,
  }
  return { ok: true, members }
}

export const transactionKind: Kind<'transaction'> = {
  entity: 'transaction',
  plural: 'transactions',
  read: objectReader(transactionSchema, toRecord),
  membersOf,
  ending: { status: 'cancelled' },
  referredTo: false,
}
