import Box from '@mui/material/Box'
import type { EventRow } from '@syncline/domain/view'
import { card, cardLine } from '../list/card.ts'
import { actorName } from '../parts/actor.ts'
import { TextLink } from '../parts/links.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { oneLine } from '../ui/hidden.ts'

/** A row of the phone: event and time, its sentence, whose it is. */
export function EventCard({ row }: { row: EventRow }) {
  return (
    <TextLink to="/events/$position" params={{ position: String(row.position) }} sx={card}>
      <Box sx={cardLine}>
        <Box component="span" sx={{ fontSize: '0.875rem', fontWeight: 600, ...oneLine }}>
          {row.type}
        </Box>
        <Box component="span" sx={{ typography: 'caption', color: 'ink.quiet', flex: 'none' }}>
          <Time at={row.recordedAt} />
        </Box>
      </Box>
      <Box sx={{ typography: 'caption', color: 'ink.soft', ...oneLine }}>{strings.told(row.sentence)}</Box>
      <Box sx={{ ...cardLine, typography: 'caption', color: 'ink.quiet' }}>
        <Box component="span" sx={oneLine}>
          {strings.events.nouns[row.subject.noun]} · {actorName(row.by)}
        </Box>
        <Box component="span" sx={{ typography: 'mono', flex: 'none' }}>
          {strings.list.count(row.position)}
        </Box>
      </Box>
    </TextLink>
  )
}
