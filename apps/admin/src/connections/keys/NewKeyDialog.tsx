import { FormDialog } from '../../parts/FormDialog.tsx'
import type { Refusal } from '../../parts/Refused.tsx'
import * as strings from '../../strings/index.ts'

const words = strings.custody.keys.rotating

/** Asks once more before an organization gets a new key. */
export function NewKeyDialog(how: {
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly onSubmit: () => void
  readonly onClose: () => void
}) {
  return (
    <FormDialog
      {...how}
      title={words.title}
      text={words.text}
      about={words.about}
      submit={words.submit}
      submitting={words.submitting}
    />
  )
}
