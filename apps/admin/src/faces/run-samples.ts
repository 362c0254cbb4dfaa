import type { ConnectionView, RunRow } from '@syncline/domain/view'
import { noop } from '@tanstack/react-query'
import type { RunsListing } from '../runs/RunsListing.tsx'
import type { RunsSectionProps } from '../runs/RunsSection.tsx'
import { ago, ahead, connections, id } from './samples.ts'

const [stripe] = connections as readonly [ConnectionView, ...ConnectionView[]]
const nothing = { read: 0, changed: 0, unchanged: 0, leftOut: 0, unreadable: 0, asked: 0 }

const run = (number: number, change: Partial<RunRow>): RunRow => ({
  runId: id(number),
  connectionId: stripe.connectionId,
  connectionName: stripe.name,
  provider: 'stripe',
  entity: 'customer',
  kind: 'full',
  since: null,
  status: 'completed',
  waiting: null,
  counts: nothing,
  pages: 1,
  rests: 0,
  lastRead: null,
  failure: null,
  by: { actor: 'user:u1', name: 'Tunde Bakare' },
  correlationId: id(number),
  startedAt: ago(number * 900),
  endedAt: null,
  startedPosition: 48_201_900 - number,
  ...change,
})

export const rows: readonly RunRow[] = [
  run(1, {
    status: 'running',
    counts: { ...nothing, read: 1_200, changed: 14, unchanged: 1_186, asked: 28 },
    pages: 12,
    lastRead: 3_412,
  }),
  run(2, {
    entity: 'invoice',
    status: 'running',
    waiting: { hold: 'limit', until: ahead(14) },
    counts: { ...nothing, read: 100, unchanged: 100 },
  }),
  run(3, {
    entity: 'subscription',
    kind: 'incremental',
    since: ago(90_000),
    status: 'paused',
    counts: { ...nothing, read: 200, changed: 3, unchanged: 197, asked: 3 },
    pages: 2,
  }),
  run(4, {
    entity: 'transaction',
    status: 'failed',
    counts: { ...nothing, read: 400, changed: 61, unchanged: 339, asked: 61 },
    pages: 4,
    failure: { code: 'INVALID_CREDENTIALS', detail: 'Invalid API Key provided: sk_live_••••4242' },
    endedAt: ago(3_000),
  }),
  run(5, {
    counts: { read: 3_412, changed: 204, unchanged: 3_202, leftOut: 4, unreadable: 2, asked: 204 },
    pages: 35,
    endedAt: ago(86_400),
  }),
  run(6, {
    kind: 'incremental',
    counts: { ...nothing, read: 61, unchanged: 61 },
    by: { actor: 'key:5f0c9a0e', name: null },
    endedAt: ago(172_800),
  }),
  run(7, { entity: 'invoice', status: 'cancelled', endedAt: ago(200_000) }),
]

export const listing: RunsListing = {
  state: {
    kind: 'ready',
    rows,
    counts: { running: 2, paused: 1, completed: 41, cancelled: 1, failed: 1 },
  },
  hasOlder: true,
  loadingOlder: false,
  busy: false,
  refused: null,
  onOlder: noop,
  onPause: noop,
  onResume: noop,
  onCancel: noop,
}
export const noRuns: RunsListing = {
  ...listing,
  state: {
    kind: 'ready',
    rows: [],
    counts: { running: 0, paused: 0, completed: 0, cancelled: 0, failed: 0 },
  },
  hasOlder: false,
}

export const runsFace = (connection: ConnectionView): RunsSectionProps => ({
  connection,
  entities: ['customer', 'transaction', 'invoice', 'subscription'],
  status: null,
  listing,
  starting: false,
  start: { busy: false, refused: null, onSubmit: noop },
  onStart: noop,
  onStatus: noop,
})
