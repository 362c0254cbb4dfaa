import { permissionsOf } from '@syncline/domain/access'
import type {
  BulkView,
  ConnectionView,
  FlowView,
  SavedView,
  SyncCounts,
  SyncList,
  SyncRow,
} from '@syncline/domain/view'
import type { DemoSignIn } from '../api/auth.ts'
import type { Problem } from '../api/problem.ts'
import type { SessionView } from '../api/session-view.ts'

/** The moment all samples are looked at: 14:32:08 in Lagos. */
export const nowMs = Date.parse('2026-11-20T13:32:08.000Z')
export const ago = (seconds: number) => new Date(nowMs - seconds * 1_000).toISOString()
export const ahead = (seconds: number) => ago(-seconds)

const stripeConnection = '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a01'
const erpConnection = '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a02'
export const id = (number: number) => `5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b${String(number).padStart(2, '0')}`

export const connections: readonly ConnectionView[] = [
  {
    connectionId: stripeConnection,
    provider: 'stripe',
    name: 'Stripe · Ember Café',
    venue: 'Ember Café, Lekki',
    webhookUrl: `https://hub.marina.example/api/webhooks/stripe/${stripeConnection}`,
    accountId: 'acct_ember',
    choices: {},
    schedule: null,
    scopeOff: [],
    retryWaitsMs: [1_000, 10_000, 60_000],
    disabledBecause: null,
    reconnectSince: null,
    played: false,
  },
  {
    connectionId: erpConnection,
    provider: 'flasherp',
    name: 'FlashERP · Ember Café',
    venue: 'Ember Café, Lekki',
    webhookUrl: `https://hub.marina.example/api/webhooks/flasherp/${erpConnection}`,
    accountId: 'erp_ember',
    choices: {},
    schedule: null,
    scopeOff: [],
    retryWaitsMs: null,
    disabledBecause: null,
    reconnectSince: null,
    played: false,
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
  twoFactor: false,
  hasPassword: true,
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
  remedy: 'Try again in a few seconds.',
  errorId: 'e_7Kq2mX41',
  details: {},
}
export const missing: Problem = {
  code: 'RECORD_NOT_FOUND',
  sentence: 'There is no such record, or not any more.',
  remedy: 'Check its id. If it was deleted by mistake, create it again and retry.',
  errorId: 'e_9Pz1cD07',
  details: {},
}
export const conflict: Problem = {
  code: 'STATE_CONFLICT',
  sentence: 'It has moved on since you looked.',
  remedy: 'Look at how it stands now, then choose again.',
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
    erased: false,
    amount: null,
    source: {
      system: 'stripe',
      id: `${change.entity === 'transaction' ? 'pi' : 'cus'}_QX4${String(number).padStart(2, '0')}zR8mVb`,
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
const paid = (minor: number, currency: string) =>
  ({ entity: 'transaction', amount: { minor, currency } }) as const
export const tunde = { actor: 'user:u3', name: 'Tunde Bakare' } as const

export const rows: readonly SyncRow[] = [
  row(1, { ...notSynced, face: 'syncing', status: 'syncing', label: 'Femi Adebayo' }),
  row(2, {
    ...waiting,
    ...paid(1_290_000, 'NGN'),
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
    ...paid(24_000, 'USD'),
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
    ...paid(3_200, 'JPY'),
    label: 'Zainab Musa',
    tries: 6,
    retries: 5,
    error: { code: 'PROVIDER_UNAVAILABLE', detail: null },
    certainty: 'not_executed',
  }),
  row(8, { ...paid(31_860_000, 'NGN'), label: 'Bukka Foods Ltd', tries: 2, retries: 1 }),
  row(9, { ...paid(-875_000, 'NGN'), label: 'Ife Alabi' }),
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
