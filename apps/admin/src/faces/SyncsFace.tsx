import type { BulkView } from '@syncline/domain/view'
import { noop } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { BulkCard } from '../list/BulkCard.tsx'
import { BulkDialog } from '../list/BulkDialog.tsx'
import { RemoveViewDialog } from '../list/RemoveViewDialog.tsx'
import { SavedViewTabs } from '../list/SavedViews.tsx'
import { SaveViewDialog } from '../list/SaveViewDialog.tsx'
import { nothing as nothingSelected, withIds } from '../list/selection.ts'
import { ActionDialog } from '../syncs/ActionDialog.tsx'
import type { SyncAction } from '../syncs/can.ts'
import { RequestDialog } from '../syncs/RequestDialog.tsx'
import { type SyncsState, SyncsView, type SyncsViewProps } from '../syncs/SyncsView.tsx'
import type { SyncsSearch } from '../syncs/search.ts'
import { AtVenue, sampleVenue } from './AtVenue.tsx'
import * as details from './detail-samples.ts'
import { atRest, Framed } from './Framed.tsx'
import type { faces } from './list.ts'
import * as samples from './samples.ts'

type Face = (typeof faces)['syncs'][number]

const ready = (list = samples.list): SyncsState => ({ kind: 'ready', list, busy: false })
const filters: SyncsSearch = {
  status: ['failed', 'unknown'],
  connection: samples.connections[1]?.connectionId,
  time: 'month',
}

const views = <SavedViewTabs to="/syncs" views={samples.views} address={''} onSave={noop} onRemove={noop} />
const filteredViews = (
  <SavedViewTabs
    to="/syncs"
    views={samples.views}
    address="?status=failed,unknown"
    onSave={noop}
    onRemove={noop}
  />
)

function view(change: Partial<SyncsViewProps>): ReactNode {
  return (
    <SyncsView
      {...atRest}
      search={{}}
      state={ready()}
      counts={samples.counts}
      matching={samples.counts.total}
      connections={samples.connections}
      onAsk={noop}
      onRequest={noop}
      views={views}
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

const selected = withIds(
  nothingSelected,
  samples.rows.slice(0, 7).map((row) => row.syncId),
  true,
)
const selectedSums = [
  { minor: '9620000', currency: 'NGN' },
  { minor: '24000', currency: 'USD' },
]
const card = (bulk: BulkView) => (
  <BulkCard bulk={bulk} stopping={false} unread={false} onStop={noop} onClose={noop} />
)

const contents: Record<Face, () => ReactNode> = {
  success: () => view({}),
  empty: () => view(nothing),
  filtered: () => view({ ...nothing, search: filters }),
  loading: () => view({ state: { kind: 'loading', afterMs: 0 }, counts: undefined, matching: null }),
  error: () => view({ state: { kind: 'error', problem: samples.problem, onRetry: noop } }),
  venue: () => view({ search: { ...filters, venue: sampleVenue }, matching: 1_204 }),
  'venue-empty': () => view({ ...nothing, search: { venue: sampleVenue } }),
  newer: () => view({ search: filters, matching: 1_204, newer: { count: 14, more: false } }),
  auditor: () => view({}),
  retry: () => dialog('retry'),
  skip: () => dialog('skip'),
  cancel: () => dialog('cancel'),
  selected: () => view({ search: filters, matching: 3_412, selection: selected, held: 'selected' }),
  'all-matching': () =>
    view({
      search: filters,
      matching: 3_412,
      selection: { kind: 'matching', upto: samples.list.position },
    }),
  'bulk-retry': () => (
    <>
      {view({ search: filters, matching: 3_412, selection: selected, held: 'selected' })}
      <BulkDialog
        action="retry"
        count="3,412"
        carried={{ sums: selectedSums, complete: true }}
        busy={false}
        problem={null}
        onSubmit={noop}
        onClose={noop}
      />
    </>
  ),
  views: () => view({ search: filters, matching: 1_204, views: filteredViews }),
  'save-view': () => (
    <>
      {view({ search: filters, matching: 1_204, views: filteredViews })}
      <SaveViewDialog list="syncs" busy={false} problem={null} onSubmit={noop} onClose={noop} />
    </>
  ),
  'remove-view': () => (
    <>
      {view({ search: filters, matching: 1_204, views: filteredViews })}
      <RemoveViewDialog
        name="Failed this month"
        busy={false}
        problem={samples.problem}
        onSubmit={noop}
        onClose={noop}
      />
    </>
  ),
  columns: () => view({ chosenColumns: 'status,record,source,external,happened,took,requested' }),
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
  const framed = (
    <Framed cutOff={face === 'cut-off'} {...(face === 'auditor' && { session: samples.auditor })}>
      {contents[face]()}
    </Framed>
  )
  return face.startsWith('venue') ? <AtVenue chosen={sampleVenue}>{framed}</AtVenue> : framed
}
