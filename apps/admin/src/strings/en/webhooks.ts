import type { DeliveryRow } from '@syncline/domain/view'
import type { DeliveryRefusal, DeliveryStatus } from '@syncline/domain/webhook'
import { count } from './many.ts'

const statuses: Record<DeliveryStatus, string> = {
  received: 'In line',
  routed: 'Routed',
  ignored: 'Ignored',
  quarantined: 'Quarantined',
}
const noneOf: Record<DeliveryStatus, string> = {
  received: 'Nothing waits to be routed',
  routed: 'Nothing was routed yet',
  ignored: 'Nothing was ignored',
  quarantined: 'Nothing is quarantined',
}
const why: Record<NonNullable<DeliveryRow['reason']>, (provider: string) => string> = {
  unknown_type: () => 'Nothing is made of this type of event',
  covered: () => 'Another webhook tells of the same change',
  no_flow: () => 'No flow takes it anywhere',
  echo: () => 'Our own change coming back',
  outdated: () => 'A newer change was in line already',
  not_json: (provider) => `Signed by ${provider}, but the body is not JSON`,
  unexpected_shape: (provider) => `Signed by ${provider}, but the body can’t be read`,
  payload_missing: () => 'What came with it is no longer kept',
  unknown_account: (provider) => `It belongs to a ${provider} account that is not connected`,
}
const refusals: Record<DeliveryRefusal, string> = {
  not_routed_yet: 'It waits to be routed already.',
  replayed_too_often: 'It was replayed so often that no more is kept of it. Retry its syncs instead.',
}
const spared: Readonly<Record<string, string>> = {
  not_routed_yet: 'wait to be routed already',
  replayed_too_often: 'were replayed too often',
  changed_meanwhile: 'were replayed by somebody else just now',
  PAYLOAD_EXPIRED: 'are no longer kept',
  RECORD_NOT_FOUND: 'are gone',
}
const refusedWhy: Readonly<Record<string, string>> = {
  header_missing: 'No signature',
  header_malformed: 'A signature that can’t be read',
  signature_mismatch: 'The signature does not match the secret',
  too_old: 'Signed too long ago',
  from_the_future: 'Signed in the future',
  no_secret: 'The connection has no secret',
  oversized: 'Too large',
  unreadable: 'It did not come through whole',
}
const webhooksOf = (value: number) => (value === 1 ? '1 webhook' : `${count(value)} webhooks`)

export const webhooks = {
  title: 'Webhooks',
  caption: 'Webhooks, the newest first',
  statuses,
  noneOf,
  why,
  refusals,
  webhooksOf,
  columns: {
    select: 'Select',
    status: 'Status',
    event: 'Event',
    connection: 'Connection',
    outcome: 'What came of it',
    received: 'Received',
  },
  unreadable: 'Unreadable event',
  tabs: 'Views by status',
  all: 'All',
  refused: 'Refused',
  filters: {
    type: 'Event type',
    typeHint: 'In full, as the provider writes it: customer.updated',
    event: 'Event id',
    eventHint: 'The provider’s own id, in full: evt_…',
  },
  newerAnnounced: (value: string) => `${value} newer webhooks. Choose Show newer to see them.`,
  keyHints: { move: 'move', select: 'select', replay: 'replay', open: 'open' },
  loading: 'Webhooks are being loaded',
  failed: 'Webhooks could not be loaded; none changed',
  behind: 'This may be a moment old: the newest webhooks are still being worked in.',
  led: (syncs: number) => (syncs === 1 ? 'Led to 1 sync' : `Led to ${count(syncs)} syncs`),
  waits: 'Waits to be routed',
  waitsAgain: 'Replayed, waits to be routed',
  times: (times: number) => (times === 1 ? 'once' : `${times} times`),
  replayedTimes: (times: string) => `replayed ${times}`,
  andReplayed: (what: string, times: string) => `${what}, ${times}`,
  select: (event: string) => `Select ${event}`,
  selectPage: 'Select all on this page',
  selected: (value: number) => `${count(value)} selected`,
  selectAll: (value: number) => `Select all ${count(value)} matching`,
  allSelected: (value: number) => `All ${count(value)} matching are selected`,
  spare: (value: number) =>
    value === 1 ? '1 waits to be routed already' : `${count(value)} wait to be routed already`,
  clearSelection: 'Clear selection',
  bulk: 'Selected webhooks',
  replay: 'Replay…',
  replayOne: (event: string) => `Replay ${event}`,
  replaySeveral: (value: number) => `Replay ${count(value)}…`,
  mayNotReplay: (organization: string) =>
    `Operators and admins replay webhooks. Ask an admin of ${organization}.`,
  dialog: {
    titleOne: (event: string) => `Replay ${event}?`,
    titleMany: (value: number) => `Replay ${webhooksOf(value)}?`,
    text: 'It is read and routed again, by today’s flows. What a sync carries already is not sent again, and nothing newer is overwritten.',
    textMany:
      'Each is read and routed again, by today’s flows. What syncs carry already is not sent again, and nothing newer is overwritten.',
    hint: 'Kept in the history of each webhook. 3 to 500 characters.',
    submit: 'Replay',
    submitMany: (value: number) => `Replay ${count(value)}`,
    submitting: 'Replaying',
    moreThanShown: 'More match now than you were shown. Look at the list again, then replay.',
  },
  done: (event: string) => `${event} is routed again.`,
  doneMany: (replayed: number) => `${webhooksOf(replayed)} ${replayed === 1 ? 'is' : 'are'} routed again.`,
  sparedMany: (value: number, reason: string) => ` ${count(value)} ${spared[reason] ?? 'could not be'}.`,
  empty: {
    title: 'No webhooks yet',
    text: 'A connected provider sends a webhook when something changes there. The first one shows here by itself.',
    textDemo: 'Create a customer in the sandbox, and its webhook shows here by itself within a second.',
  },
  filteredEmpty: {
    title: 'Nothing matches these filters',
    text: 'No webhook is left when all of them apply. Types and ids have to be written in full.',
    textOne: 'When that changes, the row shows here by itself.',
  },
  refusedList: {
    caption: 'Refused webhooks, the newest first',
    note: 'The newest 100 that were turned away at the door. Nothing of what they said is kept, since nobody knows who sent them.',
    why: 'Why',
    size: 'Size',
    refused: 'Refused',
    reasons: refusedWhy,
    empty: 'No webhook was refused',
    emptyText: 'Every one that came was signed by its provider.',
    failed: 'Refused webhooks could not be loaded',
  },
} as const
