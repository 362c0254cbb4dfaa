import type { BulkRefusal } from '@syncline/domain/bulk'
import type { Entity } from '@syncline/domain/connection'

const number = new Intl.NumberFormat('en-GB')
export const count = (value: number) => number.format(value)
export const syncsOf = (value: number) => (value === 1 ? '1 sync' : `${count(value)} syncs`)

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

const left: Record<BulkRefusal, (value: number) => string> = {
  already_synced: (value) => `${count(value)} already synced`,
  running: (value) => `${count(value)} running just then`,
  in_line: (value) => `${count(value)} already in line`,
  already_skipped: (value) => `${count(value)} already skipped`,
  already_cancelled: (value) => `${count(value)} already cancelled`,
  awaits_choice: (value) => `${count(value)} waiting for a choice`,
  changed_meanwhile: (value) => `${count(value)} changing just then`,
  not_found: (value) => `${count(value)} not there any more`,
  unreadable: (value) => `${count(value)} that could not be read`,
}

/** Selecting syncs, one command on many of them, and asking for some by id. */
export const many = {
  selection: {
    bar: 'What is selected',
    select: 'Select',
    done: 'Done',
    one: (record: string) => `Select ${record}`,
    page: 'Select all on this page',
    count: (value: number) => `${count(value)} selected`,
    all: (matching: string) => `All ${matching} matching are selected`,
    or: 'or',
    selectAll: (matching: string) => `select all ${matching} matching`,
    retry: (value: string) => `Retry ${value}…`,
    skip: (value: string) => `Skip ${value}…`,
    can: (retry: number, skip: number) => `${count(retry)} can be retried, ${count(skip)} skipped`,
    none: { retry: 'None of these can be retried.', skip: 'None of these can be skipped.' },
    clear: 'Clear the selection',
    full: (most: number) =>
      `${count(most)} can be selected at once. Filter instead, and select all matching.`,
  },
  bulk: {
    title: {
      retry: (value: string, one: boolean) => `Retry ${value} ${one ? 'sync' : 'syncs'}?`,
      skip: (value: string, one: boolean) => `Skip ${value} ${one ? 'sync' : 'syncs'}?`,
    },
    text: {
      retry:
        'Each goes to its provider again, one after the other for each record. Nothing can be written twice. Those that run, wait in line or have arrived are left as they are.',
      skip: 'Each is set aside with this reason and not sent. Those that run or have arrived are left as they are.',
    },
    noUndo: {
      retry: 'This can’t be undone: what is written at a provider stays written. You can stop it on the way.',
      skip: 'This can’t be undone in one go: each can be retried later. You can stop it on the way.',
    },
    submit: {
      retry: (value: string) => `Retry ${value}`,
      skip: (value: string) => `Skip ${value}`,
    },
    submitting: 'Asking',
    card: 'Command on many syncs',
    running: { retry: 'Retrying', skip: 'Skipping' },
    progress: (gone: string, total: string) => `${gone} of ${total} gone through`,
    completed: {
      retry: (done: number) => `${syncsOf(done)} put in line again`,
      skip: (done: number) => `${syncsOf(done)} skipped`,
    },
    stopped: {
      retry: (done: number) => `Stopped. ${syncsOf(done)} put in line again`,
      skip: (done: number) => `Stopped. ${syncsOf(done)} skipped`,
    },
    left: (parts: string) => `Left as they were: ${parts}.`,
    reasons: left,
    by: (name: string) => `Asked for by ${name}`,
    stop: 'Stop',
    stopping: 'Stopping',
    dismiss: 'Close this card',
    failed: 'How far it has come could not be read; it goes on all the same.',
    nothingMatches: 'Nothing matches these filters any more.',
    more: (total: string) => `More match now: ${total}. Close this, look again, and select them anew.`,
    tooMany: (most: number) => `More than ${count(most)} at once are too many. Narrow the filters.`,
  },
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
