import type { Entity } from '@syncline/domain/connection'
import { locale } from '../language.ts'

/** «99.15 %»; a whole hundred has no decimals. */
export const percent = (value: number, digits: number) =>
  `${value.toLocaleString(locale, value === 100 ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits })} %`
export const count = (value: number) => value.toLocaleString(locale)
export const syncsOf = (value: number) => (value === 1 ? '1 sync' : `${count(value)} syncs`)

export const webhooksOf = (value: number) => (value === 1 ? '1 webhook' : `${count(value)} webhooks`)

export const entityPlurals: Record<Entity, string> = {
  customer: 'Customers',
  transaction: 'Transactions',
  invoice: 'Invoices',
  subscription: 'Subscriptions',
  order: 'Orders',
  payment: 'Payments',
  refund: 'Refunds',
  vendor: 'Vendors',
  bill: 'Bills',
  inventory_item: 'Inventory items',
  contact: 'Contacts',
}

/** A label within a sentence: «API key» keeps its capitals. */
export const midSentence = (label: string) =>
  label.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase())

/** Asking for some by id. */
export const many = {
  request: {
    open: 'Request a sync',
    title: 'Request a sync',
    text: 'Each record is read from its source as it is now, and written to the other side. This works also where no webhook came.',
    flow: 'What goes where',
    flowOf: (entity: Entity, source: string, target: string) =>
      `${entityPlurals[entity]}: ${source} to ${target}`,
    noFlow: 'Nothing flows between connections yet, so nothing can be asked for.',
    ids: 'Ids at the source',
    idsHint: (most: number) => `One to a line, at most ${count(most)}. For example cus_QX403zR8mVb.`,
    idsMissing: 'Give at least one id.',
    idsTooMany: (value: number, most: number) => `These are ${count(value)}; ${count(most)} go at once.`,
    idTooLong: 'An id has at most 255 characters.',
    submit: (value: number) => (value < 2 ? 'Request it' : `Request ${count(value)}`),
    submitting: 'Asking',
    done: (value: number) => `${syncsOf(value)} in line.`,
  },
} as const
