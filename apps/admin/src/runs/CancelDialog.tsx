import type { RunRow } from '@syncline/domain/view'
import { ReasonDialog } from '../parts/ReasonDialog.tsx'
import { reasonError } from '../parts/reason.ts'
import * as strings from '../strings/index.ts'
import { runPhrase } from './RunItem.tsx'

const words = strings.runs.cancelling

/** Asks once more before a run is ended, and why. */
export function CancelDialog({
  row,
  onSubmit,
  onClose,
}: {
  row: RunRow
  onSubmit: (reason: string) => void
  onClose: () => void
}) {
  return (
    <ReasonDialog
      title={words.title(runPhrase(row))}
      text={words.text}
      label={strings.reason.label}
      hint={strings.reason.longHint}
      submit={words.submit}
      submitting={words.submitting}
      dismiss={words.dismiss}
      busy={false}
      refused={null}
      reasonError={(reason) => reasonError(reason, false)}
      onSubmit={onSubmit}
      onClose={onClose}
    />
  )
}
