import Box from '@mui/material/Box'
import { providerTitles } from '@syncline/domain/connection'
import type { SyncRow } from '@syncline/domain/view'
import { card, cardLine } from '../list/card.ts'
import { TextLink } from '../parts/links.tsx'
import { SyncStatus } from '../parts/SyncStatus.tsx'
import * as strings from '../strings/index.ts'
import { oneLine } from '../ui/hidden.ts'
import { Happened, LastOrNext } from './RowParts.tsx'
import { recordName, targetTitle } from './sentence.ts'

const words = strings.syncs

/** A row of the phone: name and time, what goes where, status and sentence. */
export function SyncCard({ row }: { row: SyncRow }) {
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
