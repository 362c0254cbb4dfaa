import type {
  EventCause,
  EventCauses,
  EventDetail,
  EventKind,
  EventList,
  EventRow,
} from '@syncline/domain/view'
import { nowMs } from './samples.ts'

const syncId = '5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b90'
const deliveryId = '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c12'
const first = 48_201_884

export const kinds: readonly EventKind[] = [
  { type: 'WebhookReceived', noun: 'delivery', sentence: 'A webhook arrived and its signature was right.' },
  { type: 'WebhookRouted', noun: 'delivery', sentence: 'A webhook led to syncs.' },
  { type: 'SyncRequested', noun: 'sync', sentence: 'A record is to be written to a connection.' },
  {
    type: 'SyncStarted',
    noun: 'sync',
    sentence: 'A worker took the sync; from here on the provider may have been written to.',
  },
  { type: 'SyncFailed', noun: 'sync', sentence: 'A try did not succeed.' },
  { type: 'SyncRetryScheduled', noun: 'sync', sentence: 'The sync waits and goes again at a set time.' },
  { type: 'SyncRetryRequested', noun: 'sync', sentence: 'A person asked for the sync to be tried again.' },
  { type: 'SyncSucceeded', noun: 'sync', sentence: 'The provider has written it.' },
]
const sentenceOf = new Map(kinds.map(({ type, sentence }) => [type, sentence]))

function event(nth: number, type: string, by: EventRow['by'], seconds: number): EventRow {
  const noun = type.startsWith('Webhook') ? 'delivery' : 'sync'
  const id = noun === 'sync' ? syncId : deliveryId
  const at = new Date(nowMs - seconds * 1_000).toISOString()
  return {
    position: first + nth,
    type,
    sentence: sentenceOf.get(type) ?? '',
    stream: `${noun}-${id}`,
    version: nth + 1,
    subject: { noun, id },
    by,
    correlationId: deliveryId,
    causationPosition: nth === 1 || nth === 2 ? first : null,
    occurredAt: at,
    recordedAt: at,
  }
}
const worker = { actor: 'system:executor', name: null } as const
const story: readonly EventRow[] = [
  event(0, 'WebhookReceived', { actor: 'provider:stripe', name: null }, 96),
  event(1, 'SyncRequested', { actor: 'system:router', name: null }, 95),
  event(2, 'WebhookRouted', { actor: 'system:router', name: null }, 95),
  event(3, 'SyncStarted', worker, 94),
  event(4, 'SyncFailed', worker, 64),
  event(5, 'SyncRetryScheduled', worker, 64),
  event(6, 'SyncStarted', worker, 60),
  event(7, 'SyncFailed', worker, 30),
  event(8, 'SyncRetryRequested', { actor: 'user:u1', name: 'Ngozi Adeyemi' }, 12),
  event(9, 'SyncStarted', worker, 4),
  event(10, 'SyncSucceeded', worker, 3),
]

export const rows: readonly EventRow[] = [...story].reverse()
export const list: EventList = { rows, hasOlder: true, hasNewer: false, position: 48_201_900, behind: false }
export const emptyList: EventList = { ...list, rows: [], hasOlder: false }

const failed = story[4] as EventRow
export const detail: EventDetail = {
  row: { ...failed, causationPosition: first + 3 },
  schemaVersion: 1,
  data: {
    try: 1,
    code: 'TIMEOUT',
    certainty: 'unknown',
    detail: null,
    attempt: {
      request: { method: 'POST', path: '/customers', body: '{"name":"A•••","email":"a•••"}' },
      response: null,
      durationMs: 30_002,
    },
  },
  metadata: {},
}
export const sealed: EventDetail = {
  ...detail,
  row: { ...(story[3] as EventRow), by: { actor: 'system:executor', name: null } },
  data: {
    try: 1,
    generation: 1,
    idempotencyKey: `${syncId}.1`,
    operation: '(sealed)',
    worker: 'worker-1',
  },
}

const parents = [
  null,
  first,
  first,
  first + 1,
  first + 3,
  first + 4,
  first + 5,
  first + 6,
  first + 7,
  first + 8,
  first + 9,
]
export const causes: EventCauses = {
  correlationId: deliveryId,
  events: story.map((row, index): EventCause => ({ ...row, parent: parents[index] ?? null })),
  more: false,
}
