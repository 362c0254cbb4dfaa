import { providerTitles } from '@syncline/domain/connection'
import type { DeliveryDetail, DeliveryRow, TimelineEntry } from '@syncline/domain/view'
import { actorName } from '../parts/actor.ts'
import type { TimelineLine } from '../parts/timeline.ts'
import * as strings from '../strings/index.ts'

const words = strings.webhook.timeline
const why = strings.webhooks.why as Readonly<Record<string, (provider: string) => string>>

function tell({ type, data, by }: TimelineEntry, row: DeliveryRow): Pick<TimelineLine, 'mark' | 'text'> {
  const provider = providerTitles[row.provider]
  const reason = typeof data['reason'] === 'string' ? data['reason'] : ''
  const because = why[reason]?.(provider) ?? reason
  switch (type) {
    case 'WebhookReceived':
      return { mark: 'webhook', text: words.received(provider) }
    case 'WebhookRouted':
      return { mark: 'synced', text: words.routed((data['syncIds'] as readonly string[]).length) }
    case 'WebhookIgnored':
      return { mark: 'skipped', text: words.ignored(because) }
    case 'WebhookQuarantined':
      return { mark: 'quarantined', text: words.quarantined(because) }
    case 'WebhookReplayed':
      return { mark: 'retry', text: words.replayed(actorName(by), reason) }
    default:
      return { mark: 'pending', text: type }
  }
}

/** What happened to a webhook, in words. */
export function webhookLines({ row, timeline }: DeliveryDetail): readonly TimelineLine[] {
  return timeline.map((entry, index) => ({
    position: entry.position,
    at: entry.occurredAt,
    strong: index === timeline.length - 1,
    ...tell(entry, row),
  }))
}
