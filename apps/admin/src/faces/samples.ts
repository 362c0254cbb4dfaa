import { permissionsOf } from '@syncline/domain/access'
import type { Attempt } from '@syncline/domain/sync'
import type {
  BulkView,
  ConflictView,
  ConnectionView,
  FlowView,
  SavedView,
  SyncCounts,
  SyncDetail,
  SyncList,
  SyncRow,
  TimelineEntry,
  TryView,
} from '@syncline/domain/view'
import type { DemoSignIn } from '../api/auth.ts'
import type { Problem } from '../api/problem.ts'
import type { SessionView } from '../api/session-view.ts'

/** The moment all samples are looked at: 14:32:08 in Lagos. */
export const nowMs = Date.parse('2026-11-20T13:32:08.000Z')
const ago = (seconds: number) => new Date(nowMs - seconds * 1_000).toISOString()
const ahead = (seconds: number) => ago(-seconds)

const stripeConnection = '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a01'
const erpConnection = '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a02'
const id = (number: number) => `5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b${String(number).padStart(2, '0')}`

export const connections: readonly ConnectionView[] = [
  {
    connectionId: stripeConnection,
    provider: 'stripe',
    name: 'Stripe · Ember Café',
    venue: 'Ember Café, Lekki',
    webhookUrl: `https://hub.marina.example/api/webhooks/stripe/${stripeConnection}`,
    retryWaitsMs: [1_000, 10_000, 60_000],
  },
  {
    connectionId: erpConnection,
    provider: 'flasherp',
    name: 'FlashERP · Ember Café',
    venue: 'Ember Café, Lekki',
    webhookUrl: `https://hub.marina.example/api/webhooks/flasherp/${erpConnection}`,
    retryWaitsMs: null,
  },
]

export const flows: readonly FlowView[] = [
  {
    flowId: 'f1',
    entity: 'customer',
    sourceConnectionId: stripeConnection,
    targetConnectionId: erpConnection,
    conflictPolicy: 'source_wins',
  },
]

export const operator: SessionView = {
  user: { id: 'u1', name: 'Ngozi Adeyemi', email: 'ngozi@marina.example' },
  organization: { id: 'o1', name: 'Marina Group', timeZone: 'Africa/Lagos' },
  role: 'operator',
  permissions: permissionsOf.operator,
  organizations: [{ id: 'o1', name: 'Marina Group', role: 'operator' }],
  demo: true,
}
export const admin: SessionView = {
  ...operator,
  user: { id: 'u3', name: 'Tunde Bakare', email: 'tunde@marina.example' },
  role: 'admin',
  permissions: permissionsOf.admin,
}
export const auditor: SessionView = {
  ...operator,
  user: { id: 'u2', name: 'Ada Eze', email: 'ada@marina.example' },
  role: 'auditor',
  permissions: permissionsOf.auditor,
}

export const demoSignIns: readonly DemoSignIn[] = [
  { role: 'operator', email: 'ngozi@marina.example', password: 'sample', name: 'Ngozi Adeyemi' },
  { role: 'admin', email: 'tunde@marina.example', password: 'sample', name: 'Tunde Bakare' },
  { role: 'auditor', email: 'ada@marina.example', password: 'sample', name: 'Ada Eze' },
]

export const problem: Problem = {
  code: 'DATABASE_UNAVAILABLE',
  sentence: 'The database can’t be reached just now.',
  remedy: 'Try again in a few seconds; nothing was changed.',
  errorId: 'e_7Kq2mX41',
  details: {},
}
export const missing: Problem = {
  code: 'RECORD_NOT_FOUND',
  sentence: 'It does not exist here, or not any more.',
  remedy: 'Check the id, or go back to the list.',
  errorId: 'e_9Pz1cD07',
  details: {},
}
export const conflict: Problem = {
  code: 'STATE_CONFLICT',
  sentence: 'It has moved on since you looked.',
  remedy: 'Look at its state now and choose again.',
  errorId: 'e_2Wd8hT55',
  details: { status: 'syncing', reason: 'running' },
}

let place = 48_201_900
function row(number: number, change: Partial<SyncRow>): SyncRow {
  place -= 17
  const at = ago(number * 47 + 20)
  return {
    syncId: id(number),
    face: 'synced',
    status: 'synced',
    hold: null,
    entity: 'customer',
    operation: 'upsert',
    direction: 'outbound',
    label: 'Kemi Ojo',
    source: {
      system: 'stripe',
      id: `cus_QX4${String(number).padStart(2, '0')}zR8mVb`,
      connectionId: stripeConnection,
    },
    target: { provider: 'flasherp', connectionId: erpConnection, connectionName: 'FlashERP · Ember Café' },
    externalId: `C-${260 - number}`,
    tries: 1,
    retries: 0,
    maxRetries: 5,
    nextRetryAt: null,
    lastAttemptAt: at,
    durationMs: 84,
    error: null,
    certainty: null,
    settled: null,
    requestedAt: at,
    updatedAt: at,
    requestedPosition: place,
    lastPosition: place + 4,
    ...change,
  }
}

const notSynced = { externalId: null, durationMs: null } as const
const failed = { ...notSynced, face: 'failed', status: 'failed' } as const
const waiting = { ...notSynced, face: 'waiting', status: 'pending', hold: 'retry_at' } as const
const tunde = { actor: 'user:u3', name: 'Tunde Bakare' } as const

export const rows: readonly SyncRow[] = [
  row(1, { ...notSynced, face: 'syncing', status: 'syncing', label: 'Femi Adebayo' }),
  row(2, {
    ...waiting,
    label: 'Halima Sani',
    tries: 3,
    retries: 3,
    nextRetryAt: ahead(14),
    error: { code: 'PROVIDER_UNAVAILABLE', detail: null },
    certainty: 'not_executed',
  }),
  row(3, {
    ...failed,
    label: 'Amaka Obi',
    tries: 1,
    error: { code: 'PROVIDER_REFUSED', detail: 'phone: must be in international form' },
    certainty: 'rejected',
  }),
  row(4, {
    ...notSynced,
    face: 'unknown',
    status: 'pending',
    hold: 'outcome_unknown',
    label: 'Lekki Yoga Studio',
    tries: 2,
    retries: 2,
    nextRetryAt: ahead(5),
    error: { code: 'TIMEOUT', detail: null },
    certainty: 'unknown',
  }),
  row(5, {
    ...notSynced,
    face: 'pending',
    status: 'pending',
    label: 'Emeka Okafor',
    tries: 0,
    lastAttemptAt: null,
  }),
  row(6, { label: 'Kemi Ojo' }),
  row(7, {
    ...failed,
    label: 'Zainab Musa',
    tries: 6,
    retries: 5,
    error: { code: 'PROVIDER_UNAVAILABLE', detail: null },
    certainty: 'not_executed',
  }),
  row(8, { label: 'Bukka Foods Ltd', tries: 2, retries: 1 }),
  row(9, { label: 'Ife Alabi' }),
  row(10, {
    ...notSynced,
    face: 'skipped',
    status: 'skipped',
    label: 'Walk-in customer',
    settled: {
      by: tunde,
      reason: 'already booked by hand last week, together with the others of that evening',
    },
  }),
  row(11, { label: null }),
  row(12, {
    ...notSynced,
    face: 'skipped',
    status: 'skipped',
    label: 'Kemi Ojo',
    tries: 0,
    settled: { by: { actor: 'system:router', name: null }, reason: null },
  }),
  row(13, { label: 'The Very Long Name of a Restaurant on the Waterfront of Victoria Island' }),
  row(14, { label: 'Tomi Bello' }),
  row(15, {
    ...notSynced,
    face: 'cancelled',
    status: 'cancelled',
    label: 'Chidi Nwosu',
    tries: 0,
    settled: { by: tunde, reason: 'asked for by mistake' },
  }),
  row(16, { label: 'Sade Williams' }),
  row(1_900, { label: 'Uche Eze', syncId: id(17) }),
  row(5_000, { label: 'Bola Coker', syncId: id(18) }),
]

export const list: SyncList = { rows, hasOlder: true, hasNewer: false, position: 48_201_900, behind: false }
export const emptyList: SyncList = { rows: [], hasOlder: false, hasNewer: false, position: 0, behind: false }

export const counts: SyncCounts = {
  byFace: {
    pending: 4,
    syncing: 2,
    synced: 10_001,
    waiting: 18,
    failed: 12,
    unknown: 3,
    skipped: 31,
    cancelled: 2,
  },
  total: 10_001,
  position: 48_201_900,
}
export const noCounts: SyncCounts = {
  byFace: { pending: 0, syncing: 0, synced: 0, waiting: 0, failed: 0, unknown: 0, skipped: 0, cancelled: 0 },
  total: 0,
  position: 0,
}

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

function tryOf(number: number, secondsAgo: number, change: Partial<TryView>): TryView {
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
function entry(
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

function detail(change: Pick<SyncDetail, 'row' | 'timeline' | 'tries'> & Partial<SyncDetail>): SyncDetail {
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
const requested = (secondsAgo: number) => entry('SyncRequested', secondsAgo)
const started = (number: number, secondsAgo: number) => entry('SyncStarted', secondsAgo, { try: number })
const gone = (number: number, secondsAgo: number) =>
  entry('SyncFailed', secondsAgo, {
    try: number,
    code: 'PROVIDER_UNAVAILABLE',
    certainty: 'not_executed',
    detail: null,
  })
const scheduled = (secondsAgo: number, waitSeconds: number) =>
  entry('SyncRetryScheduled', secondsAgo, { hold: 'retry_at', nextRetryAt: ago(secondsAgo - waitSeconds) })

export const failedDetail = detail({
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

export const waitingDetail = detail({
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

export const syncedDetail = detail({
  row: { ...pick('synced'), externalId: 'C-257' },
  effect: { externalId: 'C-257', kind: 'created', at: ago(179) },
  tries: [tryOf(1, 180, { outcome: 'done', code: null, certainty: null, attempt: accepted })],
  timeline: [
    requested(181),
    started(1, 180),
    entry('SyncSucceeded', 179, { try: 1, externalId: 'C-257', effect: 'created' }),
  ],
})

export const unknownDetail = detail({
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

export const skippedDetail = detail({
  row: pick('skipped'),
  tries: [tryOf(1, 900, {})],
  timeline: [
    requested(901),
    started(1, 900),
    gone(1, 899),
    entry('SyncSkipped', 300, { reason: 'already booked by hand' }, tunde),
  ],
})

export const pendingDetail = detail({
  row: pick('pending'),
  webhook: null,
  others: [],
  tries: [],
  timeline: [entry('SyncRequested', 3, {}, tunde)],
})

const tundeAsked = { by: tunde, requestedAt: ago(40), reason: 'FlashERP is back' } as const
export const runningBulk: BulkView = {
  bulkId: id(90),
  action: 'retry',
  status: 'running',
  total: 3_412,
  done: 1_187,
  refused: [{ reason: 'already_synced', count: 13 }],
  endedAt: null,
  ...tundeAsked,
}
export const completedBulk: BulkView = {
  ...runningBulk,
  status: 'completed',
  done: 3_390,
  refused: [
    { reason: 'already_synced', count: 20 },
    { reason: 'running', count: 2 },
  ],
  endedAt: ago(3),
}

export const conflictDetail = detail({
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

export const views: readonly SavedView[] = [
  {
    viewId: '3b1d6a1e-0c52-4c1f-9a41-7a1f0e6f5d01',
    list: 'syncs',
    name: 'Failed this month',
    address: '?status=failed,unknown',
    by: { name: 'Ngozi Adeyemi' },
  },
  {
    viewId: '3b1d6a1e-0c52-4c1f-9a41-7a1f0e6f5d02',
    list: 'syncs',
    name: 'Invoices to FlashERP',
    address: '?entity=invoice',
    by: { name: 'Tunde Bakare' },
  },
]

/** A person of two organizations. */
export const ofTwo: SessionView = {
  ...operator,
  organizations: [...operator.organizations, { id: 'o2', name: 'Harbour Group', role: 'auditor' }],
}
