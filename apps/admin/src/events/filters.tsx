import { recordedCodes } from '@syncline/domain/error'
import { streamNouns } from '@syncline/domain/event'
import { type ConnectionView, countedKinds, type EventKind } from '@syncline/domain/view'
import {
  connectionFilter,
  entityFilter,
  oneFilter,
  textFilter,
  timeFilter,
  venueFilter,
} from '../list/commonFilters.tsx'
import { SeveralOptions } from '../list/FilterOptions.tsx'
import { type ListFilter, severalValue } from '../list/filter.ts'
import * as strings from '../strings/index.ts'
import { atVenue, searchAt } from '../venue/venues.ts'
import { type EventsSearch, firstPage } from './search.ts'

const own = strings.events.filters

type Change = (next: EventsSearch) => void

/** The filters of the event explorer: of the whole log, or of what a number counts. */
export function eventFilters(
  search: EventsSearch,
  kinds: readonly EventKind[],
  connections: readonly ConnectionView[],
  moment: (iso: string) => string,
  onSearch: Change,
): readonly ListFilter[] {
  const change: Change = (next) => onSearch(firstPage({ ...search, ...next }))
  const counted = oneFilter({
    key: 'counted',
    name: own.counted,
    all: countedKinds,
    chosen: search.counted,
    title: (kind) => own.countedKinds[kind],
    change: (next) => onSearch(firstPage(countedAs(search, next))),
  })
  const time = timeFilter(search, moment, change)
  if (search.counted === undefined) return [...logFilters(search, kinds, change), counted, time]
  const { venue, connection, entity } = search
  return [
    counted,
    ...(search.counted === 'failures' ? [codeFilter(search, change)] : []),
    ...venueFilter(venue, connections, (next) => onSearch(firstPage(searchAt(search, next, connections)))),
    connectionFilter(connection, atVenue(connections, venue), (next) => change({ connection: next })),
    entityFilter(entity, (next) => change({ entity: next })),
    time,
  ]
}

/** From one kind of filters to the other only what both have comes along. */
const countedAs = (
  { venue, connection, entity, code, time, from, to, columns }: EventsSearch,
  counted: EventsSearch['counted'],
) => ({
  ...(counted !== undefined && { counted, connection, entity }),
  venue,
  code: counted === undefined || counted === 'failures' ? code : undefined,
  time,
  from,
  to,
  columns,
})

const codeFilter = ({ code }: EventsSearch, change: Change): ListFilter => ({
  key: 'code',
  name: own.code,
  value: severalValue(code, (each) => each),
  active: code !== undefined,
  clear: () => change({ code: undefined }),
  options: ({ autoFocus }) => (
    <SeveralOptions
      label={own.code}
      all={recordedCodes}
      chosen={code}
      autoFocus={autoFocus}
      title={(each) => each}
      onChoose={(next) => change({ code: next })}
    />
  ),
})

function logFilters(
  search: EventsSearch,
  kinds: readonly EventKind[],
  change: Change,
): readonly ListFilter[] {
  const { of, type } = search
  const offered = kinds.filter(({ noun }) => of === undefined || of.includes(noun)).map((kind) => kind.type)
  return [
    {
      key: 'of',
      name: own.noun,
      value: severalValue(of, (noun) => strings.events.nouns[noun]),
      active: of !== undefined,
      clear: () => change({ of: undefined }),
      options: ({ autoFocus }) => (
        <SeveralOptions
          label={own.noun}
          all={streamNouns}
          chosen={of}
          autoFocus={autoFocus}
          title={(noun) => strings.events.nouns[noun]}
          onChoose={(next) => change({ of: next })}
        />
      ),
    },
    {
      key: 'type',
      name: own.type,
      value: severalValue(type, (each) => each),
      active: type !== undefined,
      clear: () => change({ type: undefined }),
      options: ({ autoFocus }) => (
        <SeveralOptions
          label={own.type}
          // What is chosen can be taken back, also when it is not offered any more.
          all={[...new Set([...offered, ...(type ?? [])])]}
          chosen={type}
          autoFocus={autoFocus}
          title={(each) => each}
          onChoose={(next) => change({ type: next })}
        />
      ),
    },
    codeFilter(search, change),
    textFilter({
      key: 'by',
      name: own.actor,
      hint: own.actorHint,
      maxLength: 120,
      chosen: search.by,
      change: (chosen) => change({ by: chosen }),
    }),
    textFilter({
      key: 'correlation',
      name: own.correlation,
      hint: own.correlationHint,
      maxLength: 120,
      chosen: search.correlation,
      change: (chosen) => change({ correlation: chosen }),
    }),
    textFilter({
      key: 'stream',
      name: own.stream,
      hint: own.streamHint,
      maxLength: 120,
      chosen: search.stream,
      change: (chosen) => change({ stream: chosen }),
    }),
  ]
}
