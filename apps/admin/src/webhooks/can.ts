import type { DeliveryRow } from '@syncline/domain/view'
import { deliveryCan } from '@syncline/domain/webhook'
import type { SessionView } from '../api/session-view.ts'
import * as strings from '../strings/index.ts'

/** Why this person may not replay at all, in words; null when they may. */
export const mayNotReplay = (session: SessionView): string | null =>
  session.permissions.includes('webhook.replay')
    ? null
    : strings.webhooks.mayNotReplay(session.organization.name)

/** Why this person may not replay this webhook, in words; null when they may. */
export function replayRefusal(row: DeliveryRow, session: SessionView): string | null {
  const person = mayNotReplay(session)
  if (person !== null) return person
  const answer = deliveryCan.replay(row)
  return answer.allowed ? null : strings.webhooks.refusals[answer.reason]
}
