import type { Entity } from '@syncline/domain/connection'
import type { SyncFace, SyncRefusal } from '@syncline/domain/sync'
import { count } from './list.ts'

const syncsOf = (value: number) => (value === 1 ? '1 sync' : `${count(value)} syncs`)

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
}

const entityNames: Record<Entity, string> = {
  customer: 'customer',
  transaction: 'transaction',
  invoice: 'invoice',
  subscription: 'subscription',
}
const entityTitles: Record<Entity, string> = {
  customer: 'Customer',
  transaction: 'Transaction',
  invoice: 'Invoice',
  subscription: 'Subscription',
}
const entityPlurals: Record<Entity, string> = {
  customer: 'Customers',
  transaction: 'Transactions',
  invoice: 'Invoices',
  subscription: 'Subscriptions',
}

export const syncs = {
  title: 'Syncs',
  caption: 'Syncs, the newest first',
  faces,
  shortUnknown: 'Unknown',
  entity: entityNames,
  entityTitle: entityTitles,
  entityPlural: entityPlurals,
  count,
  columns: {
    status: 'Status',
    record: 'Record',
    direction: 'Direction',
    happened: 'What happened',
    tries: 'Tries',
    last: 'Last, next',
    actions: 'Actions',
  },
  noName: 'No name',
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
  retryOne: (record: string) => `Retry ${record}`,
  skipOne: (record: string) => `Skip ${record}`,
  refusals,
  mayNot: {
    retry: (organization: string) => `Operators and admins retry syncs. Ask an admin of ${organization}.`,
    skip: (organization: string) => `Operators and admins skip syncs. Ask an admin of ${organization}.`,
  },
  keyHints: { move: 'move', retry: 'retry', skip: 'skip', open: 'open' },
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
    superseded: 'A newer change of the same record was already written',
    cancelled: (by: string, reason: string) => `Cancelled by ${by}: ${reason}`,
    goesAgain: (words: string) => `goes again in ${words}`,
    asksAgain: (words: string) => `asking again in ${words}`,
    anyMoment: 'goes any moment',
    lane: 'Waits for another change of the same record',
    limit: (provider: string) => `${provider} allows only so many requests at a time`,
    breaker: (provider: string) => `${provider} failed several times in a row and rests`,
    switchOff: (provider: string) => `The connection to ${provider} is switched off`,
    dependency: (provider: string) => `Waits until what it refers to is in ${provider}`,
    conflict: 'Both sides changed; waits for a person to choose',
    unknown: (provider: string) => `It is not known whether ${provider} wrote it`,
    waits: 'Waits',
    andNext: (what: string, next: string) => `${what}; ${next}`,
    detail: (what: string, detail: string) => `${what}: ${detail}`,
  },
  someone: 'somebody',
  parts: { system: 'Syncline', key: 'an API key' },
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
    reason: 'Reason',
    reasonOptional: 'Reason (optional)',
    retryHint: 'Kept in the history of this sync.',
    skipHint: 'Others read this in the history: say why it does not matter. 3 to 500 characters.',
    tooShort: 'Write at least 3 characters, or leave it empty.',
    reasonMissing: 'Say why, in at least 3 characters.',
    retrySubmit: 'Retry',
    skipSubmit: 'Skip',
    retrying: 'Retrying',
    skipping: 'Skipping',
    moved: 'It has moved on since you looked.',
  },
  done: {
    retried: (record: string) => `${record} is in line again.`,
    skipped: (record: string) => `${record} is skipped.`,
  },
  syncsOf,
} as const
