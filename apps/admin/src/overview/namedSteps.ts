import type { MetricOverview } from '@syncline/domain/view'
import { useMemo } from 'react'
import * as strings from '../strings/index.ts'
import { useClock } from '../time/clock.tsx'
import { clockTime, dateTime, dayName, zoneCity } from '../time/format.ts'
import { useZone } from '../time/zone.tsx'
import type { ChartStep } from '../ui/charts/series.ts'
import type { TimeStep } from './buckets.ts'

const words = strings.overview

export interface NamedSteps {
  readonly steps: readonly ChartStep[]
  /** «per half hour, times in Lagos» */
  readonly hint: string
}

/** What the steps of a time are called in a chart, in the zone that the page shows. */
export function useNamedSteps(
  { from, to, step }: Pick<MetricOverview, 'from' | 'to' | 'step'>,
  slots: readonly TimeStep[],
): NamedSteps {
  const { timeZone } = useZone()
  const clock = useClock()
  const steps = useMemo(() => {
    const nowMs = clock.now()
    const long = Date.parse(to) - Date.parse(from) > 36 * 3_600_000
    return slots.map((slot) => {
      const at = Date.parse(slot.from)
      return {
        label: long ? dayName(at, timeZone) : clockTime(at, timeZone),
        title: step === 'day' ? dayName(at, timeZone) : dateTime(at, nowMs, timeZone),
      }
    })
  }, [from, to, step, slots, timeZone, clock])
  return { steps, hint: `${words.steps[step]}, ${words.zone(zoneCity(timeZone))}` }
}
