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
