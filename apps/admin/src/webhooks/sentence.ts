import { providerTitles } from '@syncline/domain/connection'
import type { DeliveryRow } from '@syncline/domain/view'
import * as strings from '../strings/index.ts'

const words = strings.webhooks

/** The provider's name of what happened. */
export const eventTitle = (row: Pick<DeliveryRow, 'eventType'>): string => row.eventType || words.unreadable

/** What came of it, in one sentence without a full stop. */
export function outcome(row: DeliveryRow): string {
  if (row.status === 'received') return row.replays === 0 ? words.waits : words.waitsAgain
  const what =
    row.reason === null ? words.led(row.syncs) : words.why[row.reason](providerTitles[row.provider])
  return row.replays === 0 ? what : words.andReplayed(what, words.replayedTimes(words.times(row.replays)))
}
