import type { MetricLag } from '@syncline/domain/view'
import { useNavigate } from '@tanstack/react-router'
import { lazy, useMemo } from 'react'
import { TextLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { duration } from '../time/format.ts'
import { useZone } from '../time/zone.tsx'
import type { ChartSeries } from '../ui/charts/series.ts'
import { ChartSection } from './ChartSection.tsx'
import { lagOverTime } from './lag.ts'
import { useNamedSteps } from './namedSteps.ts'

const Lines = lazy(() => import('../ui/charts/Lines.tsx'))

const words = strings.overview.lag
/** Less than this is no lag that anybody sees: the axis reaches at least so far. */
const leastMs = 1_000

/** How far the pages were behind the log. A step leads to the events that came in it. */
export function LagChart({ lag }: { lag: MetricLag }) {
  const navigate = useNavigate()
  const { timeZone } = useZone()
  const { slots, worst } = useMemo(() => lagOverTime(lag, timeZone), [lag, timeZone])
  const { steps, hint } = useNamedSteps(lag, slots)
  const behind = (index: number) => ({ from: slots[index]?.from, to: slots[index]?.to })
  const series: readonly ChartSeries[] = [
    {
      key: 'awaited',
      label: words.awaited,
      colour: 'chart.c1',
      values: slots.map(({ awaitedMs }) => awaitedMs),
    },
    {
      key: 'others',
      label: words.others,
      colour: 'chart.c2',
      values: slots.map(({ othersMs }) => othersMs),
      dash: '5 3',
    },
  ]
  const chart = { label: words.label, series, steps, height: 160, format: duration }
  return (
    <ChartSection
      {...chart}
      title={words.title}
      hint={`${worst === null ? '' : `${words.worst(duration(worst.lagMs), worst.lagEvents)}, `}${hint}`}
      mark="line"
      none={worst === null ? words.unknown : words.never}
      zeroIsDrawn
      linkOf={(index, text) => (
        <TextLink to="/events" search={behind(index)} sx={{ color: 'accent.main' }}>
          {text}
        </TextLink>
      )}
    >
      <Lines
        {...chart}
        min={0}
        {...((worst?.lagMs ?? 0) < leastMs && { max: leastMs })}
        onOpen={(index) => void navigate({ to: '/events', search: behind(index) })}
      />
    </ChartSection>
  )
}
