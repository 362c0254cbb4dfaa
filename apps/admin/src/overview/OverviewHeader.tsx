import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ConnectionView, Needs } from '@syncline/domain/view'
import { useRef } from 'react'
import { connectionFilter, entityFilter, venueFilter } from '../list/commonFilters.tsx'
import { FilterBar } from '../list/FilterBar.tsx'
import { OwnTimeRange } from '../list/FilterOptions.tsx'
import { type ListFilter, timeValue } from '../list/filter.ts'
import { PhoneFilters } from '../list/PhoneFilters.tsx'
import { Printed } from '../list/Printed.tsx'
import { Time } from '../parts/Time.tsx'
import { useKeys } from '../shell/keys.tsx'
import * as strings from '../strings/index.ts'
import { useClock } from '../time/clock.tsx'
import { useMoment } from '../time/useMoment.ts'
import { Segments } from '../ui/Segments.tsx'
import { useWide } from '../ui/useWide.ts'
import { atVenue, searchAt } from '../venue/venues.ts'
import { needCount, needSums } from './need.ts'
import { type OverviewSearch, type Range, rangeNames, rangeOf, timeOf, withoutEmpty } from './search.ts'

const words = strings.overview
const filterWords = strings.list.filters

/** The finding first; then whose numbers, and of which time. */
export function OverviewHeader({
  needs,
  connections,
  search,
  onSearch,
}: {
  needs: Needs | null
  connections: readonly ConnectionView[]
  search: OverviewSearch
  onSearch: (next: OverviewSearch) => void
}) {
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: '12px 24px', alignItems: 'flex-start' }}>
      <Box sx={{ flex: '1 1 400px', minWidth: 0 }}>
        <Verdict needs={needs} />
      </Box>
      <Controls connections={connections} search={search} onSearch={onSearch} />
    </Box>
  )
}

/** Two lines on the phone: what stands under it does not move when it comes. */
const leadHeight = { xs: '2.5rem', md: '1.25rem' }

function Verdict({ needs }: { needs: Needs | null }) {
  if (needs === null)
    return (
      <Box sx={{ pb: leadHeight }}>
        <Typography variant="h1">{words.verdict.loading}</Typography>
      </Box>
    )
  const { problems } = needs
  const oldest = problems.toSorted((a, b) => (a.oldestAt < b.oldestAt ? -1 : 1))[0]
  const held = oldest && needSums(oldest)
  return (
    <>
      <Typography variant="h1">
        {oldest === undefined
          ? words.verdict.good
          : words.verdict.problems(needCount(problems.length), problems.length === 1)}
      </Typography>
      <Typography variant="lead" component="p" sx={{ color: 'ink.soft', minHeight: leadHeight }}>
        {oldest === undefined ? (
          words.lead.good
        ) : (
          <>
            {words.lead.oldest} <Time at={oldest.oldestAt} />
            {held && words.lead.holds(held)}.
          </>
        )}
      </Typography>
    </>
  )
}

function Controls({
  connections,
  search,
  onSearch,
}: {
  connections: readonly ConnectionView[]
  search: OverviewSearch
  onSearch: (next: OverviewSearch) => void
}) {
  const moment = useMoment()
  const clock = useClock()
  const wide = useWide()
  const first = useRef<HTMLButtonElement>(null)
  useKeys({ '/': () => first.current?.focus() })
  const change = (next: OverviewSearch) => onSearch(withoutEmpty({ ...search, ...next }))
  const range = rangeOf(search)
  const { venue } = search
  const there = atVenue(connections, venue)
  const filters: readonly ListFilter[] = [
    ...venueFilter(venue, connections, (next) => onSearch(withoutEmpty(searchAt(search, next, connections)))),
    connectionFilter(search.connection, there, (next) => change({ connection: next })),
    entityFilter(search.entity, (next) => change({ entity: next })),
    {
      key: 'custom',
      name: words.ranges.custom,
      value: range === null ? timeValue(search, moment) : words.ranges[range],
      active: range === null,
      clear: () => change({ from: undefined, to: undefined }),
      options: ({ done }) => (
        <OwnTimeRange
          search={search}
          onChoose={({ from, to }) => {
            change({ from, to, range: undefined })
            done()
          }}
        />
      ),
    },
  ]
  const time = timeOf(search, clock.now())
  const printed = (
    <Printed
      filters={[
        ...filters.filter(({ key }) => key !== 'custom'),
        {
          name: filterWords.time,
          value: filterWords.between(moment(time.from), moment(time.to)),
          active: true,
        },
      ]}
    />
  )
  const ranges = (
    <Segments<Range | ''>
      label={words.ranges.label}
      value={range ?? ''}
      options={rangeNames.map((value) => ({ value, label: words.ranges[value] }))}
      tall
      onChange={(next) => {
        if (next !== '') change({ range: next, from: undefined, to: undefined })
      }}
    />
  )
  if (!wide)
    return (
      <Box sx={{ mx: -4, flex: '1 0 100%', minWidth: 0 }}>
        <PhoneFilters
          filters={filters}
          matching={null}
          onClear={() => onSearch(withoutEmpty({ range: search.range }))}
        >
          <Box sx={{ flex: 'none', whiteSpace: 'nowrap' }}>{ranges}</Box>
        </PhoneFilters>
        <Box sx={{ px: 4 }}>{printed}</Box>
      </Box>
    )
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center', minWidth: 0 }}>
      <FilterBar filters={filters} firstRef={first} />
      {ranges}
      {printed}
    </Box>
  )
}
