import { emptyTally } from '@syncline/domain/reconciliation'
import type { DiscrepancyRow, ReconciliationDetail, ReconciliationRow } from '@syncline/domain/view'
import * as samples from './samples.ts'

const [stripe, erp] = samples.connections as [
  (typeof samples.connections)[number],
  (typeof samples.connections)[number],
]
const by = { actor: 'user:u1', name: 'Ngozi Adeyemi' } as const
const naira = (amount: number) => ({ amount, currency: 'NGN' })

const row: ReconciliationRow = {
  reconciliationId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9b01',
  connectionId: erp.connectionId,
  connectionName: erp.name,
  provider: 'flasherp',
  entity: 'transaction',
  number: 12,
  from: '2026-08-22T13:30:00.000Z',
  to: '2026-11-20T13:30:00.000Z',
  status: 'completed',
  errorCode: null,
  phase: 'ours',
  counts: {
    compared: 1_297,
    matched: 1_284,
    missing_here: 2,
    missing_there: 5,
    amount_differs: 4,
    fields_differ: 2,
    onTheWay: 3,
    unreadable: 1,
  },
  totals: [
    {
      currency: 'JPY',
      ours: { count: 26, amount: '312000' },
      theirs: { count: 26, amount: '312000' },
    },
    {
      currency: 'NGN',
      ours: { count: 1_271, amount: '2481635000' },
      theirs: { count: 1_268, amount: '2463185000' },
    },
  ],
  listed: 13,
  by,
  startedAt: samples.ago(7_200),
  startedPosition: 48_102_553,
  endedAt: samples.ago(7_080),
}
const running: ReconciliationRow = {
  ...row,
  reconciliationId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9b02',
  entity: 'customer',
  number: 3,
  status: 'running',
  phase: 'theirs',
  counts: {
    ...row.counts,
    compared: 402,
    matched: 401,
    missing_here: 0,
    missing_there: 0,
    amount_differs: 0,
    fields_differ: 1,
  },
  totals: [],
  listed: 1,
  startedAt: samples.ago(12),
  endedAt: null,
}
const clean: ReconciliationRow = {
  ...row,
  reconciliationId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9b03',
  connectionId: stripe.connectionId,
  connectionName: stripe.name,
  provider: 'stripe',
  counts: { ...emptyTally.counts, compared: 1_271, matched: 1_271 },
  totals: row.totals.map((total) => ({ ...total, theirs: total.ours })),
  listed: 0,
}
const failed: ReconciliationRow = {
  ...row,
  ...emptyTally,
  reconciliationId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9b04',
  entity: 'invoice',
  status: 'failed',
  errorCode: 'INVALID_CREDENTIALS',
  listed: 0,
}
export const reports: readonly ReconciliationRow[] = [running, row, clean, failed]

const detail = (one: ReconciliationRow): ReconciliationDetail => ({
  ...one,
  states: { open: Math.max(0, one.listed - 2), ignored: 1, pushed: 1, pulled: 0 },
  canPush: true,
  canPull: false,
  position: 48_102_700,
})
export const details = {
  success: detail(row),
  running: detail(running),
  clean: { ...detail(clean), states: { open: 0, ignored: 0, pushed: 0, pulled: 0 } },
  failed: detail(failed),
}

const found: DiscrepancyRow = {
  number: 1,
  kind: 'amount_differs',
  state: 'open',
  source: { connectionId: stripe.connectionId, connectionName: stripe.name, id: 'pi_3PqEmberCafe0000000001' },
  externalId: 'ftx_8610XWQ2KL09',
  syncId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9c01',
  ours: naira(4_500_000),
  theirs: naira(450_000),
  fields: [{ field: 'amount', hidden: false, ours: naira(4_500_000), theirs: naira(450_000) }],
  resolved: null,
}
export const discrepancies: readonly DiscrepancyRow[] = [
  found,
  {
    ...found,
    number: 2,
    kind: 'fields_differ',
    ours: naira(31_860_000),
    theirs: naira(31_860_000),
    fields: [
      { field: 'status', hidden: false, ours: 'succeeded', theirs: 'pending' },
      { field: 'description', hidden: true, ours: null, theirs: null },
      { field: 'customerId', hidden: false, ours: 'fcu_252', theirs: null },
    ],
  },
  { ...found, number: 3, kind: 'missing_there', ours: naira(8_750_000), theirs: null, fields: [] },
  {
    ...found,
    number: 4,
    kind: 'missing_here',
    source: null,
    syncId: null,
    ours: null,
    theirs: { amount: 12_000, currency: 'JPY' },
    fields: [],
  },
  {
    ...found,
    number: 5,
    kind: 'missing_here',
    state: 'ignored',
    source: null,
    syncId: null,
    ours: null,
    theirs: naira(1_200_000),
    fields: [],
    resolved: { by, at: samples.ago(900), reason: 'Looks like a double of 8790', syncId: null },
  },
  {
    ...found,
    number: 6,
    kind: 'missing_there',
    state: 'pushed',
    theirs: null,
    fields: [],
    resolved: {
      by,
      at: samples.ago(600),
      reason: null,
      syncId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9c06',
    },
  },
]
