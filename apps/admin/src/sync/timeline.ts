import { providerTitles } from '@syncline/domain/connection'
import { explain, isErrorCode } from '@syncline/domain/error'
import type { SyncDetail, TimelineEntry } from '@syncline/domain/view'
import * as strings from '../strings/index.ts'
import { actorName, targetTitle, unstopped } from '../syncs/sentence.ts'
import { duration } from '../time/format.ts'
import type { StatusKind } from '../ui/StatusShape.tsx'

/** One line of the timeline: when, what, and its place in the log. */
export interface TimelineLine {
  readonly position: number
  readonly at: string
  readonly mark: StatusKind | 'webhook' | 'retry'
  readonly text: string
  /** The last word on how it stands. */
  readonly strong: boolean
}

type Told = Pick<TimelineLine, 'mark' | 'text'>

const words = strings.sync.timeline
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function tell(entry: TimelineEntry, next: TimelineEntry | undefined, provider: string): Told {
  const { data, type } = entry
  const by = actorName(entry.by)
  switch (type) {
    case 'WebhookReceived':
      return { mark: 'webhook', text: words.received(by) }
    case 'WebhookRouted':
      return { mark: 'webhook', text: words.routed }
    case 'WebhookIgnored':
      return { mark: 'webhook', text: words.ignored }
    case 'WebhookQuarantined':
      return { mark: 'quarantined', text: words.quarantined }
    case 'SyncRequested':
      return { mark: 'pending', text: words.requested }
    case 'SyncStarted':
      return { mark: 'syncing', text: words.started(Number(data['try'])) }
    case 'SyncSucceeded':
      return { mark: 'synced', text: words.succeeded(textOf(data['externalId'])) }
    case 'SyncFailed':
      return failed(data, next?.type === 'SyncRetryScheduled', provider)
    case 'SyncRetryScheduled':
      return { mark: 'waiting', text: scheduled(entry) }
    case 'SyncRetryRequested':
      return { mark: 'retry', text: words.retryRequested(by) }
    case 'SyncSkipped':
      return { mark: 'skipped', text: words.skipped(by) }
    case 'SyncSuperseded':
      return { mark: 'skipped', text: words.superseded }
    case 'SyncCancelled':
      return { mark: 'cancelled', text: words.cancelled(by) }
    case 'EffectReportedLate':
      return { mark: 'synced', text: words.late }
    default:
      return { mark: 'pending', text: type }
  }
}

/** A failure that is tried again is no alarm yet; the last one is. */
function failed(data: TimelineEntry['data'], goesOn: boolean, provider: string): Told {
  const code = textOf(data['code'])
  const text = words.failed(unstopped(explain(isErrorCode(code) ? code : 'UNKNOWN', provider).sentence))
  if (data['certainty'] === 'unknown') return { mark: 'unknown', text }
  return { mark: goesOn ? 'waiting' : 'failed', text }
}

function scheduled({ data, occurredAt }: TimelineEntry): string {
  const waitMs = Date.parse(textOf(data['nextRetryAt'])) - Date.parse(occurredAt)
  return waitMs > 0 ? words.scheduled(duration(waitMs)) : words.scheduledPlain
}

/** The timeline in words, begun with the webhook where there was one. */
export function timelineLines({ row, webhook, timeline }: SyncDetail): readonly TimelineLine[] {
  const provider = targetTitle(row)
  const lines = timeline.map(
    (entry, index): TimelineLine => ({
      position: entry.position,
      at: entry.occurredAt,
      strong: index === timeline.length - 1,
      ...tell(entry, timeline[index + 1], provider),
    }),
  )
  if (webhook === null || timeline.some((entry) => entry.type === 'WebhookReceived')) return lines
  const text = words.received(providerTitles[webhook.provider])
  return [
    { position: webhook.position, at: webhook.receivedAt, mark: 'webhook', text, strong: false },
    ...lines,
  ]
}
