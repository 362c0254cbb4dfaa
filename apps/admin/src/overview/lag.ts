import type { MetricLag } from '@syncline/domain/view'
import { type TimeStep, timeStepsOf } from './buckets.ts'

/** What a person who has just clicked waits for; the others may be a moment behind. */
const awaited: ReadonlySet<string> = new Set(['directory', 'sync_status'])

/** The worst of one step, in milliseconds; null where nobody looked. */
export interface LagSlot extends TimeStep {
  readonly awaitedMs: number | null
  readonly othersMs: number | null
}

export interface LagOverTime {
  readonly slots: readonly LagSlot[]
  /** Null when nobody looked in all the time. */
  readonly worst: { readonly lagMs: number; readonly lagEvents: number } | null
}

const most = (values: readonly number[]) => (values.length === 0 ? null : Math.max(...values))

/** Seven projections are two lines: what is waited for, and the rest. */
export function lagOverTime(lag: MetricLag, timeZone: string): LagOverTime {
  const byStep = Map.groupBy(lag.buckets, ({ at }) => Date.parse(at))
  const slots = timeStepsOf(lag, timeZone).map((step) => {
    const buckets = byStep.get(Date.parse(step.from)) ?? []
    const worstOf = (group: boolean) =>
      most(buckets.filter(({ projection }) => awaited.has(projection) === group).map(({ lagMs }) => lagMs))
    return { ...step, awaitedMs: worstOf(true), othersMs: worstOf(false) }
  })
  const lagMs = most(lag.buckets.map((each) => each.lagMs))
  const lagEvents = most(lag.buckets.map((each) => each.lagEvents))
  return { slots, worst: lagMs === null || lagEvents === null ? null : { lagMs, lagEvents } }
}
