import { noop } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type EventState, EventView, type EventViewProps } from '../event/EventView.tsx'
import { type EventsState, EventsView, type EventsViewProps } from '../events/EventsView.tsx'
import { SavedViewTabs } from '../list/SavedViews.tsx'
import * as own from './event-samples.ts'
import { atRest, Framed } from './Framed.tsx'
import type { faces } from './list.ts'
import * as samples from './samples.ts'

const ready = (list = own.list): EventsState => ({ kind: 'ready', list, busy: false })
const filters = { of: ['sync'], type: ['SyncFailed'], by: 'user:u1' } as const

function events(change: Partial<EventsViewProps>): ReactNode {
  return (
    <EventsView
      {...atRest}
      search={{}}
      state={ready()}
      matching={null}
      kinds={own.kinds}
      connections={samples.connections}
      {...change}
    />
  )
}

const lists: Record<(typeof faces)['events'][number], () => ReactNode> = {
  empty: () => events({ state: ready(own.emptyList) }),
  filtered: () =>
    events({ state: ready(own.emptyList), search: { ...filters, of: ['sync'], type: ['SyncFailed'] } }),
  loading: () => events({ state: { kind: 'loading', afterMs: 0 } }),
  error: () => events({ state: { kind: 'error', problem: samples.problem, onRetry: noop } }),
  views: () =>
    events({
      search: { of: ['sync'] },
      chosenColumns: 'position,event,correlation,occurred,recorded',
      views: (
        <SavedViewTabs
          to="/events"
          views={[
            {
              viewId: 'v',
              list: 'events',
              name: 'What people did',
              address: '?by=user:u1',
              by: { name: null },
            },
          ]}
          address="?of=sync"
          onSave={noop}
          onRemove={noop}
        />
      ),
    }),
  counted: () =>
    events({
      search: {
        counted: 'failures',
        code: ['PROVIDER_UNAVAILABLE'],
        connection: samples.connections[0]?.connectionId,
        entity: 'invoice',
      },
    }),
  newer: () => events({ newer: { count: 14, more: false }, state: ready({ ...own.list, behind: true }) }),
}

const loaded = <Data,>(data: Data): EventState<Data> => ({ kind: 'ready', data })

function event(change: Partial<EventViewProps>): ReactNode {
  return <EventView state={loaded(own.detail)} causes={loaded(own.causes)} listSearch={{}} {...change} />
}

const error = { kind: 'error', problem: samples.problem, onRetry: noop } as const
const details: Record<(typeof faces)['event'][number], () => ReactNode> = {
  success: () => event({}),
  loading: () => event({ state: { kind: 'loading', afterMs: 0 } }),
  error: () => event({ state: error }),
  'part-failed': () => event({ state: loaded(own.sealed), causes: error }),
}

export const EventsFace = ({ face }: { face: keyof typeof lists }) => (
  <Framed session={samples.auditor}>{lists[face]()}</Framed>
)
export const EventFace = ({ face }: { face: keyof typeof details }) => (
  <Framed session={samples.auditor}>{details[face]()}</Framed>
)
