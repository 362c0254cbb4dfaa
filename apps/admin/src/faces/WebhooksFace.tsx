import { noop } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { BulkCard } from '../list/BulkCard.tsx'
import { BulkDialog } from '../list/BulkDialog.tsx'
import { nothing as nothingSelected, withIds } from '../list/selection.ts'
import { ReplayDialog } from '../webhooks/ReplayDialog.tsx'
import type { WebhooksSearch } from '../webhooks/search.ts'
import { type WebhooksState, WebhooksView, type WebhooksViewProps } from '../webhooks/WebhooksView.tsx'
import { AtVenue, sampleVenue } from './AtVenue.tsx'
import { atRest, Framed } from './Framed.tsx'
import type { faces } from './list.ts'
import * as samples from './samples.ts'
import * as own from './webhook-samples.ts'

type Face = (typeof faces)['webhooks'][number]

const ready = (list = own.list): WebhooksState => ({ kind: 'ready', list, busy: false })
const filters: WebhooksSearch = {
  status: ['ignored'],
  connection: samples.connections[0]?.connectionId,
  type: 'customer.updated',
}

function view(change: Partial<WebhooksViewProps>): ReactNode {
  return (
    <WebhooksView
      {...atRest}
      search={{}}
      state={ready()}
      refused={{ kind: 'ready', refused: own.refused }}
      counts={own.counts}
      matching={own.counts.total}
      connections={samples.connections}
      onReplay={noop}
      {...change}
    />
  )
}

function dialog(problem: Parameters<typeof ReplayDialog>[0]['problem'] = null): ReactNode {
  return (
    <>
      {view({})}
      <ReplayDialog
        row={own.rows[2] as (typeof own.rows)[number]}
        busy={false}
        problem={problem}
        onSubmit={noop}
        onClose={noop}
      />
    </>
  )
}

const selection = withIds(
  nothingSelected,
  own.rows.slice(0, 4).map((row) => row.deliveryId),
  true,
)
const selected = { search: filters, matching: 340, selection, held: 'selected' } as const
const nothing = { counts: own.noCounts, matching: 0, state: ready(own.emptyList) }

const contents: Record<Face, () => ReactNode> = {
  success: () => view({}),
  empty: () => view(nothing),
  filtered: () => view({ ...nothing, search: filters }),
  venue: () => view({ ...nothing, search: { venue: sampleVenue } }),
  loading: () => view({ state: { kind: 'loading', afterMs: 0 }, counts: undefined, matching: null }),
  error: () => view({ state: { kind: 'error', problem: samples.problem, onRetry: noop } }),
  newer: () => view({ search: filters, matching: 340, newer: { count: 14, more: false } }),
  selected: () => view(selected),
  'all-matching': () => view({ ...selected, selection: { kind: 'matching', upto: own.list.position } }),
  'bulk-running': () =>
    view({
      bulk: (
        <BulkCard
          bulk={{ ...samples.runningBulk, action: 'replay' }}
          stopping={false}
          unread={false}
          onStop={noop}
          onClose={noop}
        />
      ),
    }),
  refused: () => view({ search: { view: 'refused' } }),
  'none-refused': () => view({ search: { view: 'refused' }, refused: { kind: 'ready', refused: [] } }),
  auditor: () => view({}),
  replay: () => dialog(),
  'replay-many': () => (
    <>
      {view(selected)}
      <BulkDialog action="replay" count="12" busy={false} problem={null} onSubmit={noop} onClose={noop} />
    </>
  ),
  conflict: () => dialog(samples.conflict),
  'cut-off': () => view({ state: ready({ ...own.list, behind: true }) }),
}

export function WebhooksFace({ face }: { face: Face }) {
  const framed = (
    <Framed cutOff={face === 'cut-off'} {...(face === 'auditor' && { session: samples.auditor })}>
      {contents[face]()}
    </Framed>
  )
  return face === 'venue' ? <AtVenue chosen={sampleVenue}>{framed}</AtVenue> : framed
}
