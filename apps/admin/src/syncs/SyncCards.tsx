import Box from '@mui/material/Box'
import { providerTitles } from '@syncline/domain/connection'
import type { SyncRow } from '@syncline/domain/view'
import { card, cardLine } from '../list/card.ts'
import { TextLink } from '../parts/links.tsx'
import { SyncStatus } from '../parts/SyncStatus.tsx'
import * as strings from '../strings/index.ts'
import { oneLine } from '../ui/hidden.ts'
import { Tick } from '../ui/Tick.tsx'
import { Happened, LastOrNext } from './RowParts.tsx'
import { isSelected, type Selection } from './selection.ts'
import { recordName, recordPhrase, targetTitle } from './sentence.ts'

const words = strings.syncs

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
      <Box sx={cardLine}>
        <Box component="span" sx={{ fontSize: '0.875rem', fontWeight: 600, ...oneLine }}>
          {recordName(row)}
        </Box>
        <Box component="span" sx={{ typography: 'caption', color: 'ink.quiet', flex: 'none' }}>
          <LastOrNext row={row} />
        </Box>
      </Box>
      <Box sx={{ typography: 'caption', color: 'ink.quiet', ...oneLine }}>{what}</Box>
      <Box sx={{ ...cardLine, justifyContent: 'flex-start', typography: 'caption', mt: '2px' }}>
        <SyncStatus face={row.face} short />
        <Happened row={row} />
      </Box>
    </TextLink>
  )
}
