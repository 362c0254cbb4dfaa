import type { MetricBucket, MetricOverview, WebhookBucket } from '@syncline/domain/view'

const stepMs = {
  minute: 60_000,
  five_minutes: 300_000,
  quarter_hour: 900_000,
  half_hour: 1_800_000,
  hour: 3_600_000,
} as const

/** From its first moment on, and before `to`. */
export interface TimeStep {
  readonly from: string
  readonly to: string
}

/** One step of the chart: everything that was counted in it, also when that is nothing. */
export interface Slot extends TimeStep {
  readonly syncs: MetricBucket | null
  readonly webhooks: WebhookBucket | null
}

/** Every step of the time. Days are as long as the zone makes them, so that their beginnings are told by the calendar. */
export function timeStepsOf(
  { from, to, step }: Pick<MetricOverview, 'from' | 'to' | 'step'>,
  timeZone: string,
): readonly TimeStep[] {
  const ends = Date.parse(to)
  const steps: TimeStep[] = []
  for (let begins = Date.parse(from); begins < ends; ) {
    const next = step === 'day' ? nextMidnight(begins, timeZone) : begins + stepMs[step]
    steps.push({ from: new Date(begins).toISOString(), to: new Date(next).toISOString() })
    begins = next
  }
  return steps
}

/** Every step with what was counted in it, those with nothing in them too. */
export function slotsOf(overview: MetricOverview, timeZone: string): readonly Slot[] {
  const syncsAt = new Map(overview.buckets.map((bucket) => [Date.parse(bucket.at), bucket]))
  const webhooksAt = new Map(overview.webhooks.map((bucket) => [Date.parse(bucket.at), bucket]))
  return timeStepsOf(overview, timeZone).map((step) => ({
    ...step,
    syncs: syncsAt.get(Date.parse(step.from)) ?? null,
    webhooks: webhooksAt.get(Date.parse(step.from)) ?? null,
  }))
}

/** A day has 23 to 25 hours: the next midnight is where the date turns. */
function nextMidnight(midnight: number, timeZone: string): number {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone })
  const today = day.format(midnight)
  for (let minutes = 23 * 60; minutes < 25 * 60; minutes += 30) {
    const at = midnight + minutes * 60_000
    if (day.format(at) !== today) return at
  }
  return midnight + 25 * 3_600_000
}

/** Of those that finished, how many in a hundred got through; null when none did. */
export function successRate(bucket: Pick<MetricBucket, 'synced' | 'failed'> | null): number | null {
  if (bucket === null) return null
  const finished = bucket.synced + bucket.failed
  return finished === 0 ? null : (100 * bucket.synced) / finished
}
