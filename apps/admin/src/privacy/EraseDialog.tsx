import { useState } from 'react'
import type { Problem } from '../api/problem.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { refusedBy } from '../parts/Refused.tsx'
import * as strings from '../strings/index.ts'
import { Field } from '../ui/Field.tsx'

const words = strings.erasure.dialog
const shortest = 3

/** Asks for a reason, and that the person's id be typed: what follows can't be taken back. */
export function EraseDialog({
  id,
  busy,
  problem,
  onSubmit,
  onClose,
}: {
  /** What is to be typed. */
  readonly id: string
  readonly busy: boolean
  readonly problem: Problem | null
  readonly onSubmit: (reason: string) => void
  readonly onClose: () => void
}) {
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const isShort = reason.trim().length < shortest
  const isUnlike = typed.trim() !== id
  const submit = () => {
    setTried(true)
    if (!isShort && !isUnlike) onSubmit(reason.trim())
  }
  return (
    <FormDialog {...words} grave busy={busy} refused={refusedBy(problem)} onSubmit={submit} onClose={onClose}>
      <Field
        label={words.reason}
        hint={words.reasonHint}
        value={reason}
        onChange={setReason}
        error={tried && isShort ? words.reasonMissing : null}
        maxLength={500}
        multiline
        autoFocus
      />
      <Field
        label={words.confirm(id)}
        value={typed}
        onChange={setTyped}
        error={tried && isUnlike ? words.unlike : null}
        maxLength={255}
        autoComplete="off"
      />
    </FormDialog>
  )
}
