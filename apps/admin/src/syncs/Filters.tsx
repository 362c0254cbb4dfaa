import Box from '@mui/material/Box'
import Popover from '@mui/material/Popover'
import type { ConnectionView } from '@syncline/domain/view'
import { type ReactNode, type RefObject, useState } from 'react'
import * as strings from '../strings/index.ts'
import { dateTime } from '../time/format.ts'
import { useZone } from '../time/zone.tsx'
import { FilterChip } from '../ui/FilterChip.tsx'
import {
  ConnectionOptions,
  changed,
  EntityOptions,
  type FilterOptionsProps,
  StatusOptions,
  TimeOptions,
} from './FilterOptions.tsx'
import type { SyncsSearch } from './search.ts'
import { TimeRange } from './TimeRange.tsx'

const words = strings.syncs.filters

export interface FiltersProps {
  readonly search: SyncsSearch
  readonly connections: readonly ConnectionView[]
  readonly onSearch: (next: SyncsSearch) => void
}

export const filterNames = ['status', 'connection', 'entity', 'time'] as const
export type FilterName = (typeof filterNames)[number]

/** What each filter is set to, in words. */
export function filterValue(
  name: FilterName,
  { status, connection, entity, time, from, to }: SyncsSearch,
  connections: readonly ConnectionView[],
  moment: (iso: string) => string,
): string {
  switch (name) {
    case 'status': {
      const first = status?.[0]
      if (first === undefined) return words.any
      const title = strings.syncs.faces[first]
      return status?.length === 1 ? title : words.some(title, (status?.length ?? 1) - 1)
    }
    case 'connection': {
      if (connection === undefined) return words.any
      return connections.find((each) => each.connectionId === connection)?.name ?? words.unknownConnection
    }
    case 'entity':
      return entity === undefined ? words.any : strings.syncs.entityPlural[entity]
    case 'time': {
      if (time !== undefined) return words[time]
      if (from !== undefined && to !== undefined) return words.between(moment(from), moment(to))
      if (from !== undefined) return words.since(moment(from))
      return to === undefined ? words.any : words.until(moment(to))
    }
  }
}

export function isSet(name: FilterName, search: SyncsSearch): boolean {
  return name === 'time'
    ? (search.time ?? search.from ?? search.to) !== undefined
    : search[name] !== undefined
}

const off: Record<FilterName, SyncsSearch> = {
  status: { status: undefined },
  connection: { connection: undefined },
  entity: { entity: undefined },
  time: { time: undefined, from: undefined, to: undefined },
}

const options: Record<FilterName, (props: FilterOptionsProps) => ReactNode> = {
  status: (props) => <StatusOptions {...props} />,
  connection: (props) => <ConnectionOptions {...props} />,
  entity: (props) => <EntityOptions {...props} />,
  time: (props) => (
    <>
      <TimeOptions {...props} />
      <TimeRange search={props.search} onChange={props.onChange} />
    </>
  ),
}

/** The filter chips of the wide page; each opens its choices. */
export function Filters({
  search,
  connections,
  onSearch,
  firstRef,
}: FiltersProps & { firstRef: RefObject<HTMLButtonElement | null> }) {
  const [open, setOpen] = useState<{ name: FilterName; anchor: HTMLElement } | null>(null)
  const { timeZone } = useZone()
  const moment = (iso: string) => dateTime(Date.parse(iso), Date.now(), timeZone)
  return (
    <Box
      role="group"
      aria-label={words.label}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, minWidth: 0 }}
    >
      {filterNames.map((name, index) => (
        <FilterChip
          key={name}
          name={words[name]}
          value={filterValue(name, search, connections, moment)}
          active={isSet(name, search)}
          open={open?.name === name}
          clearLabel={strings.shell.clear(words[name])}
          {...(index === 0 && { buttonRef: firstRef })}
          onOpen={(event) => setOpen({ name, anchor: event.currentTarget })}
          onClear={() => onSearch(changed(search, off[name]))}
        />
      ))}
      <Popover
        open={open !== null}
        anchorEl={open?.anchor ?? null}
        onClose={() => setOpen(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': open === null ? undefined : words[open.name] } }}
      >
        {open !== null &&
          options[open.name]({
            search,
            connections,
            autoFocus: true,
            onChange: (next, done) => {
              onSearch(next)
              if (done) setOpen(null)
            },
          })}
      </Popover>
    </Box>
  )
}

/** All filters under one another, for the sheet of the phone. */
export function FilterList({ search, connections, onSearch }: FiltersProps) {
  return filterNames.map((name) => (
    <Box key={name} component="section">
      <Box component="h3" sx={{ typography: 'h3', px: 3, pt: 3 }}>
        {words[name]}
      </Box>
      {options[name]({ search, connections, onChange: (next) => onSearch(next) })}
    </Box>
  ))
}
