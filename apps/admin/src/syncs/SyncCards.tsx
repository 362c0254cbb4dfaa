import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import { providerTitles } from '@syncline/domain/connection'
import type { SyncRow } from '@syncline/domain/view'
import { TextLink } from '../parts/links.tsx'
import { SyncStatus } from '../parts/SyncStatus.tsx'
import * as strings from '../strings/index.ts'
import { oneLine } from '../ui/hidden.ts'
import { Tick } from '../ui/Tick.tsx'
import { Happened, LastOrNext } from './RowParts.tsx'
import { isSelected, type Selection } from './selection.ts'
import { recordName, recordPhrase, targetTitle } from './sentence.ts'

const words = strings.syncs

const card = {
  display: 'grid',
  flex: 1,
  minWidth: 0,
  gap: '2px',
  px: 4,
  py: '10px',
  borderBottom: 1,
  borderColor: 'line.grid',
  color: 'inherit',
  textDecoration: 'none',
  '&:focus-visible': { outlineOffset: -2 },
} as const

const line = {
  display: 'flex',
  gap: 2,
  alignItems: 'center',
  justifyContent: 'space-between',
  minWidth: 0,
} as const

/** Rows of the phone, three lines each: name and id, what and when, status and sentence. */
export function SyncCards({
  rows,
  busy,
  selecting,
  selection,
  onSelect,
}: {
  rows: readonly SyncRow[]
  busy: boolean
  /** Whether the boxes to tick are shown. */
  selecting: boolean
  selection: Selection
  onSelect: (rows: readonly SyncRow[], on: boolean) => void
}) {
  return (
    <Box component="ul" aria-label={words.caption} aria-busy={busy}>
      {rows.map((row) => (
        <Box component="li" key={row.syncId} sx={{ display: 'flex', alignItems: 'center' }}>
          {selecting && (
            <Tick
              label={words.selection.one(recordPhrase(row))}
              checked={isSelected(selection, row.syncId)}
              onChange={(on) => onSelect([row], on)}
            />
          )}
          <Card row={row} />
        </Box>
      ))}
    </Box>
  )
}

function Card({ row }: { row: SyncRow }) {
  const what =
    row.direction === 'outbound'
      ? words.entityTo(row.entity, targetTitle(row))
      : words.entityFrom(row.entity, providerTitles[row.source.system])
  return (
    <TextLink to="/syncs/$syncId" params={{ syncId: row.syncId }} sx={card}>
      <Box sx={line}>
        <Box component="span" sx={{ fontSize: '0.875rem', fontWeight: 600, ...oneLine }}>
          {recordName(row)}
        </Box>
        <Box component="span" sx={{ typography: 'caption', color: 'ink.quiet', flex: 'none' }}>
          <LastOrNext row={row} />
        </Box>
      </Box>
      <Box sx={{ typography: 'caption', color: 'ink.quiet', ...oneLine }}>{what}</Box>
      <Box sx={{ ...line, justifyContent: 'flex-start', typography: 'caption', mt: '2px' }}>
        <SyncStatus face={row.face} short />
        <Happened row={row} />
      </Box>
    </TextLink>
  )
}

export function CardsSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <Box component="ul" aria-hidden>
      {Array.from({ length: rows }, (_, index) => (
        <Box component="li" key={index} sx={{ ...card, gap: 2 }}>
          <Skeleton height={14} width={120 + (index % 3) * 24} />
          <Skeleton height={10} width={96} />
          <Skeleton height={14} width="70%" />
        </Box>
      ))}
    </Box>
  )
}
