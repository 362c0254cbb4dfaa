import type { Attempt } from '@syncline/domain/sync'
import type { ConflictView, SyncDetail, SyncRow, TimelineEntry, TryView } from '@syncline/domain/view'
import { ago, ahead, id, rows, tunde } from './samples.ts'

const request = {
  method: 'POST',
  path: '/v1/customers',
  body: '{"externalId":"cus_QX403zR8mVb","name":"A•••","email":"a•••","phone":"0•••","source":"stripe"}',
}
const unavailable: Attempt = {
  request,
  response: { status: 503, body: '{"error":"maintenance","retryAfter":2}', providerRequestId: 'erp_8842af' },
  durationMs: 412,
}
const refusedAttempt: Attempt = {
  request,
  response: {
    status: 422,
    body: '{"error":"validation_failed","fields":[{"path":"phone","message":"must be in international form"}]}',
    providerRequestId: 'erp_8842b1',
  },
  durationMs: 1_204,
}
const accepted: Attempt = {
  request,
  response: {
    status: 201,
    body: '{"id":"C-257","externalId":"cus_QX403zR8mVb"}',
    providerRequestId: 'erp_8842c9',
  },
  durationMs: 84,
}

export function tryOf(number: number, secondsAgo: number, change: Partial<TryView>): TryView {
  return {
    number,
    startedAt: ago(secondsAgo),
    finishedAt: ago(secondsAgo - 1),
    worker: `worker-${1 + (number % 2)}`,
    generation: 1,
    idempotencyKey: '5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b03.1',
    outcome: 'failed',
    code: 'PROVIDER_UNAVAILABLE',
    certainty: 'not_executed',
    detail: null,
    attempt: unavailable,
    ...change,
  }
}

const worker = { actor: 'system:worker', name: null } as const
let entryPlace = 48_198_204
export function entry(
  type: string,
  secondsAgo: number,
  data: TimelineEntry['data'] = {},
  by: TimelineEntry['by'] = worker,
): TimelineEntry {
  entryPlace += 3
  return { position: entryPlace, type, occurredAt: ago(secondsAgo), by, data }
}

const webhook: NonNullable<SyncDetail['webhook']> = {
  deliveryId: '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c12',
  provider: 'stripe',
  eventType: 'customer.updated',
  providerEventId: 'evt_1SyncExample',
  receivedAt: ago(182),
  position: 48_198_201,
}
const others: SyncDetail['others'] = [
  { syncId: id(31), face: 'synced', requestedAt: ago(8_000) },
  { syncId: id(32), face: 'skipped', requestedAt: ago(190_000) },
]

export function detailOf(
  change: Pick<SyncDetail, 'row' | 'timeline' | 'tries'> & Partial<SyncDetail>,
): SyncDetail {
  return {
    webhook,
    effect: null,
    others,
    correlationId: 'c1d8842a-f3a1-4a52-9e0b-55aa10c0ff01',
    position: 48_201_900,
    behind: false,
    ...change,
  }
}

const pick = (face: SyncRow['face'], index = 0) => rows.filter((each) => each.face === face)[index] as SyncRow
export const requested = (secondsAgo: number) => entry('SyncRequested', secondsAgo)
export const started = (number: number, secondsAgo: number) =>
  entry('SyncStarted', secondsAgo, { try: number })
const gone = (number: number, secondsAgo: number) =>
  entry('SyncFailed', secondsAgo, {
    try: number,
    code: 'PROVIDER_UNAVAILABLE',
    certainty: 'not_executed',
    detail: null,
  })
const scheduled = (secondsAgo: number, waitSeconds: number) =>
  entry('SyncRetryScheduled', secondsAgo, { hold: 'retry_at', nextRetryAt: ago(secondsAgo - waitSeconds) })

export const failedDetail = detailOf({
  row: { ...pick('failed'), tries: 3, retries: 2 },
  tries: [
    tryOf(1, 180, {}),
    tryOf(2, 177, {}),
    tryOf(3, 170, {
      code: 'PROVIDER_REFUSED',
      certainty: 'rejected',
      detail: 'phone: must be in international form',
      attempt: refusedAttempt,
    }),
  ],
  timeline: [
    requested(181),
    started(1, 180),
    gone(1, 179),
    scheduled(179, 2),
    started(2, 177),
    gone(2, 176),
    scheduled(176, 5),
    started(3, 170),
    entry('SyncFailed', 169, {
      try: 3,
      code: 'PROVIDER_REFUSED',
      certainty: 'rejected',
      detail: 'phone: must be in international form',
    }),
  ],
})

export const waitingDetail = detailOf({
  row: pick('waiting'),
  tries: [tryOf(1, 30, {}), tryOf(2, 26, {}), tryOf(3, 18, {})],
  timeline: [
    requested(31),
    started(1, 30),
    gone(1, 29),
    scheduled(29, 2),
    started(2, 26),
    gone(2, 25),
    scheduled(25, 4),
    started(3, 18),
    gone(3, 17),
    scheduled(17, 31),
  ],
})

export const syncedDetail = detailOf({
  row: { ...pick('synced'), externalId: 'C-257' },
  effect: { externalId: 'C-257', kind: 'created', at: ago(179) },
  tries: [tryOf(1, 180, { outcome: 'done', code: null, certainty: null, attempt: accepted })],
  timeline: [
    requested(181),
    started(1, 180),
    entry('SyncSucceeded', 179, { try: 1, externalId: 'C-257', effect: 'created' }),
  ],
})

export const unknownDetail = detailOf({
  row: pick('unknown'),
  behind: true,
  tries: [
    tryOf(1, 70, {
      code: 'TIMEOUT',
      certainty: 'unknown',
      attempt: { request, response: null, durationMs: 30_000 },
    }),
    tryOf(2, 36, {
      code: 'TIMEOUT',
      certainty: 'unknown',
      attempt: { request, response: null, durationMs: 30_000 },
    }),
  ],
  timeline: [
    requested(71),
    started(1, 70),
    entry('SyncFailed', 40, { try: 1, code: 'TIMEOUT', certainty: 'unknown', detail: null }),
    scheduled(40, 4),
    started(2, 36),
    entry('SyncFailed', 6, { try: 2, code: 'TIMEOUT', certainty: 'unknown', detail: null }),
    entry('SyncRetryScheduled', 6, { hold: 'outcome_unknown', nextRetryAt: ahead(5) }),
  ],
})

export const skippedDetail = detailOf({
  row: pick('skipped'),
  tries: [tryOf(1, 900, {})],
  timeline: [
    requested(901),
    started(1, 900),
    gone(1, 899),
    entry('SyncSkipped', 300, { reason: 'already booked by hand' }, tunde),
  ],
})

export const pendingDetail = detailOf({
  row: pick('pending'),
  webhook: null,
  others: [],
  tries: [],
  timeline: [entry('SyncRequested', 3, {}, tunde)],
})

export const conflictDetail = detailOf({
  row: {
    ...pick('waiting'),
    hold: 'conflict',
    nextRetryAt: null,
    tries: 1,
    retries: 0,
    error: { code: 'VERSION_CONFLICT', detail: null },
    certainty: 'rejected',
  },
  tries: [tryOf(1, 30, { code: 'VERSION_CONFLICT', certainty: 'rejected', attempt: refusedAttempt })],
  timeline: [
    requested(31),
    started(1, 30),
    entry('SyncFailed', 29, { try: 1, code: 'VERSION_CONFLICT', certainty: 'rejected', detail: null }),
    entry('SyncConflictFound', 29, { externalId: 'C-257', externalVersion: 4 }),
  ],
})
export const bothVersions: ConflictView = {
  ours: '{\n  "entity": "customer",\n  "name": "H•••",\n  "phone": "0•••"\n}',
  theirs: '{\n  "entity": "customer",\n  "name": "H•••",\n  "phone": "+•••"\n}',
  theirsChangedAt: ago(900),
  unread: null,
}
