import Button from '@mui/material/Button'
import CircularProgress from '@mui/material/CircularProgress'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { type FormEvent, useId, useRef, useState } from 'react'
import * as strings from '../strings/index.ts'
import { Field } from '../ui/Field.tsx'
import { type Refusal, Refused } from './Refused.tsx'

const longest = 500

export interface ReasonDialogProps {
  readonly title: string
  readonly text: string
  /** How it stands now. */
  readonly about?: string
  readonly label: string
  readonly hint: string
  readonly submit: string
  readonly submitting: string
  /** Of the button that leaves all as it is. */
  readonly dismiss?: string
  readonly busy: boolean
  /** Why it was refused, in words. */
  readonly refused: Refusal | null
  /** What is wrong with a reason, trimmed; null when it will do. */
  readonly reasonError: (reason: string) => string | null
  readonly onSubmit: (reason: string) => void
  readonly onClose: () => void
}

/** Asks once more before a command: what, what it does, and why. The field has the focus, not the button. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, text, about, busy, refused, reasonError, onSubmit, onClose } = props
  const titleId = useId()
  const textId = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (busy) return
    if (reasonError(reason.trim()) === null) onSubmit(reason.trim())
    else field.current?.focus()
  }
  return (
    <Dialog open onClose={() => !busy && onClose()} aria-labelledby={titleId} aria-describedby={textId}>
      <form onSubmit={submit} noValidate>
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 4 }}>
          <div id={textId}>
            <Typography sx={{ color: 'ink.soft' }}>{text}</Typography>
            {about !== undefined && (
              <Typography sx={{ mt: 2, color: 'ink.soft', overflowWrap: 'anywhere' }}>{about}</Typography>
            )}
          </div>
          <Field
            label={props.label}
            name="reason"
            value={reason}
            onChange={setReason}
            hint={props.hint}
            error={tried ? reasonError(reason.trim()) : null}
            maxLength={longest}
            multiline
            autoFocus
            inputRef={field}
          />
          {refused !== null && <Refused {...refused} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose} disabled={busy}>
            {props.dismiss ?? strings.shell.cancel}
          </Button>
          <Button
            type="submit"
            variant="contained"
            aria-disabled={busy || undefined}
            startIcon={busy ? <CircularProgress size={14} color="inherit" aria-hidden /> : undefined}
          >
            {busy ? props.submitting : props.submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
