import { useState } from 'react'
import { FormDialog } from '../parts/FormDialog.tsx'
import type { Refusal } from '../parts/Refused.tsx'
import * as strings from '../strings/index.ts'
import { Field } from '../ui/Field.tsx'
import { type Stops, StopsList } from './EndView.tsx'

const words = strings.custody.end
const leastReason = 3

export interface EndDialogProps {
  readonly how: 'disabling' | 'deleting'
  readonly name: string
  readonly stops: Stops
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly onSubmit: (reason: string) => void
  readonly onClose: () => void
}

/** Says what stops before a connection is switched off or deleted; who deletes it types its name. */
export function EndDialog({ how, name, stops, busy, refused, onSubmit, onClose }: EndDialogProps) {
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const own = words[how]
  const reasonError = reason.trim().length < leastReason ? words.reasonShort : null
  const nameError = how === 'deleting' && typed.trim() !== name ? words.deleting.differs : null
  const submit = () => {
    setTried(true)
    if (reasonError === null && nameError === null) onSubmit(reason.trim())
  }
  return (
    <FormDialog
      title={own.title(name)}
      text={own.text}
      submit={own.submit}
      submitting={own.submitting}
      grave={how === 'deleting'}
      busy={busy}
      refused={refused}
      onSubmit={submit}
      onClose={onClose}
    >
      <StopsList {...stops} />
      <Field
        label={words.reason}
        name="reason"
        value={reason}
        onChange={setReason}
        hint={words.reasonHint}
        error={tried ? reasonError : null}
        maxLength={500}
        autoFocus
      />
      {how === 'deleting' && (
        <Field
          label={words.deleting.typed(name)}
          name="typed"
          value={typed}
          onChange={setTyped}
          error={tried ? nameError : null}
          maxLength={200}
        />
      )}
    </FormDialog>
  )
}
