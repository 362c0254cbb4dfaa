import type { Entity } from '../connection/entity.ts'
import type { ProviderName } from '../connection/provider.ts'
import type { Mapping, Rule } from './mapping.ts'
import type { Transform } from './transform.ts'

/** A mapping that comes with the hub: version 1 of every flow that it fits. */
export interface ReadyMapping {
  readonly from: ProviderName
  readonly to: ProviderName
  /** Of the flow: what the source's records are. */
  readonly entity: Entity
  readonly mapping: Mapping
}

const rule = (target: string, source: string | null, more: Partial<Rule> = {}): Rule => ({
  target,
  source,
  expression: null,
  transforms: [],
  fallback: null,
  required: false,
  ...more,
})
/** Fields that are called the same on both sides. */
const same = (...fields: readonly string[]): Rule[] => fields.map((field) => rule(field, field))

const trim: Transform = { name: 'trim' }
const nameRule = rule('name', 'name', { transforms: [trim] })
const person = [nameRule, ...same('email', 'phone', 'address', 'note')]

const customer: Mapping = { entity: 'customer', rules: [...person] }
const vendor: Mapping = {
  entity: 'vendor',
  rules: [nameRule, ...same('email', 'phone', 'address', 'accountNumber', 'currency', 'active')],
}
const transaction: Mapping = {
  entity: 'transaction',
  rules: same(
    'kind',
    'status',
    'amount',
    'customerId',
    'parentId',
    'description',
    'failureCode',
    'occurredAt',
  ),
}
const invoice: Mapping = {
  entity: 'invoice',
  rules: [
    ...same('number', 'status', 'customerId', 'subscriptionId', 'lines', 'subtotal', 'tax', 'total'),
    ...same('amountPaid', 'amountDue', 'issuedAt', 'dueAt', 'paidAt'),
  ],
}
const subscription: Mapping = {
  entity: 'subscription',
  rules: [
    ...same('customerId', 'status', 'items', 'currentPeriodStart', 'currentPeriodEnd'),
    ...same('cancelAt', 'cancelledAt', 'trialEnd'),
  ],
}
/**
 * As the bill was read off the paper. QuickBooks books each line to an account, and paper names none: unless the mapping
 * is told one, that is the account of expenses chosen for the connection.
 */
const bill: Mapping = {
  entity: 'bill',
  rules: [
    rule('number', 'number', { transforms: [trim] }),
    rule('status', 'status'),
    rule('vendorId', 'vendorId'),
    rule('vendorName', 'vendorName', { transforms: [trim] }),
    ...same('lines[].description', 'lines[].quantity', 'lines[].amount', 'lines[].accountId'),
    ...same('subtotal', 'tax', 'total', 'amountDue', 'memo', 'issuedAt', 'dueAt'),
  ],
}
/** Between two companies: an account is one of a company's own, so each line goes to the one chosen where it arrives. */
const billElsewhere: Mapping = {
  ...bill,
  rules: bill.rules.filter(({ target }) => target !== 'lines[].accountId'),
}
const payment: Mapping = {
  entity: 'payment',
  rules: [
    ...same('direction', 'status', 'amount', 'customerId', 'vendorId', 'allocations'),
    ...same('method', 'reference', 'paidAt'),
  ],
}
/** What was sold at a till, as an invoice: paid when the order is completed. */
const orderAsInvoice: Mapping = {
  entity: 'invoice',
  rules: [
    ...same('number', 'customerId'),
    rule('status', 'status', {
      transforms: [
        {
          name: 'lookup',
          table: { draft: 'draft', open: 'open', completed: 'paid', cancelled: 'void' },
          otherwise: null,
        },
      ],
      required: true,
    }),
    ...same('lines[].description', 'lines[].quantity', 'lines[].amount', 'tax', 'total'),
    rule('subtotal', null, {
      expression: '{ "amount": total.amount - tax.amount, "currency": total.currency }',
    }),
    rule('amountPaid', null, {
      expression: 'status = "completed" ? total : { "amount": 0, "currency": total.currency }',
    }),
    rule('amountDue', null, {
      expression: 'status = "completed" ? { "amount": 0, "currency": total.currency } : total',
    }),
    rule('issuedAt', 'placedAt'),
    rule('paidAt', 'closedAt'),
  ],
}
/** What the office asks money for, as an order at a till: it is paid and closed there. */
const invoiceAsOrder: Mapping = {
  entity: 'order',
  rules: [
    ...same('number', 'customerId'),
    rule('status', 'status', {
      transforms: [
        {
          name: 'lookup',
          table: {
            draft: 'draft',
            open: 'open',
            paid: 'completed',
            void: 'cancelled',
            uncollectible: 'cancelled',
          },
          otherwise: null,
        },
      ],
      required: true,
    }),
    ...same('lines[].description', 'lines[].quantity', 'lines[].amount', 'tax', 'total'),
    ...['discount', 'tip'].map((target) =>
      rule(target, null, { expression: '{ "amount": 0, "currency": total.currency }' }),
    ),
    rule('placedAt', 'issuedAt', { required: true }),
    rule('closedAt', 'paidAt'),
  ],
}
/** To the place that is chosen at the other end, where none is mapped. */
const order: Mapping = {
  entity: 'order',
  rules: [
    ...same('number', 'status', 'customerId', 'lines', 'discount', 'tax', 'tip', 'total'),
    ...same('placedAt', 'closedAt'),
  ],
}
const count: Mapping = {
  entity: 'inventory_item',
  rules: same('itemId', 'name', 'sku', 'quantity', 'state', 'countedAt'),
}
const contact: Mapping = {
  entity: 'contact',
  rules: same('email', 'status', 'firstName', 'lastName', 'phone', 'language', 'tags', 'changedAt'),
}
const transactionAsPayment: Mapping = {
  entity: 'payment',
  rules: [
    // A refund is no payment: it fails here rather than being booked as money that came in.
    rule('direction', 'kind', {
      transforms: [{ name: 'lookup', table: { payment: 'in' }, otherwise: null }],
      required: true,
    }),
    rule('status', 'status', {
      transforms: [
        {
          name: 'lookup',
          table: {
            pending: 'pending',
            requires_action: 'pending',
            succeeded: 'completed',
            failed: 'failed',
            cancelled: 'void',
          },
          otherwise: null,
        },
      ],
      required: true,
    }),
    ...same('amount', 'customerId'),
    rule('reference', 'description'),
    rule('paidAt', 'occurredAt'),
  ],
}
const paymentAsTransaction: Mapping = {
  entity: 'transaction',
  rules: [
    // What went out to a vendor is no sale.
    rule('kind', 'direction', {
      transforms: [{ name: 'lookup', table: { in: 'payment' }, otherwise: null }],
      required: true,
    }),
    rule('status', 'status', {
      transforms: [
        {
          name: 'lookup',
          table: { pending: 'pending', completed: 'succeeded', failed: 'failed', void: 'cancelled' },
          otherwise: null,
        },
      ],
      required: true,
    }),
    ...same('amount', 'customerId'),
    rule('description', 'reference'),
    rule('occurredAt', 'paidAt'),
  ],
}
const contactAsCustomer: Mapping = {
  entity: 'customer',
  rules: [
    rule('name', 'firstName', { transforms: [{ name: 'concat', with: ['lastName'], separator: ' ' }] }),
    rule('email', 'email'),
    rule('phone', 'phone'),
  ],
}

const between = (
  from: ProviderName,
  to: ProviderName,
  mappings: Partial<Record<Entity, Mapping>>,
): readonly ReadyMapping[] =>
  Object.entries(mappings).map(([entity, mapping]) => ({ from, to, entity: entity as Entity, mapping }))

/** Every mapping that comes with the hub: of each pair of providers whose one gives what the other takes. A flow that none fits sends its records as they are. */
export const readyMappings: readonly ReadyMapping[] = [
  ...between('stripe', 'flasherp', { customer, transaction, invoice, subscription }),
  ...between('stripe', 'stripe', { customer }),
  ...between('flasherp', 'stripe', { customer }),
  ...between('flasherp', 'flasherp', { customer, transaction, invoice, subscription }),
  ...between('square', 'flasherp', { customer, transaction, order: orderAsInvoice }),
  ...between('square', 'stripe', { customer }),
  ...between('square', 'square', { customer, order, inventory_item: count }),
  ...between('flasherp', 'square', { customer, invoice: invoiceAsOrder }),
  ...between('stripe', 'square', { customer }),
  ...between('quickbooks', 'square', { customer, invoice: invoiceAsOrder }),
  ...between('quickbooks', 'stripe', { customer }),
  ...between('square', 'quickbooks', {
    customer,
    transaction: transactionAsPayment,
    order: orderAsInvoice,
  }),
  ...between('stripe', 'quickbooks', { customer, transaction: transactionAsPayment, invoice }),
  ...between('quickbooks', 'quickbooks', { customer, vendor, invoice, bill: billElsewhere, payment }),
  ...between('quickbooks', 'flasherp', { customer, invoice, payment: paymentAsTransaction }),
  ...between('flasherp', 'quickbooks', { customer, invoice, transaction: transactionAsPayment }),
  ...between('pcs-ai', 'quickbooks', { bill, vendor }),
  // As customers, not as contacts: whether they want mail is theirs to say, and Mailchimp's adapter subscribes nobody.
  ...between('stripe', 'mailchimp', { customer }),
  ...between('square', 'mailchimp', { customer }),
  ...between('quickbooks', 'mailchimp', { customer }),
  ...between('flasherp', 'mailchimp', { customer }),
  ...between('mailchimp', 'mailchimp', { contact }),
  ...between('mailchimp', 'stripe', { contact: contactAsCustomer }),
  ...between('mailchimp', 'square', { contact: contactAsCustomer }),
  ...between('mailchimp', 'flasherp', { contact: contactAsCustomer }),
  ...between('mailchimp', 'quickbooks', { contact: contactAsCustomer }),
]

/** Null where records travel as they are. */
export function readyMapping(from: ProviderName, to: ProviderName, entity: Entity): Mapping | null {
  const found = readyMappings.find(
    (ready) => ready.from === from && ready.to === to && ready.entity === entity,
  )
  return found?.mapping ?? null
}

/** Whether records of an entity may begin to travel: the target takes them as they are, or as what is made of them. */
export const isTaken = (
  takes: (entity: Entity) => boolean,
  { from, to, entity }: { readonly from: ProviderName; readonly to: ProviderName; readonly entity: Entity },
): boolean => {
  const made = readyMapping(from, to, entity)
  return takes(made?.entity ?? entity) || takes(entity)
}

/** Every field to the field of the same name: what a flow does that has no mapping, to begin editing from. */
export const plainMapping = (entity: Entity, fields: readonly string[]): Mapping => ({
  entity,
  rules: fields.map((field) => rule(field, field)),
})
