import Box from '@mui/material/Box'
import type { EventRow } from '@syncline/domain/view'
import type { Column } from '../list/columns.ts'
import { actorName } from '../parts/actor.ts'
import { cutMiddle } from '../parts/cut.ts'
import { TextLink } from '../parts/links.tsx'
import { RowId } from '../parts/RowId.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { oneLine } from '../ui/hidden.ts'

const words = strings.events
const names = words.columns

/** «SyncFailed at 48,201,888» */
export const eventPhrase = ({ type, position }: EventRow) => words.open(type, strings.list.count(position))

function Event({ row }: { row: EventRow }) {
  return (
    <Box sx={{ display: 'flex', gap: 2, alignItems: 'baseline', minWidth: 0 }}>
      <TextLink
        to="/events/$position"
        params={{ position: String(row.position) }}
        tabIndex={-1}
        aria-label={eventPhrase(row)}
        onClick={(event) => event.stopPropagation()}
        sx={{ color: 'ink.strong', fontWeight: 500, textDecoration: 'none', flex: 'none' }}
      >
        {row.type}
      </TextLink>
      <Box component="span" title={strings.told(row.sentence)} sx={{ color: 'ink.quiet', ...oneLine }}>
        {strings.told(row.sentence)}
      </Box>
    </Box>
  )
}

/** The columns of the log. */
export const eventColumns: readonly Column<EventRow>[] = [
  {
    key: 'position',
    name: names.position,
    width: 120,
    cell: (row) => (
      <Box component="span" sx={{ typography: 'mono', color: 'ink.soft' }}>
        {strings.list.count(row.position)}
      </Box>
    ),
  },
  { key: 'event', name: names.event, fixed: true, skeleton: '64%', cell: (row) => <Event row={row} /> },
  {
    key: 'subject',
    name: names.subject,
    width: 232,
    title: (row) => row.stream,
    cell: (row) => (
      <Box component="span" sx={{ display: 'block', ...oneLine }}>
        {words.nouns[row.subject.noun]}{' '}
        <Box component="span" sx={{ typography: 'mono', color: 'ink.quiet' }}>
          {cutMiddle(row.subject.id, 14)}
        </Box>
      </Box>
    ),
  },
  {
    key: 'correlation',
    name: names.correlation,
    width: 200,
    extra: true,
    cell: (row) => <RowId id={row.correlationId} name={names.correlation} />,
  },
  {
    key: 'by',
    name: names.by,
    width: 168,
    wideOnly: true,
    soft: true,
    title: (row) => row.by.actor,
    cell: (row) => (
      <Box component="span" sx={{ display: 'block', ...oneLine }}>
        {actorName(row.by)}
      </Box>
    ),
  },
  {
    key: 'occurred',
    name: names.occurred,
    width: 124,
    end: true,
    extra: true,
    cell: (row) => <Time at={row.occurredAt} />,
  },
  {
    key: 'recorded',
    name: names.recorded,
    width: 124,
    end: true,
    skeleton: 40,
    cell: (row) => <Time at={row.recordedAt} />,
  },
]
