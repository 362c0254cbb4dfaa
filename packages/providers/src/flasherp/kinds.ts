import type { Entity } from '@syncline/domain/connection'
import { customerKind } from './customer.ts'
import { invoiceKind } from './invoice.ts'
import type { Kind } from './kind.ts'
import { subscriptionKind } from './subscription.ts'
import { transactionKind } from './transaction.ts'

/** What FlashERP keeps. */
export const kinds = {
  customer: customerKind,
  transaction: transactionKind,
  invoice: invoiceKind,
  subscription: subscriptionKind,
} satisfies { readonly [Name in Entity]?: Kind<Name> }
