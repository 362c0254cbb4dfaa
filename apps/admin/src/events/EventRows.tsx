import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { EventList, EventRow } from '@syncline/domain/view'
import { useState } from 'react'
import { card, cardLine } from '../list/card.ts'
import { actorName } from '../parts/actor.ts'
import { TextLink } from '../parts/links.tsx'
import { Time } from '../parts/Time.tsx'
import { useKeys } from '../shell/keys.tsx'
import * as strings from '../strings/index.ts'
import { oneLine } from '../ui/hidden.ts'
import { useWide } from '../ui/useWide.ts'
import { EventTable } from './EventTable.tsx'

const words = strings.events

/** The rows, with the keys that act on them. */
export function EventRows({
  list: { rows, behind },
  busy,
  onOpen,
}: {
  list: EventList
  busy: boolean
  onOpen: (row: EventRow) => void
}) {
  const wide = useWide()
  const [activeAt, setActiveAt] = useState<number | null>(null)
  const index = rows.findIndex(({ position }) => position === activeAt)
  const active = rows[index]
  const go = (step: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, index + step))]
    if (next) setActiveAt(next.position)
  }
  useKeys({ j: () => go(1), k: () => go(-1), Enter: () => active && onOpen(active) })
  return (
    <Box sx={{ opacity: busy ? 0.6 : 1, transition: 'opacity 120ms ease-out 150ms' }}>
      {behind && (
        <Typography
          variant="caption"
          component="p"
          role="note"
          sx={{ px: { xs: 4, md: 6 }, py: 2, color: 'status.waiting.main' }}
        >
          {words.behind}
        </Typography>
      )}
      {wide ? (
        <EventTable rows={rows} busy={busy} activeAt={activeAt} onActive={setActiveAt} onOpen={onOpen} />
      ) : (
        <Cards rows={rows} busy={busy} />
      )}
    </Box>
  )
}

/** Rows of the phone, three lines each: event and time, its sentence, whose it is. */
function Cards({ rows, busy }: { rows: readonly EventRow[]; busy: boolean }) {
  return (
    <Box component="ul" aria-label={words.caption} aria-busy={busy}>
      {rows.map((row) => (
        <li key={row.position}>
          <TextLink to="/events/$position" params={{ position: String(row.position) }} sx={card}>
            <Box sx={cardLine}>
              <Box component="span" sx={{ fontSize: '0.875rem', fontWeight: 600, ...oneLine }}>
                {row.type}
              </Box>
              <Box component="span" sx={{ typography: 'caption', color: 'ink.quiet', flex: 'none' }}>
                <Time at={row.recordedAt} />
              </Box>
            </Box>
            <Box sx={{ typography: 'caption', color: 'ink.soft', ...oneLine }}>{row.sentence}</Box>
            <Box sx={{ ...cardLine, typography: 'caption', color: 'ink.quiet' }}>
              <Box component="span" sx={oneLine}>
                {words.nouns[row.subject.noun]} · {actorName(row.by)}
              </Box>
              <Box component="span" sx={{ typography: 'mono', flex: 'none' }}>
                {strings.list.count(row.position)}
              </Box>
            </Box>
          </TextLink>
        </li>
      ))}
    </Box>
  )
}
