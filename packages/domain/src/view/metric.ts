export const metricSteps = ['minute', 'five_minutes', 'quarter_hour', 'hour', 'day', 'all'] as const
export type MetricStep = (typeof metricSteps)[number]

/** What was counted in one step. Times with nothing in them are left out. */
export interface MetricBucket {
  /** Its first moment; `from` when the step is `all`. */
  readonly at: string
  readonly connectionId: string | null
  readonly entity: string | null
  readonly requested: number
  readonly synced: number
  readonly failed: number
  readonly skipped: number
  readonly cancelled: number
  readonly retries: number
  /** The highest number that a retry had. */
  readonly deepestRetry: number
  /** Tries whose duration is known. */
  readonly tries: number
  /** Of a try, in milliseconds; null without one. Percentiles are within 5 % of the exact ones. */
  readonly duration: {
    readonly average: number
    readonly p50: number
    readonly p95: number
    readonly p99: number
  } | null
  /** Failed tries by error code. */
  readonly errors: Readonly<Record<string, number>>
}
