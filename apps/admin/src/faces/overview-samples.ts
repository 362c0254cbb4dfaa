import type {
  ConnectionStrip,
  MetricBucket,
  MetricLag,
  MetricOverview,
  Needs,
  WebhookBucket,
} from '@syncline/domain/view'
import * as samples from './samples.ts'

const halfHourMs = 30 * 60_000
const end = Math.ceil(samples.nowMs / halfHourMs) * halfHourMs
const slots = 48
const at = (index: number) => new Date(end - (slots - index) * halfHourMs).toISOString()
/** A working day: quiet at night, busy from nine to five. */
const busy = (index: number) =>
  Math.round(20 + 150 * Math.exp(-(((index - 30) / 11) ** 2)) + 9 * Math.sin(index * 1.7))

const none = { connectionId: null, entity: null } as const

function bucket(index: number): MetricBucket {
  const synced = busy(index)
  const bad = index > 38 && index < 45 ? index - 36 : 0
  const slow = index > 38 && index < 46 ? 3 : 1
  return {
    ...none,
    at: at(index),
    requested: synced + bad,
    synced,
    failed: bad,
    skipped: index === 26 ? 8 : 0,
    cancelled: 0,
    retries: bad * 2,
    deepestRetry: bad > 0 ? 5 : 0,
    depths: bad > 0 ? { 1: bad, 2: Math.ceil(bad / 2), 3: Math.ceil(bad / 3), 5: 1 } : {},
    tries: synced + bad,
    duration: {
      average: 260,
      p50: (180 + 12 * Math.sin(index)) * slow,
      p95: (760 + 60 * Math.cos(index * 1.3)) * slow,
      p99: (2_300 + 300 * Math.sin(index * 2.1)) * slow,
    },
    errors: {},
  }
}

const webhook = (index: number): WebhookBucket => ({
  at: at(index),
  received: busy(index) + 6,
  routed: busy(index),
  ignored: 6,
  quarantined: index === 33 ? 2 : 0,
  replayed: 0,
  refused: index > 40 && index < 44 ? 5 : 0,
})

const buckets = Array.from({ length: slots }, (_, index) => bucket(index))
const webhooks = Array.from({ length: slots }, (_, index) => webhook(index))
const sum = <Row>(rows: readonly Row[], read: (row: Row) => number) =>
  rows.reduce((all, row) => all + read(row), 0)
const synced = sum(buckets, (each) => each.synced)
const failed = sum(buckets, (each) => each.failed)

export const overview: MetricOverview = {
  from: at(0),
  to: new Date(samples.nowMs).toISOString(),
  step: 'half_hour',
  buckets,
  total: {
    ...bucket(0),
    requested: synced + failed + 8 + 35,
    synced,
    failed,
    skipped: 8,
    retries: sum(buckets, (each) => each.retries),
    deepestRetry: 5,
    tries: synced + failed,
    duration: { average: 260, p50: 184, p95: 820, p99: 3_150 },
    errors: { TIMEOUT: 41, RATE_LIMIT_EXCEEDED: 18, DEPENDENCY_MISSING: 7, MAPPING_FAILED: 5 },
  },
  webhooks,
  webhookTotal: {
    at: at(0),
    received: sum(webhooks, (each) => each.received),
    routed: sum(webhooks, (each) => each.routed),
    ignored: sum(webhooks, (each) => each.ignored),
    quarantined: 2,
    replayed: 0,
    refused: 15,
  },
  balance: {
    requested: synced + 47 + 12 + 3,
    byFace: { pending: 9, syncing: 8, synced, waiting: 18, failed: 12, unknown: 3, skipped: 9, cancelled: 3 },
    addsUp: true,
  },
}

/** Nobody looked in the night: the worker was being replaced. */
export const lag: MetricLag = {
  from: overview.from,
  to: overview.to,
  step: overview.step,
  buckets: buckets.flatMap(({ at: when }, index) =>
    index > 8 && index < 12
      ? []
      : [
          { at: when, projection: 'sync_status', lagMs: 40 + (busy(index) % 23), lagEvents: busy(index) % 9 },
          {
            at: when,
            projection: 'attempt',
            lagMs: index === 12 ? 9_400 : 210 + 4 * busy(index),
            lagEvents: index === 12 ? 3_120 : busy(index),
          },
        ],
  ),
}
export const noLag: MetricLag = { ...lag, buckets: [] }

export const quiet: MetricOverview = {
  ...overview,
  buckets: [],
  total: null,
  webhooks: [],
  webhookTotal: null,
  balance: {
    requested: 0,
    byFace: {
      pending: 0,
      syncing: 0,
      synced: 0,
      waiting: 0,
      failed: 0,
      unknown: 0,
      skipped: 0,
      cancelled: 0,
    },
    addsUp: true,
  },
}

const ago = (minutes: number) => new Date(samples.nowMs - minutes * 60_000).toISOString()
const [first, second] = samples.connections
const of = (connection: (typeof samples.connections)[number] | undefined) => ({
  connectionId: connection?.connectionId ?? '',
  connectionName: connection?.name ?? '',
  provider: connection?.provider ?? 'stripe',
})

export const needs: Needs = {
  counts: { unknown: 3, reconnect: 0, failed: 12, conflict: 1, quarantined: 2 },
  problems: [
    {
      kind: 'unknown',
      ...of(second),
      entity: 'transaction',
      code: 'TIMEOUT',
      reason: null,
      count: 3,
      sums: [{ minor: '2000000', currency: 'NGN' }],
      oldestAt: ago(11),
      newestAt: ago(2),
      newestId: '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c01',
    },
    {
      kind: 'failed',
      ...of(second),
      entity: 'invoice',
      code: 'DEPENDENCY_MISSING',
      reason: null,
      count: 7,
      sums: [
        { minor: '61240000', currency: 'NGN' },
        { minor: '24000', currency: 'USD' },
        { minor: '3200', currency: 'JPY' },
      ],
      oldestAt: ago(132),
      newestAt: ago(12),
      newestId: '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c02',
    },
    {
      kind: 'failed',
      ...of(second),
      entity: 'customer',
      code: 'MAPPING_FAILED',
      reason: null,
      count: 5,
      sums: [],
      oldestAt: ago(100),
      newestAt: ago(40),
      newestId: '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c03',
    },
    {
      kind: 'conflict',
      ...of(second),
      entity: 'customer',
      code: 'VERSION_CONFLICT',
      reason: null,
      count: 1,
      sums: [],
      oldestAt: ago(26),
      newestAt: ago(26),
      newestId: '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c04',
    },
    {
      kind: 'quarantined',
      ...of(first),
      entity: null,
      code: null,
      reason: 'unexpected_shape',
      count: 2,
      sums: [],
      oldestAt: ago(720),
      newestAt: ago(433),
      newestId: '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c05',
    },
  ],
  position: 48_201_900,
}

export const noNeeds: Needs = {
  counts: { unknown: 0, reconnect: 0, failed: 0, conflict: 0, quarantined: 0 },
  problems: [],
  position: 48_201_900,
}

export const strips: readonly ConnectionStrip[] = samples.connections.map(({ connectionId }, nth) => ({
  connectionId,
  slots: buckets.flatMap((each, index) =>
    nth === 2 && index < 20
      ? []
      : [
          {
            at: each.at,
            through: each.synced,
            waited: nth === 1 ? each.retries : 0,
            failed: nth === 1 ? each.failed : 0,
          },
        ],
  ),
}))
