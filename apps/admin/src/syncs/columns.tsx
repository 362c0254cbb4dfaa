import Box from '@mui/material/Box'
import type { Amount } from '@syncline/domain/money'
import type { SyncRow } from '@syncline/domain/view'
import type { Column } from '../list/columns.ts'
import { amountText } from '../money/format.ts'
import { cutMiddle } from '../parts/cut.ts'
import { TextLink } from '../parts/links.tsx'
import { RowId } from '../parts/RowId.tsx'
import { SyncStatus } from '../parts/SyncStatus.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { oneLine } from '../ui/hidden.ts'
import { Direction, Happened, LastOrNext } from './RowParts.tsx'
import { isUnnamed, recordName, triesText } from './sentence.ts'

const words = strings.syncs
const names = words.columns

/** One line; when the name needs the room, the id wraps out of sight. */
const recordLine = {
  display: 'flex',
  flexWrap: 'wrap',
  columnGap: 2,
  height: '1.25rem',
  overflow: 'hidden',
} as const

function Record({ row }: { row: SyncRow }) {
  const name = recordName(row)
  const isId = isUnnamed(row)
  return (
    <Box component="span" sx={recordLine}>
      <Box component="span" sx={{ display: 'flex', gap: 2, minWidth: 0, maxWidth: '100%' }}>
        <Box component="span" sx={{ color: 'ink.quiet' }}>
          {words.entityTitle[row.entity]}
        </Box>
        <TextLink
          to="/syncs/$syncId"
          params={{ syncId: row.syncId }}
          tabIndex={-1}
          title={isId ? row.source.id : name}
          onClick={(event) => event.stopPropagation()}
          sx={{
            ...(isId ? { typography: 'mono' } : { fontWeight: 500 }),
            color: row.label === null ? 'ink.quiet' : 'ink.strong',
            textDecoration: 'none',
            '&:hover': { textDecoration: 'underline' },
            ...oneLine,
          }}
        >
          {name}
        </TextLink>
      </Box>
      {!isId && (
        <Box component="span" title={row.source.id} sx={{ typography: 'mono', color: 'ink.quiet' }}>
          {cutMiddle(row.source.id, 14)}
        </Box>
      )}
    </Box>
  )
}

function AmountText({ amount }: { amount: Amount }) {
  const text = amountText(amount)
  return (
    <Box component="span" title={text} sx={{ display: 'block', color: 'ink.strong', ...oneLine }}>
      {text}
    </Box>
  )
}

/** The columns of the list of syncs. */
export const syncColumns: readonly Column<SyncRow>[] = [
  { key: 'status', name: names.status, width: 172, cell: (row) => <SyncStatus face={row.face} /> },
  {
    key: 'record',
    name: names.record,
    width: { xs: '30%', lg: '26%' },
    fixed: true,
    cell: (row) => <Record row={row} />,
  },
  {
    key: 'source',
    name: names.source,
    width: 172,
    extra: true,
    cell: (row) => <RowId id={row.source.id} name={names.source} />,
  },
  {
    key: 'external',
    name: names.external,
    width: 172,
    extra: true,
    cell: (row) => row.externalId !== null && <RowId id={row.externalId} name={names.external} />,
  },
  {
    key: 'direction',
    name: names.direction,
    width: 148,
    wideOnly: true,
    soft: true,
    cell: (row) => <Direction row={row} />,
  },
  {
    key: 'connection',
    name: names.connection,
    width: 180,
    soft: true,
    extra: true,
    title: (row) => row.target.connectionName,
    cell: (row) => (
      <Box component="span" sx={{ display: 'block', ...oneLine }}>
        {row.target.connectionName}
      </Box>
    ),
  },
  {
    key: 'amount',
    name: names.amount,
    width: 128,
    end: true,
    cell: (row) => row.amount !== null && <AmountText amount={row.amount} />,
  },
  { key: 'happened', name: names.happened, skeleton: '70%', cell: (row) => <Happened row={row} /> },
  {
    key: 'tries',
    name: names.tries,
    width: 72,
    end: true,
    skeleton: 40,
    title: (row) => words.triesHint(row.tries, row.retries, row.maxRetries),
    cell: triesText,
  },
  {
    key: 'took',
    name: names.took,
    width: 88,
    end: true,
    extra: true,
    cell: (row) => row.durationMs !== null && strings.time.milliseconds(row.durationMs),
  },
  {
    key: 'requested',
    name: names.requested,
    width: 116,
    end: true,
    extra: true,
    cell: (row) => <Time at={row.requestedAt} />,
  },
  {
    key: 'last',
    name: names.last,
    width: 116,
    end: true,
    skeleton: 40,
    cell: (row) => <LastOrNext row={row} />,
  },
]
