import type { SyncBulkAction } from '@syncline/domain/bulk'
import { syncCan } from '@syncline/domain/sync'
import type { SyncRow } from '@syncline/domain/view'
import type { SessionView } from '../api/session-view.ts'
import * as strings from '../strings/index.ts'

/** What a person can do with a sync; the last two settle a conflict. */
export type SyncAction = 'retry' | 'skip' | 'cancel' | 'ours' | 'theirs'

/** The right and the rule behind an action. */
const commandOf = {
  retry: 'retry',
  skip: 'skip',
  cancel: 'cancel',
  ours: 'resolve',
  theirs: 'resolve',
} as const satisfies Record<SyncAction, keyof typeof syncCan>

/** Why this person may not do this with this sync, in words; null when they may. */
export function refusal(action: SyncAction, row: SyncRow, session: SessionView): string | null {
  const command = commandOf[action]
  if (!session.permissions.includes(`sync.${command}`))
    return strings.syncs.mayNot[command](session.organization.name)
  const answer = syncCan[command](row)
  return answer.allowed ? null : strings.syncs.refusals[answer.reason]
}

/** Why this person may not do this with syncs at all, in words; null when they may. */
export const bulkRefusal = (action: SyncBulkAction, session: SessionView): string | null =>
  session.permissions.includes(`sync.${action}`)
    ? null
    : strings.syncs.mayNot[action](session.organization.name)

/** Whether a command on many will take this one along, as far as the screen knows. */
export const canMany: Readonly<Record<SyncBulkAction, (row: SyncRow) => boolean>> = {
  retry: (row) => syncCan.retry(row).allowed,
  skip: (row) => syncCan.skip(row).allowed,
}
