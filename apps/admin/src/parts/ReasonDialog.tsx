import { useRef, useState } from 'react'
import { Field } from '../ui/Field.tsx'
import { FormDialog, type FormDialogProps } from './FormDialog.tsx'

const longest = 500

export interface ReasonDialogProps extends Omit<FormDialogProps, 'children' | 'onSubmit'> {
  readonly text: string
  readonly label: string
  readonly hint: string
  /** What is wrong with a reason, trimmed; null when it will do. */
  readonly reasonError: (reason: string) => string | null
  readonly onSubmit: (reason: string) => void
}

/** Asks once more before a command: what, what it does, and why. The field has the focus, not the button. */
export function ReasonDialog({ label, hint, reasonError, onSubmit, ...form }: ReasonDialogProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const submit = () => {
    setTried(true)
    if (reasonError(reason.trim()) === null) onSubmit(reason.trim())
    else field.current?.focus()
  }
  return (
    <FormDialog {...form} onSubmit={submit}>
      <Field
        label={label}
        name="reason"
        value={reason}
        onChange={setReason}
        hint={hint}
        error={tried ? reasonError(reason.trim()) : null}
        maxLength={longest}
        multiline
        autoFocus
        inputRef={field}
      />
    </FormDialog>
  )
}
