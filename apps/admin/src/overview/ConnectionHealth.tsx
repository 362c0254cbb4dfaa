import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { providerTitles } from '@syncline/domain/connection'
import type { ConnectionStrip, ConnectionView } from '@syncline/domain/view'
import { useMemo } from 'react'
import { TextLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { useTicking } from '../time/clock.tsx'
import { oneLine } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { Section } from '../ui/Section.tsx'
import { type StatusKind, StatusShape } from '../ui/StatusShape.tsx'
import { type Health, type SlotLook, type Strip, stripOf } from './health.ts'

const words = strings.overview.connections
const count = strings.list.count
const minuteMs = 60_000

/** Every connection by its venue, with the last day in half hours. */
export function ConnectionHealth({
  connections,
  strips,
}: {
  connections: readonly ConnectionView[]
  strips: readonly ConnectionStrip[]
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
        {words.hint}
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

const shapes: Record<Health, StatusKind> = {
  healthy: 'synced',
  failing: 'failed',
  waiting: 'waiting',
  quiet: 'pending',
}

function Line({
  connection,
  shortName,
  strip,
}: {
  connection: ConnectionView
  /** The venue is said above, so the provider is enough where the venue has one of it. */
  shortName: string
  strip: Strip
}) {
  const { health, through, waited, failed } = strip
  const calm = health === 'healthy' || health === 'quiet'
  return (
    <li>
      <TextLink
        to="/connections/$connectionId"
        params={{ connectionId: connection.connectionId }}
        sx={{
          display: 'grid',
          gridTemplateColumns: 'minmax(84px, 1fr) minmax(96px, 148px) 96px',
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
        <Box
          component="span"
          role="img"
          aria-label={words.strip(count(through), count(waited), count(failed))}
          sx={{ display: 'flex', alignItems: 'flex-end', gap: '1px', height: 14 }}
        >
          {strip.looks.map((look, index) => (
            <Box key={index} component="i" sx={{ flex: 1, ...slotLooks[look] }} />
          ))}
        </Box>
        <Box
          component="span"
          sx={{
            display: 'flex',
            gap: '6px',
            alignItems: 'center',
            whiteSpace: 'nowrap',
            color: calm ? 'ink.soft' : `status.${shapes[health]}.main`,
            fontWeight: calm ? 400 : 500,
          }}
        >
          {health === 'quiet' ? <Icon name="dots" /> : <StatusShape kind={shapes[health]} />}
          {health === 'failing' ? words.failing(count(failed)) : words[health]}
        </Box>
      </TextLink>
    </li>
  )
}

/** Height tells the state as well as colour. */
const slotLooks: Record<SlotLook, object> = {
  through: { height: '100%', backgroundColor: 'brand.band' },
  waited: { height: '65%', backgroundColor: 'status.waiting.main' },
  failed: { height: '45%', backgroundColor: 'status.failed.main' },
  nothing: { height: '100%', backgroundColor: 'fill.sunken' },
}
