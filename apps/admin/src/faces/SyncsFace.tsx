import { noop } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { SessionContext } from '../session/session.tsx'
import { ShellView } from '../shell/ShellView.tsx'
import { ActionDialog } from '../syncs/ActionDialog.tsx'
import { type ListState, SyncsView, type SyncsViewProps } from '../syncs/SyncsView.tsx'
import type { SyncsSearch } from '../syncs/search.ts'
import type { faces } from './list.ts'
import * as samples from './samples.ts'

type Face = (typeof faces)['syncs'][number]

const ready = (list = samples.list): ListState => ({ kind: 'ready', list, busy: false })
const filters: SyncsSearch = {
  status: ['failed', 'unknown'],
  connection: samples.connections[1]?.connectionId,
  time: 'month',
}

function view(change: Partial<SyncsViewProps>): ReactNode {
  return (
    <SyncsView
      search={{}}
      state={ready()}
      counts={samples.counts}
      matching={samples.counts.total}
      connections={samples.connections}
      newer={null}
      onSearch={noop}
      onShowNewer={noop}
      onOpen={noop}
      onAsk={noop}
      {...change}
    />
  )
}

const nothing = { counts: samples.noCounts, matching: 0, state: ready(samples.emptyList) }
const failedRow = samples.failedDetail.row

function dialog(
  action: 'retry' | 'skip',
  problem: Parameters<typeof ActionDialog>[0]['problem'] = null,
): ReactNode {
  return (
    <>
      {view({})}
      <ActionDialog
        action={action}
        row={failedRow}
        busy={false}
        problem={problem}
        onSubmit={noop}
        onClose={noop}
      />
    </>
  )
}

const contents: Record<Face, () => ReactNode> = {
  success: () => view({}),
  empty: () => view(nothing),
  filtered: () => view({ ...nothing, search: filters }),
  loading: () => view({ state: { kind: 'loading', afterMs: 0 }, counts: undefined, matching: null }),
  error: () => view({ state: { kind: 'error', problem: samples.problem, onRetry: noop } }),
  newer: () => view({ search: filters, matching: 1_204, newer: { count: 14, more: false } }),
  auditor: () => view({}),
  retry: () => dialog('retry'),
  skip: () => dialog('skip'),
  conflict: () => dialog('skip', samples.conflict),
  keys: () => view({}),
  'cut-off': () => view({ state: ready({ ...samples.list, behind: true }) }),
}

export function SyncsFace({ face }: { face: Face }) {
  const down = face === 'cut-off'
  return (
    <SessionContext value={face === 'auditor' ? samples.auditor : samples.operator}>
      <ShellView
        live={{ state: down ? 'down' : 'live', updatedAtMs: samples.nowMs - (down ? 128_000 : 3_000) }}
        onSignOut={noop}
      >
        {contents[face]()}
      </ShellView>
    </SessionContext>
  )
}
