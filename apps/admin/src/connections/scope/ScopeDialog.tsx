import type { Scope } from '@syncline/domain/connection'
import { ReasonDialog } from '../../parts/ReasonDialog.tsx'
import type { Refusal } from '../../parts/Refused.tsx'
import { reasonError } from '../../parts/reason.ts'
import * as strings from '../../strings/index.ts'

const words = strings.scope

/** Asks once more before a kind of record stays where it is, or travels again, and why. */
export function ScopeDialog({
  entity,
  name,
  isOff,
  ...how
}: {
  readonly entity: Scope
  readonly name: string
  /** How it is now. */
  readonly isOff: boolean
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly onSubmit: (reason: string) => void
  readonly onClose: () => void
}) {
  return (
    <ReasonDialog
      {...how}
      title={isOff ? words.titleOn(entity, name) : words.titleOff(entity, name)}
      text={isOff ? words.textOn : words.textOff}
      label={words.label}
      hint={words.hint}
      submit={isOff ? words.switchOn : words.switchOff}
      submitting={words.submitting}
      reasonError={(reason) => reasonError(reason, false)}
    />
  )
}
