import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import type { ConnectionView } from '@syncline/domain/view'
import { connectionFilter, venueFilter } from '../list/commonFilters.tsx'
import { ExportLink } from '../list/ExportLink.tsx'
import { PageFilters } from '../list/PageFilters.tsx'
import { setParts } from '../list/search.ts'
import { ButtonLink } from '../parts/links.tsx'
import { PageTitle } from '../parts/PageTitle.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { Logo } from '../ui/Logo.tsx'
import { Notice } from '../ui/Notice.tsx'
import { atVenue, searchAt } from '../venue/venues.ts'
import { RunsList, type RunsListing } from './RunsListing.tsx'
import { type RunsSearch, toFilter } from './search.ts'

const words = strings.runs

export interface RunsViewProps {
  readonly search: RunsSearch
  readonly connections: readonly ConnectionView[]
  readonly listing: RunsListing
  readonly onSearch: (next: RunsSearch) => void
}

/** The runs of all connections, whatever face the list has to show. */
export function RunsView({ search, connections, listing, onSearch }: RunsViewProps) {
  const { venue, status, connection } = search
  const { state } = listing
  if (state.kind === 'error')
    return <ProblemNotice level="h1" title={words.failed} problem={state.problem} onRetry={state.onRetry} />
  const isFiltered = [venue, status, connection].some((value) => value !== undefined)
  return (
    <Box sx={{ px: { xs: 4, md: 6 }, py: 5, display: 'grid', gap: 4, minWidth: 0 }}>
      <Box sx={{ display: 'flex', gap: 3, justifyContent: 'space-between', alignItems: 'start' }}>
        <div>
          <PageTitle>{words.title}</PageTitle>
          <Typography sx={{ color: 'ink.soft', maxWidth: 640 }}>{words.lead}</Typography>
        </div>
        {state.kind === 'ready' && state.rows.length > 0 && (
          <ExportLink list="runs" filter={() => toFilter(search)} />
        )}
      </Box>
      {(isFiltered || state.kind !== 'ready' || state.rows.length > 0) && (
        <PageFilters
          filters={[
            ...venueFilter(venue, connections, (next) => onSearch(searchAt(search, next, connections))),
            connectionFilter(connection, atVenue(connections, venue), (next) =>
              onSearch(setParts({ ...search, connection: next })),
            ),
          ]}
          onClear={() => onSearch({})}
        />
      )}
      <RunsList
        listing={listing}
        status={status ?? null}
        named
        empty={<Empty filtered={isFiltered} onClear={() => onSearch({})} />}
        onStatus={(next) => onSearch({ ...search, status: next ?? undefined })}
      />
    </Box>
  )
}

function Empty({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered)
    return (
      <Notice
        mark={<Icon name="filter" size={24} />}
        title={words.filteredEmpty}
        action={
          <Button variant="contained" onClick={onClear}>
            {words.clear}
          </Button>
        }
      >
        {words.emptyText}
      </Notice>
    )
  return (
    <Notice
      mark={<Logo size={32} />}
      title={words.empty}
      action={
        <ButtonLink to="/connections" variant="contained">
          {words.toConnections}
        </ButtonLink>
      }
    >
      {words.emptyText}
    </Notice>
  )
}
