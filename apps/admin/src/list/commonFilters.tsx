import { type Entity, entities } from '@syncline/domain/connection'
import type { ConnectionView } from '@syncline/domain/view'
import { lazy, type ReactNode, Suspense } from 'react'
import * as strings from '../strings/index.ts'
import { venuesOf } from '../venue/venues.ts'
import { ConnectionOptions, OneOption, SeveralOptions, TimeOptions } from './FilterOptions.tsx'
import { connectionValue, isTimeSet, type ListFilter, severalValue, timeValue } from './filter.ts'
import type { TimeSearch } from './search.ts'

/** The field comes with the choice, not with the page. */
const TextOption = lazy(async () => ({ default: (await import('./TextOption.tsx')).TextOption }))
const words = strings.list.filters

/** Statuses to choose several from. */
export function statusFilter<Status extends string>({
  all,
  chosen,
  name,
  mark,
  change,
}: {
  all: readonly Status[]
  chosen: readonly Status[] | undefined
  name: (status: Status) => string
  mark: (status: Status) => ReactNode
  change: (chosen: Status[] | undefined) => void
}): ListFilter {
  return {
    key: 'status',
    name: words.status,
    value: severalValue(chosen, name),
    active: chosen !== undefined,
    clear: () => change(undefined),
    options: ({ autoFocus }) => (
      <SeveralOptions
        label={words.status}
        all={all}
        chosen={chosen}
        autoFocus={autoFocus}
        title={mark}
        onChoose={change}
      />
    ),
  }
}

export function connectionFilter(
  chosen: string | undefined,
  connections: readonly ConnectionView[],
  change: (connectionId: string | undefined) => void,
): ListFilter {
  return {
    key: 'connection',
    name: words.connection,
    value: connectionValue(chosen, connections),
    active: chosen !== undefined,
    clear: () => change(undefined),
    options: ({ autoFocus, done }) => (
      <ConnectionOptions
        connections={connections}
        chosen={chosen}
        autoFocus={autoFocus}
        onChoose={(next) => {
          change(next)
          done()
        }}
      />
    ),
  }
}

/** One of some things, or any. */
export function oneFilter<Value extends string>({
  key,
  name,
  all,
  chosen,
  title,
  change,
}: {
  key: string
  name: string
  all: readonly Value[]
  chosen: Value | undefined
  title: (value: Value) => string
  change: (chosen: Value | undefined) => void
}): ListFilter {
  return {
    key,
    name,
    value: chosen === undefined ? words.any : title(chosen),
    active: chosen !== undefined,
    clear: () => change(undefined),
    options: ({ autoFocus, done }) => (
      <OneOption
        label={name}
        all={all}
        chosen={chosen}
        autoFocus={autoFocus}
        title={title}
        onChoose={(next) => {
          change(next)
          done()
        }}
      />
    ),
  }
}

export const entityFilter = (chosen: Entity | undefined, change: (chosen: Entity | undefined) => void) =>
  oneFilter({
    key: 'entity',
    name: words.entity,
    all: entities,
    chosen,
    title: (entity) => strings.syncs.entityPlural[entity],
    change,
  })

/** A venue that was chosen for all pages, where a list can take it off again. */
export function venueFilter(
  chosen: string | undefined,
  connections: readonly ConnectionView[],
  change: (venue: string | undefined) => void,
): readonly ListFilter[] {
  if (chosen === undefined) return []
  return [
    {
      key: 'venue',
      name: words.venue,
      value: chosen,
      active: true,
      clear: () => change(undefined),
      options: ({ autoFocus, done }) => (
        <OneOption
          label={words.venue}
          any={words.allVenues}
          all={venuesOf(connections)}
          chosen={chosen}
          autoFocus={autoFocus}
          title={(venue) => venue}
          onChoose={(next) => {
            change(next)
            done()
          }}
        />
      ),
    },
  ]
}

export function timeFilter(
  search: TimeSearch,
  moment: (iso: string) => string,
  change: (next: Required<TimeSearch>) => void,
): ListFilter {
  return {
    key: 'time',
    name: words.time,
    value: timeValue(search, moment),
    active: isTimeSet(search),
    clear: () => change({ time: undefined, from: undefined, to: undefined }),
    options: ({ autoFocus, done }) => (
      <TimeOptions
        search={search}
        autoFocus={autoFocus}
        onChoose={(next) => {
          change(next)
          done()
        }}
      />
    ),
  }
}

/** A text that has to be the same. */
export function textFilter({
  key,
  name,
  hint,
  maxLength,
  chosen,
  told = chosen,
  change,
}: {
  key: string
  name: string
  hint: string
  maxLength: number
  chosen: string | undefined
  /** What is chosen in words, where there are any. */
  told?: string | undefined
  change: (chosen: string | undefined) => void
}): ListFilter {
  return {
    key,
    name,
    value: told ?? words.any,
    active: chosen !== undefined,
    clear: () => change(undefined),
    options: ({ autoFocus, done }) => (
      <Suspense fallback={null}>
        <TextOption
          label={name}
          hint={hint}
          chosen={chosen}
          maxLength={maxLength}
          autoFocus={autoFocus}
          onChoose={(next) => {
            change(next)
            done()
          }}
        />
      </Suspense>
    ),
  }
}
