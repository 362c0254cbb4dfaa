import type { BulkAction } from '@syncline/domain/bulk'
import type { Problem } from '../api/problem.ts'
import { ReasonDialog } from '../parts/ReasonDialog.tsx'
import * as strings from '../strings/index.ts'
import { reasonError, syncRefusal } from './ActionDialog.tsx'

const words = strings.syncs.bulk
const { dialog } = strings.syncs

export interface BulkDialogProps {
  readonly action: BulkAction
  /** How many it is about, as shown. */
  readonly count: string
  readonly busy: boolean
  readonly problem: Problem | null
  readonly onSubmit: (reason: string) => void
  readonly onClose: () => void
}

/** Asks once more before a command on many: how many, what it does, that it can't be undone, and why. */
export function BulkDialog({ action, count, busy, problem, onSubmit, onClose }: BulkDialogProps) {
  return (
    <ReasonDialog
      title={words.title[action](count, count === '1')}
      text={words.text[action]}
      about={words.noUndo[action]}
      label={action === 'retry' ? dialog.reasonOptional : dialog.reason}
      hint={action === 'retry' ? dialog.retryHint : dialog.skipHint}
      submit={words.submit[action](count)}
      submitting={words.submitting}
      busy={busy}
      refused={syncRefusal(problem && explained(problem))}
      reasonError={(reason) => reasonError(action, reason)}
      onSubmit={onSubmit}
      onClose={onClose}
    />
  )
}

/** What changed between the count and the command, in its own words. */
function explained(problem: Problem): Problem {
  const { reason, total, most } = problem.details
  const said = (sentence: string): Problem => ({ ...problem, code: 'INVALID_INPUT', sentence, remedy: '' })
  if (reason === 'nothing_matches') return said(words.nothingMatches)
  if (reason === 'more_than_shown') return said(words.more(strings.syncs.count(Number(total))))
  return typeof most === 'number' ? said(words.tooMany(most)) : problem
}
