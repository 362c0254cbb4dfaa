import type { DeliveryRow } from '@syncline/domain/view'
import type { Problem } from '../api/problem.ts'
import { ReasonDialog } from '../parts/ReasonDialog.tsx'
import { refusedBy } from '../parts/Refused.tsx'
import { reasonError } from '../parts/reason.ts'
import * as strings from '../strings/index.ts'
import { eventTitle, outcome } from './sentence.ts'

const words = strings.webhooks.dialog
const conflicts: Readonly<Record<string, string | undefined>> = strings.webhooks.refusals

/** Asks once more before a replay, and why. */
export function ReplayDialog({
  row,
  problem,
  ...how
}: {
  row: DeliveryRow
  busy: boolean
  problem: Problem | null
  onSubmit: (reason: string) => void
  onClose: () => void
}) {
  return (
    <ReasonDialog
      {...how}
      title={words.titleOne(eventTitle(row))}
      text={words.text}
      about={strings.syncs.dialog.about(outcome(row))}
      submit={words.submit}
      label={strings.reason.label}
      hint={words.hint}
      submitting={words.submitting}
      refused={refusedBy(problem, (reason) => conflicts[reason])}
      reasonError={(reason) => reasonError(reason, false)}
    />
  )
}
