import type { DeliveryRow } from '@syncline/domain/view'
import type { DeliveryRefusal, DeliveryStatus } from '@syncline/domain/webhook'
import { worded } from '../language.ts'
import { count, webhooksOf } from './many.ts'

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
  other_place: () => 'Of a location that the connection is not about',
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
const refusedWhy: Readonly<Record<string, string>> = {
  header_missing: 'No signature',
  header_malformed: 'A signature that can’t be read',
  signature_mismatch: 'The signature does not match: check the secret at the connection',
  too_old: 'Signed too long ago: the provider sends it again',
  from_the_future: 'Signed in the future',
  no_secret: 'The connection has no secret: enter it there',
  oversized: 'Larger than is read here',
  unreadable: 'It did not come through whole',
}

export const webhooks = worded('webhooks', {
  title: 'Webhooks',
  caption: 'Webhooks, the newest first',
  statuses,
  bytes: (value: number) => `${count(value)} B`,
  noneOf,
  why,
  refusals,
  webhooksOf,
  columns: {
    status: 'Status',
    event: 'Event',
    connection: 'Connection',
    outcome: 'What came of it',
    received: 'Received',
    id: 'Event id',
    size: 'Size',
    replays: 'Replays',
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
  replay: 'Replay…',
  replayOne: (event: string) => `Replay ${event}`,
  mayNotReplay: (organization: string) =>
    `Operators and admins replay webhooks. Ask an admin of ${organization}.`,
  dialog: {
    titleOne: (event: string) => `Replay ${event}?`,
    text: 'It is read and routed again, by today’s flows. What a sync carries already is not sent again, and nothing newer is overwritten.',
    hint: 'Kept in the history of each webhook. 3 to 500 characters.',
    submit: 'Replay',
    submitting: 'Replaying',
  },
  done: (event: string) => `${event} is routed again.`,
  empty: {
    title: 'No webhooks yet',
    text: 'A connected provider sends a webhook when something changes there. The first one shows here by itself.',
    textDemo: 'Create a customer in the sandbox, and its webhook shows here by itself within a second.',
  },
  noneAt: (venue: string) => `No webhook came from ${venue}`,
  noneAtText: 'When one of its providers sends something, it shows here by itself.',
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
} as const)
