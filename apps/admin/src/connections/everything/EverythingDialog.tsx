import { ReasonDialog } from '../../parts/ReasonDialog.tsx'
import type { Refusal } from '../../parts/Refused.tsx'
import { reasonError } from '../../parts/reason.ts'
import { useSession } from '../../session/session.tsx'
import * as strings from '../../strings/index.ts'

const words = strings.switches

/** Asks why nothing may leave the organization any more. @param connections how many that stops */
export function EverythingDialog({
  connections,
  ...how
}: {
  readonly connections: number
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly onSubmit: (reason: string) => void
  readonly onClose: () => void
}) {
  const { organization } = useSession()
  return (
    <ReasonDialog
      {...how}
      title={words.offTitle(organization.name)}
      text={words.offText(connections)}
      label={words.reason}
      hint={words.reasonHint}
      submit={words.switchOff}
      submitting={words.switching}
      reasonError={(reason) => reasonError(reason, false)}
    />
  )
}
