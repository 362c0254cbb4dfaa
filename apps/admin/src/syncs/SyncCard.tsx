import Box from '@mui/material/Box'
import { providerTitles } from '@syncline/domain/connection'
import type { SyncRow } from '@syncline/domain/view'
import { card, cardLine } from '../list/card.ts'
import { amountText } from '../money/format.ts'
import { TextLink } from '../parts/links.tsx'
import { SyncStatus } from '../parts/SyncStatus.tsx'
import * as strings from '../strings/index.ts'
import { oneLine } from '../ui/hidden.ts'
import { Happened, LastOrNext } from './RowParts.tsx'
import { recordName, targetTitle } from './sentence.ts'

const words = strings.syncs

/** A row of the phone: name and amount, what goes where and when, status and sentence. */
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
        {row.amount !== null && (
          <Box component="span" sx={{ fontSize: '0.875rem', fontWeight: 600, flex: 'none' }}>
            {amountText(row.amount)}
          </Box>
        )}
      </Box>
      <Box sx={{ ...cardLine, typography: 'caption', color: 'ink.quiet' }}>
        <Box component="span" sx={oneLine}>
          {what}
        </Box>
        <Box component="span" sx={{ flex: 'none' }}>
          <LastOrNext row={row} />
        </Box>
      </Box>
      <Box sx={{ ...cardLine, justifyContent: 'flex-start', typography: 'caption', mt: '2px' }}>
        <SyncStatus face={row.face} short />
        <Happened row={row} />
      </Box>
    </TextLink>
  )
}
