import { syncCan } from '@syncline/domain/sync'
import type { SyncRow } from '@syncline/domain/view'
import type { SessionView } from '../api/session-view.ts'
import * as strings from '../strings/index.ts'

export type SyncAction = 'retry' | 'skip' | 'cancel'

/** Why this person may not do this with this sync, in words; null when they may. */
export function refusal(action: SyncAction, row: SyncRow, session: SessionView): string | null {
  if (!session.permissions.includes(`sync.${action}`))
    return strings.syncs.mayNot[action](session.organization.name)
  const answer = syncCan[action](row)
  return answer.allowed ? null : strings.syncs.refusals[answer.reason]
}
