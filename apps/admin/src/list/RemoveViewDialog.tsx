import type { Problem } from '../api/problem.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { refusedBy } from '../parts/Refused.tsx'
import * as strings from '../strings/index.ts'

const words = strings.viewForm.removal

/** A view is everybody's: who takes it away says so. */
export function RemoveViewDialog({
  name,
  busy,
  problem,
  onSubmit,
  onClose,
}: {
  name: string
  busy: boolean
  problem: Problem | null
  onSubmit: () => void
  onClose: () => void
}) {
  return (
    <FormDialog
      title={words.title(name)}
      text={words.text}
      submit={words.submit}
      submitting={words.submitting}
      busy={busy}
      refused={refusedBy(problem)}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      {null}
    </FormDialog>
  )
}
