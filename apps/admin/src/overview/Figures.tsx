import Box from '@mui/material/Box'
import type { CountedKind, MetricOverview } from '@syncline/domain/view'
import { ExportLink } from '../list/ExportLink.tsx'
import { TextLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { useClock } from '../time/clock.tsx'
import { duration } from '../time/format.ts'
import { useZone } from '../time/zone.tsx'
import { successRate } from './buckets.ts'
import { eventsBehind, webhooksBehind } from './links.ts'
import { askedOf, type OverviewSearch } from './search.ts'

const words = strings.overview.figures
const count = strings.list.count
const target = 99

/** The same time in a few numbers; each leads to its rows. */
export function Figures({ overview, search }: { overview: MetricOverview; search: OverviewSearch }) {
  const { total, webhookTotal } = overview
  const { timeZone } = useZone()
  const clock = useClock()
  const rate = successRate(total)
  const took = total?.duration ?? null
  const events = (counted: CountedKind) =>
    ({ to: '/events', search: eventsBehind(search, overview, counted) }) as const
  return (
    <Box component="ul" sx={{ display: 'flex', flexWrap: 'wrap', gap: '4px 24px', alignItems: 'center' }}>
      <Figure
        link={events('finished')}
        number={count((total?.synced ?? 0) + (total?.failed ?? 0))}
        name={words.throughput}
      />
      {rate !== null && (
        <Figure
          link={events('finished')}
          number={strings.overview.percent(rate, 2)}
          name={words.success}
          loud={rate < target}
        />
      )}
      {took !== null &&
        (['average', 'p50', 'p95', 'p99'] as const).map((part) => (
          <Figure key={part} link={events('tries')} number={duration(took[part])} name={words[part]} />
        ))}
      <Figure link={events('retries')} number={count(total?.retries ?? 0)} name={words.retries} />
      <Figure
        link={{ to: '/webhooks', search: webhooksBehind(search, overview) }}
        number={count(webhookTotal?.received ?? 0)}
        name={search.entity === undefined ? words.webhooks : words.allWebhooks}
      />
      <Box component="li" sx={{ ml: 'auto', my: { xs: '-10px', md: 0 }, '&:empty': { display: 'none' } }}>
        <ExportLink list="metrics" filter={() => askedOf(search, timeZone, clock.now())} />
      </Box>
    </Box>
  )
}

function Figure({
  link,
  number,
  name,
  loud = false,
}: {
  link: { readonly to: '/events' | '/webhooks'; readonly search: object }
  number: string
  name: string
  loud?: boolean
}) {
  return (
    <li>
      <TextLink
        {...(link as { to: '/events' })}
        sx={{
          display: 'flex',
          gap: '6px',
          alignItems: 'baseline',
          minHeight: 24,
          color: 'ink.soft',
          textDecoration: 'none',
          '&:hover': { textDecoration: 'underline' },
        }}
      >
        <Box component="b" sx={{ fontWeight: 600, color: loud ? 'status.failed.main' : 'ink.strong' }}>
          {number}
        </Box>
        {name}
      </TextLink>
    </li>
  )
}
