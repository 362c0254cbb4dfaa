import type { BulkView } from '@syncline/domain/view'
import { noop } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { SessionContext } from '../session/session.tsx'
import { ShellView } from '../shell/ShellView.tsx'
import { ActionDialog } from '../syncs/ActionDialog.tsx'
import { BulkCard } from '../syncs/BulkCard.tsx'
import { BulkDialog } from '../syncs/BulkDialog.tsx'
import type { SyncAction } from '../syncs/can.ts'
import { RequestDialog } from '../syncs/RequestDialog.tsx'
import { type ListState, SyncsView, type SyncsViewProps } from '../syncs/SyncsView.tsx'
import type { SyncsSearch } from '../syncs/search.ts'
import { nothing as nothingSelected, withRows } from '../syncs/selection.ts'
import * as details from './detail-samples.ts'
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
      selection={nothingSelected}
      onSelect={noop}
      onSelection={noop}
      onBulk={noop}
      onRequest={noop}
      bulk={null}
      {...change}
    />
  )
}

const nothing = { counts: samples.noCounts, matching: 0, state: ready(samples.emptyList) }
const failedRow = details.failedDetail.row

function dialog(
  action: SyncAction,
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

const selected = withRows(nothingSelected, samples.rows.slice(0, 7), true)
const card = (bulk: BulkView) => (
  <BulkCard bulk={bulk} stopping={false} unread={false} onStop={noop} onClose={noop} />
)

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
  cancel: () => dialog('cancel'),
  selected: () => view({ search: filters, matching: 3_412, selection: selected }),
  'all-matching': () =>
    view({
      search: filters,
      matching: 3_412,
      selection: { kind: 'matching', matching: 3_412, upto: samples.list.position },
    }),
  'bulk-retry': () => (
    <>
      {view({ search: filters, matching: 3_412, selection: selected })}
      <BulkDialog action="retry" count="3,412" busy={false} problem={null} onSubmit={noop} onClose={noop} />
    </>
  ),
  'bulk-running': () => view({ bulk: card(samples.runningBulk) }),
  'bulk-completed': () => view({ bulk: card(samples.completedBulk) }),
  request: () => (
    <>
      {view({})}
      <RequestDialog
        flows={samples.flows}
        connections={samples.connections}
        busy={false}
        problem={null}
        onSubmit={noop}
        onClose={noop}
      />
    </>
  ),
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
