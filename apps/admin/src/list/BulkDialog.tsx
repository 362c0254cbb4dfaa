import type { BulkAction } from '@syncline/domain/bulk'
import type { SyncSums } from '@syncline/domain/view'
import type { Problem } from '../api/problem.ts'
import { sumsText } from '../money/sums.ts'
import { ReasonDialog } from '../parts/ReasonDialog.tsx'
import { type Refusal, refusedBy } from '../parts/Refused.tsx'
import { reasonError } from '../parts/reason.ts'
import * as strings from '../strings/index.ts'

const words = strings.bulkDialog
const hints: Readonly<Record<BulkAction, string>> = {
  retry: strings.reason.optionalHint,
  skip: strings.reason.hint,
  replay: strings.reason.longHint,
}

export interface BulkDialogProps {
  readonly action: BulkAction
  /** How many it is about, as shown. */
  readonly count: string
  /** How much money it is about; null where that is not known, or there is none. */
  readonly carried?: SyncSums | null
  readonly busy: boolean
  readonly problem: Problem | null
  readonly onSubmit: (reason: string) => void
  readonly onClose: () => void
}

/** Asks once more before a command on many: how many, how much money, what it does, that it can't be undone, and why. */
export function BulkDialog({
  action,
  count,
  carried = null,
  busy,
  problem,
  onSubmit,
  onClose,
}: BulkDialogProps) {
  const optional = action === 'retry'
  const sums = carried && sumsText(carried.sums, !carried.complete)
  return (
    <ReasonDialog
      title={words.title[action](count, count === '1')}
      text={words.text[action]}
      about={[sums && words.carry(sums), words.noUndo[action]].filter(Boolean).join(' ')}
      label={optional ? strings.reason.optional : strings.reason.label}
      hint={hints[action]}
      submit={words.submit[action](count)}
      submitting={words.submitting}
      busy={busy}
      refused={problem && explained(problem)}
      reasonError={(reason) => reasonError(reason, optional)}
      onSubmit={onSubmit}
      onClose={onClose}
    />
  )
}

/** What changed between the count and the command, in its own words. */
function explained(problem: Problem): Refusal | null {
  const { errorId } = problem
  const { reason, total, most } = problem.details
  if (reason === 'nothing_matches') return { text: words.nothingMatches, errorId }
  if (reason === 'more_than_shown') return { text: words.more(strings.list.count(Number(total))), errorId }
  if (typeof most === 'number') return { text: words.tooMany(most), errorId }
  return refusedBy(problem)
}
