import { providerTitles } from '@syncline/domain/connection'
import { explain, isErrorCode } from '@syncline/domain/error'
import type { SyncDetail, TimelineEntry } from '@syncline/domain/view'
import { actorName } from '../parts/actor.ts'
import { cutMiddle } from '../parts/cut.ts'
import type { TimelineLine } from '../parts/timeline.ts'
import * as strings from '../strings/index.ts'
import { holdReason, targetTitle, unstopped } from '../syncs/sentence.ts'
import { duration } from '../time/format.ts'

type Told = Pick<TimelineLine, 'mark' | 'text'>

const words = strings.sync.timeline
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const superseded: Readonly<Record<string, string>> = {
  echo: words.echo,
  deleted_at_source: words.deletedAtSource,
  target_kept: words.targetKept,
  never_written: words.neverWritten,
}

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
    case 'RefundRequested':
      return { mark: 'pending', text: words.refundRequested(by) }
    case 'SyncStarted':
      return { mark: 'syncing', text: words.started(Number(data['try'])) }
    case 'SyncSucceeded':
      return { mark: 'synced', text: words.succeeded(cutMiddle(textOf(data['externalId']))) }
    case 'SyncFailed':
      return failed(data, next, provider)
    case 'SyncRetryScheduled':
      return { mark: 'waiting', text: scheduled(entry, provider) }
    case 'SyncRetryRequested':
      return { mark: 'retry', text: words.retryRequested(by) }
    case 'SyncMappingChosen':
      return { mark: 'retry', text: words.mappingChosen(Number(data['mappingVersion'])) }
    case 'SyncSkipped':
      return { mark: 'skipped', text: words.skipped(by) }
    case 'SyncSuperseded':
      return { mark: 'skipped', text: superseded[textOf(data['reason'])] ?? words.superseded }
    case 'SyncCoalesced':
      return { mark: 'pending', text: words.coalesced }
    case 'SyncConflictFound':
      return { mark: 'waiting', text: words.conflictFound }
    case 'SyncConflictResolved':
      return { mark: 'retry', text: words.chose[data['choice'] === 'ours' ? 'ours' : 'theirs'](by) }
    case 'SourceRead':
      return { mark: 'pending', text: words.sourceRead }
    case 'EffectLookedUp':
      return data['answer'] === 'present'
        ? { mark: 'synced', text: words.lookedUp(provider) }
        : { mark: 'retry', text: words.lookedUpAbsent(provider) }
    case 'SyncCancelled':
      return { mark: 'cancelled', text: words.cancelled(by) }
    case 'EffectReportedLate':
      return { mark: 'synced', text: words.late }
    default:
      return { mark: 'pending', text: type }
  }
}

/** What went wrong, and when it goes again. A failure that is tried again is no alarm yet; the last one is. */
function failed(data: TimelineEntry['data'], next: TimelineEntry | undefined, provider: string): Told {
  const code = textOf(data['code'])
  const text =
    words.short[code]?.(provider) ??
    unstopped(explain(isErrorCode(code) ? code : 'UNKNOWN', provider).sentence)
  const wait = next === undefined ? null : waitOf(next)
  return {
    mark: data['certainty'] === 'unknown' ? 'unknown' : wait === null ? 'failed' : 'waiting',
    text: wait === null ? text : words.goesAgain(text, wait),
  }
}

/** How long after this event the next try is set; null when it sets none. */
function waitOf({ type, data, occurredAt }: TimelineEntry): string | null {
  if (type !== 'SyncRetryScheduled') return null
  const waitMs = Date.parse(textOf(data['nextRetryAt'])) - Date.parse(occurredAt)
  return waitMs > 0 ? duration(waitMs) : null
}

function scheduled(entry: TimelineEntry, provider: string): string {
  const wait = waitOf(entry)
  const { hold } = entry.data
  const held = holdReason(hold, provider)
  if (wait === null) return held ?? words.scheduledPlain
  if (held !== null) return words.goesAgain(held, wait)
  return hold === 'dependency' ? words.waitsFor(wait) : words.scheduled(wait)
}

/** A wait that the line before it tells already. */
const isTold = (entry: TimelineEntry, previous: TimelineEntry | undefined) =>
  waitOf(entry) !== null && previous?.type === 'SyncFailed'

/** The timeline in words, begun with the webhook where there was one. */
export function timelineLines({ row, webhook, timeline }: SyncDetail): readonly TimelineLine[] {
  const provider = targetTitle(row)
  const told = timeline.filter((entry, index) => !isTold(entry, timeline[index - 1]))
  const lines = told.map(
    (entry, index): TimelineLine => ({
      position: entry.position,
      at: entry.occurredAt,
      strong: index === told.length - 1,
      ...tell(entry, timeline[timeline.indexOf(entry) + 1], provider),
    }),
  )
  if (webhook === null || timeline.some((entry) => entry.type === 'WebhookReceived')) return lines
  const text = words.received(providerTitles[webhook.provider])
  return [
    { position: webhook.position, at: webhook.receivedAt, mark: 'webhook', text, strong: false },
    ...lines,
  ]
}
