import { ReasonDialog } from '../../parts/ReasonDialog.tsx'
import type { Refusal } from '../../parts/Refused.tsx'
import { reasonError } from '../../parts/reason.ts'
import * as strings from '../../strings/index.ts'

const words = strings.protection.resetting

/** Asks once more before calls go out to a provider that kept failing, and why. */
export function ResetDialog({
  provider,
  ...how
}: {
  readonly provider: string
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly onSubmit: (reason: string) => void
  readonly onClose: () => void
}) {
  return (
    <ReasonDialog
      {...how}
      title={words.title}
      text={words.text(provider)}
      label={words.label}
      hint={words.hint}
      submit={words.submit}
      submitting={words.submitting}
      reasonError={(reason) => reasonError(reason, false)}
    />
  )
}
