import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { EventCauses } from '@syncline/domain/view'
import { actorName } from '../parts/actor.ts'
import { TextLink } from '../parts/links.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { oneLine } from '../ui/hidden.ts'
import { Section } from '../ui/Section.tsx'
import { type CauseLine, causeLines } from './causes.ts'

const words = strings.event.causes
const count = strings.list.count
/** Deeper ones stand no further in, so that a phone has room for them. */
const deepest = 5

/** What led to what, from the first cause to the last effect. */
export function Causes({ causes, here }: { causes: EventCauses; here: number }) {
  const { events, correlationId, more } = causes
  return (
    <Section
      title={words.title}
      end={
        <TextLink
          to="/events"
          search={{ correlation: correlationId }}
          sx={{ color: 'accent.main', textDecoration: 'none', '&:hover': { textDecoration: 'underline' } }}
        >
          {words.all}
        </TextLink>
      }
    >
      <Typography variant="caption" component="p" sx={{ color: 'ink.quiet', mt: -2, mb: 2 }}>
        {words.hint(count(events.length))}
        {more && ` ${words.more(count(events.length))}`}
      </Typography>
      <Box component="ol" aria-label={words.label} sx={{ borderTop: 1, borderColor: 'line.border' }}>
        {causeLines(events).map((line) => (
          <Line key={line.event.position} line={line} here={line.event.position === here} />
        ))}
      </Box>
    </Section>
  )
}

function Line({ line: { event, depth }, here }: { line: CauseLine; here: boolean }) {
  return (
    <Box component="li" sx={{ pl: `${Math.min(depth, deepest) * 20}px` }}>
      <TextLink
        to="/events/$position"
        params={{ position: String(event.position) }}
        aria-current={here ? 'true' : undefined}
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: '4rem minmax(0, 1fr)', sm: '4rem minmax(0, 1fr) auto' },
          columnGap: 3,
          alignItems: 'baseline',
          minHeight: { xs: 44, md: 32 },
          px: 2,
          py: '5px',
          color: 'inherit',
          textDecoration: 'none',
          borderBottom: 1,
          borderColor: 'line.grid',
          // The thread that holds a thing's events together.
          ...(depth > 0 && { borderLeft: 1, borderLeftColor: 'line.border' }),
          ...(here && { backgroundColor: 'accent.wash' }),
          '&:hover': { backgroundColor: here ? 'accent.wash' : 'fill.hover' },
        }}
      >
        <Box component="span" sx={{ color: 'ink.soft' }}>
          <Time at={event.occurredAt} exact />
        </Box>
        <Box component="span" sx={{ minWidth: 0 }}>
          <Box component="span" sx={{ fontWeight: here ? 600 : 500 }}>
            {event.type}
          </Box>{' '}
          <Box component="span" sx={{ color: 'ink.quiet' }}>
            {strings.events.nouns[event.subject.noun]}
            {here && `, ${words.here}`}
          </Box>
        </Box>
        <Box
          component="span"
          sx={{ display: { xs: 'none', sm: 'block' }, typography: 'caption', color: 'ink.quiet', ...oneLine }}
        >
          {actorName(event.by)} · {count(event.position)}
        </Box>
      </TextLink>
    </Box>
  )
}
