import type { Problem } from '../api/problem.ts'
import { ReasonDialog } from '../parts/ReasonDialog.tsx'
import { refusedBy } from '../parts/Refused.tsx'
import * as strings from '../strings/index.ts'
import { eventTitle, outcome } from './sentence.ts'
import type { Asked } from './useReplay.tsx'

const words = strings.webhooks.dialog
const shortest = 3
const conflicts: Readonly<Record<string, string | undefined>> = {
  ...strings.webhooks.refusals,
  more_than_shown: words.moreThanShown,
}

/** Asks once more before a replay, and why. */
export function ReplayDialog({
  asked,
  ...rest
}: {
  asked: Asked
  busy: boolean
  problem: Problem | null
  onSubmit: (reason: string) => void
  onClose: () => void
}) {
  const { problem, ...how } = rest
  const texts =
    asked.kind === 'one'
      ? {
          title: words.titleOne(eventTitle(asked.row)),
          text: words.text,
          about: strings.syncs.dialog.about(outcome(asked.row)),
          submit: words.submit,
        }
      : {
          title: words.titleMany(asked.count),
          text: words.textMany,
          submit: words.submitMany(asked.count),
        }
  return (
    <ReasonDialog
      {...how}
      {...texts}
      label={strings.syncs.dialog.reason}
      hint={words.hint}
      submitting={words.submitting}
      refused={refusedBy(problem, (reason) => conflicts[reason])}
      reasonError={(reason) => (reason.length >= shortest ? null : strings.syncs.dialog.reasonMissing)}
    />
  )
}
