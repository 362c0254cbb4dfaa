import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { providerTitles } from '@syncline/domain/connection'
import type { ConnectionStrip, ConnectionView, StandingView } from '@syncline/domain/view'
import { useMemo } from 'react'
import { ConditionMark } from '../connections/ConditionMark.tsx'
import { conditionOf } from '../connections/condition.ts'
import { type Strip, stripOf } from '../connections/health.ts'
import { StripBars } from '../connections/StripBars.tsx'
import { standingOf } from '../connections/standings.ts'
import { TextLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { useTicking } from '../time/clock.tsx'
import { oneLine } from '../ui/hidden.ts'
import { Section } from '../ui/Section.tsx'

const words = strings.overview.connections
const minuteMs = 60_000

/** Every connection by its venue, with the last day in half hours. */
export function ConnectionHealth({
  connections,
  strips,
  standings,
  ofAll,
}: {
  connections: readonly ConnectionView[]
  strips: readonly ConnectionStrip[]
  /** Null while it is not known how each stands. */
  standings: readonly StandingView[] | null
  /** To be said: the page is of one entity, and this is of all of them. */
  ofAll: boolean
}) {
  const minute = useTicking((nowMs) => Math.floor(nowMs / minuteMs))
  const slots = useMemo(() => new Map(strips.map((strip) => [strip.connectionId, strip.slots])), [strips])
  return (
    <Section
      title={words.title}
      end={
        <TextLink
          to="/connections"
          sx={{ color: 'accent.main', textDecoration: 'none', '&:hover': { textDecoration: 'underline' } }}
        >
          {words.all(connections.length)}
        </TextLink>
      }
    >
      <Typography variant="caption" component="p" sx={{ color: 'ink.quiet', mt: -2, mb: 2 }}>
        {ofAll ? `${words.hint}, ${strings.overview.webhooks.note}` : words.hint}
      </Typography>
      {connections.length === 0 && <Typography sx={{ color: 'ink.soft' }}>{words.none}</Typography>}
      {[...Map.groupBy(connections, ({ venue }) => venue)].map(([venue, some]) => (
        <Box key={venue} sx={{ borderTop: 1, borderColor: 'line.border', pt: 2, pb: 1 }}>
          <Typography variant="caption" component="h3" sx={{ color: 'ink.quiet' }}>
            {venue}
          </Typography>
          <ul>
            {some.map((connection) => (
              <Line
                key={connection.connectionId}
                connection={connection}
                standing={standingOf(standings, connection.connectionId)}
                shortName={
                  some.filter(({ provider }) => provider === connection.provider).length === 1
                    ? providerTitles[connection.provider]
                    : connection.name
                }
                strip={stripOf(slots.get(connection.connectionId) ?? [], minute * minuteMs + 1)}
              />
            ))}
          </ul>
        </Box>
      ))}
    </Section>
  )
}

function Line({
  connection,
  standing,
  shortName,
  strip,
}: {
  connection: ConnectionView
  standing: StandingView | null
  /** The venue is said above, so the provider is enough where the venue has one of it. */
  shortName: string
  strip: Strip
}) {
  return (
    <li>
      <TextLink
        to="/connections/$connectionId"
        params={{ connectionId: connection.connectionId }}
        sx={{
          display: 'grid',
          gridTemplateColumns: 'minmax(4.5rem, 1fr) minmax(4.5rem, 8.75rem) 6.75rem',
          gap: 3,
          alignItems: 'center',
          minHeight: { xs: 44, md: 28 },
          color: 'ink.strong',
          textDecoration: 'none',
          borderRadius: '4px',
          '&:hover': { backgroundColor: 'fill.hover' },
        }}
      >
        <Box component="span" title={connection.name} sx={oneLine}>
          {shortName}
        </Box>
        <StripBars strip={strip} />
        <ConditionMark condition={conditionOf(connection, standing, strip.health)} failed={strip.failed} />
      </TextLink>
    </li>
  )
}
