import { type MetricBucket, metricOverviewInput, type WebhookBucket } from '@syncline/domain/view'
import { whole } from './list.ts'

interface Step {
  readonly at: string
  readonly syncs: MetricBucket | undefined
  readonly webhooks: WebhookBucket | undefined
}

/** Errors by code, the most frequent first: «TIMEOUT 3; NETWORK_ERROR 1». */
const errorsOf = (errors: MetricBucket['errors']) =>
  Object.entries(errors)
    .toSorted(([, one], [, other]) => other - one)
    .map(([code, count]) => `${code} ${count}`)
    .join('; ')

const wholeMs = (part: keyof NonNullable<MetricBucket['duration']>) => (row: Step) => {
  const duration = row.syncs?.duration
  return duration ? Math.round(duration[part]) : null
}

/** What the overview's charts show, in steps that fit the time; steps in which nothing happened are left out. */
export const metrics = whole({
  permission: 'metric.read',
  filter: metricOverviewInput,
  read: async ({ metricReads }, organizationId, asked): Promise<readonly Step[]> => {
    const { buckets, webhooks } = await metricReads.overview(organizationId, asked)
    const ats = new Set([...buckets, ...webhooks].map(({ at }) => at))
    const syncsAt = new Map(buckets.map((bucket) => [bucket.at, bucket]))
    const webhooksAt = new Map(webhooks.map((bucket) => [bucket.at, bucket]))
    return [...ats].sort().map((at) => ({ at, syncs: syncsAt.get(at), webhooks: webhooksAt.get(at) }))
  },
  columns: {
    from: (row) => row.at,
    requested: (row) => row.syncs?.requested ?? 0,
    synced: (row) => row.syncs?.synced ?? 0,
    failed: (row) => row.syncs?.failed ?? 0,
    skipped: (row) => row.syncs?.skipped ?? 0,
    cancelled: (row) => row.syncs?.cancelled ?? 0,
    tries: (row) => row.syncs?.tries ?? 0,
    retries: (row) => row.syncs?.retries ?? 0,
    deepest_retry: (row) => row.syncs?.deepestRetry ?? 0,
    average_ms: wholeMs('average'),
    p50_ms: wholeMs('p50'),
    p95_ms: wholeMs('p95'),
    p99_ms: wholeMs('p99'),
    errors: (row) => errorsOf(row.syncs?.errors ?? {}),
    webhooks: (row) => row.webhooks?.received ?? 0,
    webhooks_routed: (row) => row.webhooks?.routed ?? 0,
    webhooks_ignored: (row) => row.webhooks?.ignored ?? 0,
    webhooks_quarantined: (row) => row.webhooks?.quarantined ?? 0,
    webhooks_refused: (row) => row.webhooks?.refused ?? 0,
  },
})
