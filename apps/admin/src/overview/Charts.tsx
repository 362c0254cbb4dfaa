import type { CountedKind, MetricOverview } from '@syncline/domain/view'
import { useNavigate } from '@tanstack/react-router'
import { lazy, useMemo } from 'react'
import { TextLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { duration } from '../time/format.ts'
import { useZone } from '../time/zone.tsx'
import type { ChartSeries } from '../ui/charts/series.ts'
import { type Slot, slotsOf, successRate } from './buckets.ts'
import { ChartSection } from './ChartSection.tsx'
import { eventsBehind, webhooksBehind } from './links.ts'
import { type NamedSteps, useNamedSteps } from './namedSteps.ts'
import type { OverviewSearch } from './search.ts'

const Bars = lazy(() => import('../ui/charts/Bars.tsx'))
const Lines = lazy(() => import('../ui/charts/Lines.tsx'))

const words = strings.overview
const count = strings.list.count
const percent = (value: number) => strings.overview.percent(value, 1)
const target = 99

export interface ChartsData extends NamedSteps {
  readonly slots: readonly Slot[]
}

/** The steps of a time, named in the zone that the page shows. */
export function useChartsData(overview: MetricOverview): ChartsData {
  const { timeZone } = useZone()
  const slots = useMemo(() => slotsOf(overview, timeZone), [overview, timeZone])
  return { slots, ...useNamedSteps(overview, slots) }
}

interface Props {
  readonly data: ChartsData
  readonly search: OverviewSearch
}

/** Opens what was counted in a step. */
function useEventsOf({ slots }: ChartsData, search: OverviewSearch, counted: CountedKind) {
  const navigate = useNavigate()
  const behind = (index: number) => eventsBehind(search, slots[index] ?? null, counted)
  return {
    open: (index: number) => void navigate({ to: '/events', search: behind(index) }),
    linkOf: (index: number, text: string) => (
      <TextLink to="/events" search={behind(index)} sx={{ color: 'accent.main' }}>
        {text}
      </TextLink>
    ),
  }
}

export function ThroughChart({ data, search }: Props) {
  const { open, linkOf } = useEventsOf(data, search, 'outcomes')
  const { slots, steps, hint } = data
  const of = (read: (slot: NonNullable<Slot['syncs']>) => number) =>
    slots.map(({ syncs }) => (syncs ? read(syncs) : 0))
  const { title, label, ...names } = words.through
  const series: readonly ChartSeries[] = [
    { key: 'synced', label: names.synced, colour: 'brand.band', values: of((s) => s.synced) },
    {
      key: 'aside',
      label: names.aside,
      colour: 'status.skipped.main',
      values: of((s) => s.skipped + s.cancelled),
    },
    { key: 'retried', label: names.retried, colour: 'status.waiting.main', values: of((s) => s.retries) },
    { key: 'failed', label: names.failed, colour: 'status.failed.main', values: of((s) => s.failed) },
  ]
  const chart = { label, series, steps, height: 216, format: count }
  return (
    <ChartSection {...chart} title={title} hint={hint} mark="bar" linkOf={linkOf}>
      <Bars {...chart} onOpen={open} />
    </ChartSection>
  )
}

export function SuccessChart({ data, search }: Props) {
  const { open, linkOf } = useEventsOf(data, search, 'finished')
  const { slots, steps, hint } = data
  const values = slots.map(({ syncs }) => successRate(syncs))
  const known = values.filter((value) => value !== null)
  const lowest = Math.min(target, ...known)
  const series = [{ key: 'rate', label: words.success.rate, colour: 'chart.c1', values }]
  const chart = { label: words.success.label, series, steps, height: 160, format: percent }
  return (
    <ChartSection
      {...chart}
      title={words.success.title}
      hint={`${words.success.hint}, ${hint}`}
      mark="line"
      linkOf={linkOf}
    >
      <Lines
        {...chart}
        format={(value) => (Number.isInteger(value) ? `${value} %` : percent(value))}
        min={Math.max(0, Math.floor((lowest - 1) / 5) * 5)}
        max={100}
        target={{ value: target, label: words.success.target }}
        onOpen={open}
      />
    </ChartSection>
  )
}

export function DurationChart({ data, search }: Props) {
  const { open, linkOf } = useEventsOf(data, search, 'tries')
  const { slots, steps, hint } = data
  const of = (what: 'p50' | 'p95' | 'p99') => slots.map(({ syncs }) => syncs?.duration?.[what] ?? null)
  const { title, label, ...names } = words.duration
  const series: readonly ChartSeries[] = [
    { key: 'p50', label: names.p50, colour: 'chart.c1', values: of('p50') },
    { key: 'p95', label: names.p95, colour: 'chart.c4', values: of('p95'), dash: '5 3' },
    { key: 'p99', label: names.p99, colour: 'chart.c2', values: of('p99'), dash: '1.5 3' },
  ]
  const chart = { label, series, steps, height: 176, format: duration }
  return (
    <ChartSection {...chart} title={title} hint={`${names.hint}, ${hint}`} mark="line" linkOf={linkOf}>
      <Lines {...chart} scale="log" onOpen={open} />
    </ChartSection>
  )
}

/** Beyond this number retries are one. */
const depths = ['1', '2', '3', '4', '5'] as const
const depthColours = ['chart.c6', 'chart.c4', 'chart.c2', 'chart.c5', 'status.failed.main'] as const

export function DepthChart({ data, search, deepest }: Props & { deepest: number }) {
  const { open, linkOf } = useEventsOf(data, search, 'retries')
  const { slots, steps, hint } = data
  const at = (slot: Slot, depth: string) =>
    Object.entries(slot.syncs?.depths ?? {}).reduce(
      (sum, [key, n]) => sum + (key === depth || (depth === '5' && Number(key) > 5) ? Number(n) : 0),
      0,
    )
  const series = depths.map((depth, index) => ({
    key: depth,
    label: depth === '5' ? words.depth.last : words.depth.nth(depth),
    colour: depthColours[index] as string,
    values: slots.map((slot) => at(slot, depth)),
  }))
  const chart = { label: words.depth.label, series, steps, height: 160, format: count }
  return (
    <ChartSection
      {...chart}
      title={words.depth.title}
      hint={`${words.depth.hint(count(deepest))}, ${hint}`}
      mark="bar"
      linkOf={linkOf}
    >
      <Bars {...chart} onOpen={open} />
    </ChartSection>
  )
}

export function WebhookChart({ data, search }: Props) {
  const navigate = useNavigate()
  const { slots, steps, hint } = data
  const behind = (index: number) => webhooksBehind(search, slots[index] ?? null)
  const of = (what: 'routed' | 'ignored' | 'quarantined' | 'refused') =>
    slots.map(({ webhooks }) => webhooks?.[what] ?? 0)
  const { title, label, note, behind: behindNote, ...names } = words.webhooks
  const series: readonly ChartSeries[] = [
    { key: 'routed', label: names.routed, colour: 'brand.band', values: of('routed') },
    { key: 'ignored', label: names.ignored, colour: 'line.edge', values: of('ignored') },
    {
      key: 'quarantined',
      label: names.quarantined,
      colour: 'status.quarantined.main',
      values: of('quarantined'),
    },
    { key: 'refused', label: names.refused, colour: 'status.failed.main', values: of('refused') },
  ]
  const chart = { label, series, steps, height: 160, format: count }
  return (
    <ChartSection
      {...chart}
      title={title}
      hint={`${search.entity === undefined ? '' : `${note}, `}${behindNote}, ${hint}`}
      mark="bar"
      linkOf={(index, text) => (
        <TextLink to="/webhooks" search={behind(index)} sx={{ color: 'accent.main' }}>
          {text}
        </TextLink>
      )}
    >
      <Bars {...chart} onOpen={(index) => void navigate({ to: '/webhooks', search: behind(index) })} />
    </ChartSection>
  )
}
