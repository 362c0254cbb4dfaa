import { noop } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import { SessionContext } from '../session/session.tsx'
import { ShellView } from '../shell/ShellView.tsx'
import { ReplayDialog } from '../webhooks/ReplayDialog.tsx'
import type { WebhooksSearch } from '../webhooks/search.ts'
import type { Asked } from '../webhooks/useReplay.tsx'
import { type ListState, WebhooksView, type WebhooksViewProps } from '../webhooks/WebhooksView.tsx'
import type { faces } from './list.ts'
import * as samples from './samples.ts'
import * as own from './webhook-samples.ts'

type Face = (typeof faces)['webhooks'][number]

const ready = (list = own.list): ListState => ({ kind: 'ready', list, busy: false })
const filters: WebhooksSearch = {
  status: ['ignored'],
  connection: samples.connections[0]?.connectionId,
  type: 'customer.updated',
}

function view(change: Partial<WebhooksViewProps>): ReactNode {
  return (
    <WebhooksView
      search={{}}
      state={ready()}
      refused={{ kind: 'ready', refused: own.refused }}
      counts={own.counts}
      matching={own.counts.total}
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

function dialog(asked: Asked, problem: Parameters<typeof ReplayDialog>[0]['problem'] = null): ReactNode {
  return (
    <>
      {view({})}
      <ReplayDialog asked={asked} busy={false} problem={problem} onSubmit={noop} onClose={noop} />
    </>
  )
}

/** Ticks the first rows, as a person does. */
function Ticked({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const ticks = box.current?.querySelectorAll<HTMLInputElement>('tbody input[type="checkbox"]') ?? []
    for (const tick of [...ticks].slice(0, 4)) tick.click()
  }, [])
  return <div ref={box}>{children}</div>
}

const one: Asked = { kind: 'one', row: own.rows[2] as (typeof own.rows)[number] }
const many: Asked = { kind: 'many', count: 12, selection: { kind: 'ids', deliveryIds: [] } }
const nothing = { counts: own.noCounts, matching: 0, state: ready(own.emptyList) }

const contents: Record<Face, () => ReactNode> = {
  success: () => view({}),
  empty: () => view(nothing),
  filtered: () => view({ ...nothing, search: filters }),
  loading: () => view({ state: { kind: 'loading', afterMs: 0 }, counts: undefined, matching: null }),
  error: () => view({ state: { kind: 'error', problem: samples.problem, onRetry: noop } }),
  newer: () => view({ search: filters, matching: 340, newer: { count: 14, more: false } }),
  selected: () => <Ticked>{view({ search: filters, matching: 340 })}</Ticked>,
  refused: () => view({ search: { view: 'refused' } }),
  'none-refused': () => view({ search: { view: 'refused' }, refused: { kind: 'ready', refused: [] } }),
  auditor: () => view({}),
  replay: () => dialog(one),
  'replay-many': () => dialog(many),
  conflict: () => dialog(one, samples.conflict),
  'cut-off': () => view({ state: ready({ ...own.list, behind: true }) }),
}

export function WebhooksFace({ face }: { face: Face }) {
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
