import type { ConnectionView, EventKind, EventRow } from '@syncline/domain/view'
import { ExportLink } from '../list/ExportLink.tsx'
import type { ListKind } from '../list/ListRows.tsx'
import { ListView } from '../list/ListView.tsx'
import type { ListData, ListState, ListViewProps } from '../list/props.ts'
import { ButtonLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { useMoment } from '../time/useMoment.ts'
import { Icon } from '../ui/Icon.tsx'
import { Logo } from '../ui/Logo.tsx'
import { Notice } from '../ui/Notice.tsx'
import { eventColumns, eventPhrase } from './columns.tsx'
import { EventCard } from './EventCard.tsx'
import { eventFilters } from './filters.tsx'
import { eventPlaces } from './queries.ts'
import { countFilters, type EventsSearch, firstPage, toFilter } from './search.ts'

const words = strings.events

export type EventsState = ListState<EventRow>

export interface EventsViewProps
  extends ListData<EventRow>,
    Pick<ListViewProps<EventRow>, 'chosenColumns' | 'onColumns'> {
  readonly search: EventsSearch
  readonly kinds: readonly EventKind[]
  readonly connections: readonly ConnectionView[]
  readonly onSearch: (next: EventsSearch) => void
}

const hints = [
  [['J', 'K'], words.keyHints.move],
  [['Enter'], words.keyHints.open],
] as const

const kind: ListKind<EventRow> = {
  caption: words.caption,
  idOf: eventPlaces.idOf,
  phraseOf: eventPhrase,
  card: (row) => <EventCard row={row} />,
  keys: {},
}

/** The log as a list, whatever face it has to show. What is written can't be changed: nothing is there to be ticked for. */
export function EventsView(props: EventsViewProps) {
  const { search, kinds, connections, onSearch } = props
  const moment = useMoment()
  const filterCount = countFilters(search)
  return (
    <ListView
      {...props}
      to="/events"
      words={words}
      kind={kind}
      columns={eventColumns}
      filters={eventFilters(search, kinds, connections, moment, onSearch)}
      filterCount={filterCount}
      tabs={[{ key: 'all', label: words.all, count: null, current: filterCount === 0, search: {} }]}
      choices={[]}
      hints={hints}
      page={(cursor) => ({ ...firstPage(search), ...cursor })}
      positionOf={eventPlaces.positionOf}
      empty={<Empty filtered={filterCount > 0} />}
      actions={<ExportLink list="events" filter={() => toFilter(search, Date.now())} />}
      onClear={() => onSearch({})}
    />
  )
}

function Empty({ filtered }: { filtered: boolean }) {
  if (!filtered)
    return (
      <Notice mark={<Logo size={32} />} title={words.empty.title}>
        {words.empty.text}
      </Notice>
    )
  return (
    <Notice
      mark={<Icon name="filter" size={24} />}
      title={words.filteredEmpty.title}
      action={
        <ButtonLink to="/events" variant="contained">
          {strings.list.filters.clearAll}
        </ButtonLink>
      }
    >
      {words.filteredEmpty.text}
    </Notice>
  )
}
