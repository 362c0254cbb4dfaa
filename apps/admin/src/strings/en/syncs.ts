import type { BulkRefusal } from '@syncline/domain/bulk'
import type { Entity } from '@syncline/domain/connection'
import type { SyncFace, SyncRefusal } from '@syncline/domain/sync'

const number = new Intl.NumberFormat('en-GB')
const count = (value: number) => number.format(value)
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

const refusals: Record<SyncRefusal, string> = {
  already_synced: 'It is already synced, so there is nothing to do again.',
  running: 'It is running just now. Wait until it ends.',
  in_line: 'It is already in line.',
  already_skipped: 'It is already skipped.',
  already_cancelled: 'It is already cancelled.',
  awaits_choice: 'Both sides changed: choose which version stays.',
  no_conflict: 'It is in no conflict any more.',
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
  atLeast: (value: number) => `${count(value)}+`,
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
  filters: {
    label: 'Filters',
    any: 'any',
    status: 'Status',
    connection: 'Connection',
    entity: 'Entity',
    time: 'Time',
    some: (first: string, more: number) => `${first} and ${more} more`,
    unknownConnection: 'one not in the list',
    hour: 'last hour',
    day: 'last 24 hours',
    week: 'last 7 days',
    month: 'last 30 days',
    custom: 'from … to …',
    between: (from: string, to: string) => `${from} to ${to}`,
    since: (from: string) => `since ${from}`,
    until: (to: string) => `until ${to}`,
    from: 'From',
    to: 'To',
    zone: (place: string) => `Times in ${place}`,
    apply: 'Apply',
    order: 'The end lies before the beginning.',
    clearAll: 'Clear filters',
    active: (value: number) => (value === 0 ? 'Filters' : value === 1 ? '1 filter' : `${value} filters`),
    show: (matching: string) => `Done, ${matching}`,
  },
  matching: (value: string, one: boolean) => (one ? '1 matches' : `${value} match`),
  newer: (value: string) => `Show ${value} newer`,
  newerShort: (value: string) => `${value} newer`,
  newerAnnounced: (value: string) => `${value} newer syncs. Choose Show newer to see them.`,
  range: {
    part: (rows: number, matching: string) => `${rows} of ${matching}`,
    all: (rows: number) => (rows === 1 ? 'The only one' : `All ${rows}`),
  },
  paging: 'Pages',
  previous: 'Newer',
  next: 'Older',
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
  keyHints: { move: 'move', select: 'select', retry: 'retry', skip: 'skip', open: 'open', all: 'all keys' },
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
    targetKept: (provider: string) => `Both sides changed; the version in ${provider} was kept`,
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
  syncsOf,
} as const
