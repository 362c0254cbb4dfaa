import type { SearchHit } from '@syncline/domain/view'
import { noop } from '@tanstack/react-query'
import { type RefusalState, RefusalView } from '../refusal/RefusalView.tsx'
import { Framed } from './Framed.tsx'
import type { faces } from './list.ts'
import * as samples from './samples.ts'

const errorId = '3d1f7a52-8a54-4d0e-8f5e-4d0f3a9f1c44'
const sync = samples.rows[0] as (typeof samples.rows)[number]

export const refusal: Extract<SearchHit, { kind: 'refusal' }> = {
  kind: 'refusal',
  by: 'error',
  errorId,
  at: new Date(samples.nowMs - 3 * 60_000).toISOString(),
  operation: 'sync.skip',
  code: 'STATE_CONFLICT',
  message: 'This is no longer possible in its present state.',
  remedy: 'Reload the page to see what happened in between.',
  details: { status: 'syncing', reason: 'running' },
  caller: { kind: 'person', idEnd: '9f1c' },
  correlationId: '5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b03',
}

const states: Record<(typeof faces)['refusal'][number], RefusalState> = {
  success: { kind: 'ready', hits: [refusal, { kind: 'sync', by: 'error', row: sync }] },
  empty: { kind: 'ready', hits: [] },
  loading: { kind: 'loading', afterMs: 0 },
  error: { kind: 'error', problem: samples.problem, onRetry: noop },
}

export const RefusalFace = ({ face }: { face: keyof typeof states }) => (
  <Framed session={samples.operator}>
    <RefusalView errorId={errorId} ownIdEnd="0000" state={states[face]} />
  </Framed>
)
