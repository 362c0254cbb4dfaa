import type { Entity } from '@syncline/domain/connection'
import type { SyncFace, SyncRefusal } from '@syncline/domain/sync'
import { worded } from '../language.ts'
import { count, entityPlurals, many, syncsOf } from './many.ts'

const faces: Record<SyncFace, string> = {
  pending: 'Pending',
  syncing: 'Syncing',
  synced: 'Synced',
  waiting: 'Waiting',
  failed: 'Failed',
  unknown: 'Outcome unknown',
  skipped: 'Skipped',
  cancelled: 'Cancelled',
}

const noneOf: Record<SyncFace, string> = {
  pending: 'Nothing is in line',
  syncing: 'Nothing is being written',
  synced: 'Nothing is synced yet',
  waiting: 'Nothing waits',
  failed: 'Nothing has failed',
  unknown: 'Every outcome is known',
  skipped: 'Nothing was skipped',
  cancelled: 'Nothing was cancelled',
}

const refusals: Record<SyncRefusal, string> = {
  already_synced: 'It is already synced, so there is nothing to do again.',
  running: 'It is running just now. Wait until it ends.',
  in_line: 'It is already in line.',
  already_skipped: 'It is already skipped.',
  already_cancelled: 'It is already cancelled.',
  awaits_choice: 'Both sides changed: choose which version stays.',
  no_conflict: 'It is in no conflict any more.',
  erased: 'The person it is about was erased: there is nothing left to send.',
  refund_over:
    'This refund was surely not made. Ask for a new one with the payment: what is left is looked at again.',
}

const entityNames: Record<Entity, string> = {
  customer: 'customer',
  transaction: 'transaction',
  invoice: 'invoice',
  subscription: 'subscription',
  order: 'order',
  payment: 'payment',
  refund: 'refund',
  vendor: 'vendor',
  bill: 'bill',
  inventory_item: 'inventory item',
  contact: 'contact',
}
const entityTitles: Record<Entity, string> = {
  customer: 'Customer',
  transaction: 'Transaction',
  invoice: 'Invoice',
  subscription: 'Subscription',
  order: 'Order',
  payment: 'Payment',
  refund: 'Refund',
  vendor: 'Vendor',
  bill: 'Bill',
  inventory_item: 'Inventory item',
  contact: 'Contact',
}
export const syncs = worded('syncs', {
  title: 'Syncs',
  caption: 'Syncs, the newest first',
  faces,
  shortUnknown: 'Unknown',
  entity: entityNames,
  entityTitle: entityTitles,
  hold: { name: 'Waits for', conflict: 'a person’s choice' },
  entityPlural: entityPlurals,
  count,
  columns: {
    status: 'Status',
    record: 'Record',
    direction: 'Direction',
    amount: 'Amount',
    happened: 'What happened',
    tries: 'Tries',
    last: 'Last, next',
    source: 'Id at the source',
    external: 'Id at the target',
    connection: 'Connection',
    requested: 'Asked for',
    took: 'Took',
  },
  noName: 'No name',
  erasedName: 'Erased',
  to: (provider: string) => `To ${provider}`,
  from: (provider: string) => `From ${provider}`,
  entityTo: (entity: Entity, provider: string) => `${entityTitles[entity]} to ${provider}`,
  entityFrom: (entity: Entity, provider: string) => `${entityTitles[entity]} from ${provider}`,
  triesOf: (tries: number, most: number) => `${tries} of ${most}`,
  triesHint: (tries: number, retries: number, maxRetries: number) =>
    `${tries} ${tries === 1 ? 'try' : 'tries'} so far; ${retries} of ${maxRetries} retries used since it was last asked for`,
  tabs: 'Views by status',
  all: 'All',
  newerAnnounced: (value: string) => `${value} newer syncs. Choose Show newer to see them.`,
  retry: 'Retry…',
  skip: 'Skip…',
  cancel: 'Cancel…',
  actOn: {
    retry: (record: string) => `Retry ${record}`,
    skip: (record: string) => `Skip ${record}`,
    cancel: (record: string) => `Cancel ${record}`,
  },
  refusals,
  mayNot: {
    retry: (organization: string) => `Operators and admins retry syncs. Ask an admin of ${organization}.`,
    skip: (organization: string) => `Operators and admins skip syncs. Ask an admin of ${organization}.`,
    cancel: (organization: string) => `Operators and admins cancel syncs. Ask an admin of ${organization}.`,
    resolve: (organization: string) =>
      `Operators and admins choose between versions. Ask an admin of ${organization}.`,
    request: (organization: string) => `Operators and admins ask for syncs. Ask an admin of ${organization}.`,
  },
  keyHints: { move: 'move', select: 'select', retry: 'retry', skip: 'skip', open: 'open' },
  loading: 'Syncs are being loaded',
  failed: 'Syncs could not be loaded; none changed',
  behind: 'This may be a moment old: the newest changes are still being worked in.',
  empty: {
    title: 'No syncs yet',
    text: 'A sync begins when a connected provider reports a change, for example when a customer is created in Stripe. The first one shows here by itself.',
    textDemo:
      'A sync begins when a connected provider reports a change. Create a customer in the sandbox, and its row shows here by itself within a second.',
    connections: (names: string) => `Connected: ${names}.`,
    noConnections: 'Nothing is connected yet.',
  },
  /** When a status alone is chosen and nothing has it. */
  noneOf,
  noneAt: (venue: string) => `No sync goes to ${venue}`,
  noneAtText: 'A sync is listed at the venue it goes to. What comes from here is listed where it is written.',
  filteredEmpty: {
    title: 'Nothing matches these filters',
    text: 'No sync is left when all of them apply. Take one off, or clear them all.',
    textOne: 'When that changes, the row shows here by itself.',
  },
  happened: {
    inLine: 'In line',
    inLineAgain: (next: number) => `In line for try ${next}`,
    syncing: 'Being written now',
    written: (entity: Entity, id: string) => `Written as ${entityNames[entity]} ${id}`,
    deleted: (entity: Entity, id: string) => `Deleted ${entityNames[entity]} ${id}`,
    synced: 'Written',
    skipped: (by: string, reason: string) => `Skipped by ${by}: ${reason}`,
    superseded: 'Nothing to send: what is there is as new, or newer',
    targetKept: (provider: string) => `Both sides changed; the version in ${provider} was kept`,
    cancelled: (by: string, reason: string) => `Cancelled by ${by}: ${reason}`,
    goesAgain: (words: string) => `goes again in ${words}`,
    asksAgain: (words: string) => `asking again in ${words}`,
    anyMoment: 'goes any moment',
    lane: 'Waits for another change of the same record',
    limit: (provider: string) => `${provider} allows only so many requests at a time`,
    breaker: (provider: string) => `${provider} failed several times in a row and rests`,
    switchOff: (provider: string) => `The connection to ${provider}, or this kind of record, is switched off`,
    dependency: (provider: string) => `Waits until what it refers to is in ${provider}`,
    conflict: 'Both sides changed; waits for a person to choose',
    unknown: (provider: string) => `It is not known whether ${provider} wrote it`,
    open: (what: string) => `${what} It may have written it`,
    waits: 'Waits',
    andNext: (what: string, next: string) => `${what}; ${next}`,
    detail: (what: string, detail: string) => `${what}: ${detail}`,
  },
  dialog: {
    retryTitle: (record: string) => `Retry ${record}?`,
    skipTitle: (record: string) => `Skip ${record}?`,
    retryText: (provider: string) =>
      `It is sent to ${provider} again with the newest data. It can’t be written twice.`,
    retryUnknown: (provider: string) =>
      `${provider} may have written it already, so the same request goes out under the same key. It can’t be written twice.`,
    skipText: (provider: string) =>
      `It is set aside and not sent to ${provider}. You can retry it later; nothing is deleted.`,
    skipUnknown: (provider: string) =>
      `${provider} may have written it already; skipping does not undo that. You can retry it later.`,
    about: (what: string) => `Now: ${what}.`,
    cancelTitle: (record: string) => `Cancel the sync of ${record}?`,
    cancelText: (provider: string) =>
      `It is called off and not sent to ${provider}. You can retry it later; nothing is deleted.`,
    cancelUnknown: (provider: string) =>
      `${provider} may have written it already; cancelling does not undo that. You can retry it later.`,
    retrySubmit: 'Retry',
    skipSubmit: 'Skip',
    cancelSubmit: 'Cancel it',
    keep: 'Keep it',
    resolve: {
      ours: {
        title: (record: string, provider: string) => `Write ours over ${record} in ${provider}?`,
        text: (provider: string) =>
          `The version that is in ${provider} now is written over, and can’t be brought back from here. If it changes once more before that, you are asked again.`,
        submit: 'Write ours',
      },
      theirs: {
        title: (record: string, provider: string) => `Keep ${record} as it is in ${provider}?`,
        text: (provider: string) =>
          `Our change is not sent. The next change at the source goes to ${provider} again.`,
        submit: 'Keep theirs',
      },
    },
    choosing: 'Settling',
    retrying: 'Retrying',
    skipping: 'Skipping',
    cancelling: 'Cancelling',
    moved: 'It has moved on since you looked.',
  },
  done: {
    retry: (record: string) => `${record} is in line again.`,
    skip: (record: string) => `${record} is skipped.`,
    cancel: (record: string) => `${record} is cancelled.`,
    ours: (record: string) => `${record} is in line to be written.`,
    theirs: (record: string) => `${record} stays as it is there.`,
  },
  ...many,
  syncsOf,
} as const)
