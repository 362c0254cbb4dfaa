import type { ErasureView as Erasure, ErasurePreview } from '@syncline/domain/view'
import { noop } from '@tanstack/react-query'
import { EraseDialog } from '../privacy/EraseDialog.tsx'
import {
  type ErasuresState,
  ErasureView,
  type FoundState,
  type PreviewState,
} from '../privacy/ErasureView.tsx'
import type { faces } from './list.ts'
import { framed } from './SettingsFaces.tsx'
import * as samples from './samples.ts'

type Face = (typeof faces)['erasure'][number]

const objects = [
  {
    connectionId: samples.id(91),
    connectionName: 'Stripe live',
    provider: 'stripe',
    entity: 'customer',
    id: 'cus_QX417zR8mVb',
  },
  {
    connectionId: samples.id(92),
    connectionName: 'FlashERP',
    provider: 'flasherp',
    entity: 'customer',
    id: 'C-100417',
  },
] as const satisfies ErasurePreview['objects']

const preview: ErasurePreview = {
  objects,
  label: 'Kemi Ojo',
  keys: 1,
  syncs: 14,
  waiting: 1,
  unknown: 1,
  webhooks: 13,
  attempts: 17,
  stored: 4_812,
  older: 2,
  erasedBefore: null,
}
const at = (hoursAgo: number) => new Date(samples.nowMs - hoursAgo * 3_600_000).toISOString()
const erasure = (number: number, change: Partial<Erasure>): Erasure => ({
  erasureId: `0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c0${number}`,
  status: 'erased',
  reason: 'Asked for by the guest, ticket 4711',
  objects,
  searched: 4_812,
  webhooks: 13,
  cancelled: 1,
  report: { keys: 2, syncs: 14 },
  unknown: 0,
  unknownWrites: [],
  by: { actor: 'user:1', name: 'Amaka Obi' },
  requestedAt: at(number * 20),
  endedAt: at(number * 20),
  returnedAt: null,
  ...change,
})
const unknownWrite = (number: number): Erasure['unknownWrites'][number] => ({
  syncId: samples.id(number),
  connectionId: samples.id(92),
  connectionName: 'FlashERP',
  provider: 'flasherp',
  entity: 'transaction',
  operation: 'upsert',
  sourceId: `pi_3QX417zR8mV${number}`,
  idempotencyKey: `sync-${samples.id(number)}.1`,
  providerRequestId: number === 1 ? 'req_8f2c1d' : null,
  triedAt: at(number * 30),
})
const list: ErasuresState = {
  kind: 'ready',
  erasures: [
    erasure(1, { status: 'running', report: null, searched: 2_400, endedAt: null }),
    erasure(2, { unknown: 2, unknownWrites: [unknownWrite(1), unknownWrite(2)] }),
    erasure(3, { returnedAt: at(3), cancelled: 0 }),
  ],
}
const rows = samples.rows.slice(0, 2)
const error = { kind: 'error', problem: samples.problem, onRetry: noop } as const
const loading = { kind: 'loading', afterMs: 0 } as const

const shown: PreviewState = { kind: 'ready', preview }
const found: FoundState = { kind: 'ready', rows }
const states: Partial<
  Record<Face, { erasures?: ErasuresState; found?: FoundState | null; preview?: PreviewState | null }>
> = {
  empty: { erasures: { kind: 'ready', erasures: [] }, found: null, preview: null },
  'not-found': { found: { kind: 'ready', rows: [] }, preview: null },
  loading: { erasures: loading, found: loading, preview: null },
  error: { erasures: error, found: null, preview: null },
}

export function ErasureFace({ face }: { face: Face }) {
  const state = { erasures: list, found, preview: shown, ...states[face] }
  return framed(
    <>
      <ErasureView
        {...state}
        find={state.found === null ? '' : 'cus_QX417zR8mVb'}
        onFind={noop}
        onChoose={noop}
        onErase={noop}
      />
      {face === 'confirm' && (
        <EraseDialog
          id="cus_QX417zR8mVb"
          busy={false}
          problem={samples.problem}
          onSubmit={noop}
          onClose={noop}
        />
      )}
    </>,
    face === 'auditor' ? samples.auditor : face === 'operator' ? samples.operator : samples.admin,
  )
}
