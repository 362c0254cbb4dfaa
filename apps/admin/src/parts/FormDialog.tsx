import Button from '@mui/material/Button'
import CircularProgress from '@mui/material/CircularProgress'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { type FormEvent, type ReactNode, useId } from 'react'
import * as strings from '../strings/index.ts'
import { type Refusal, Refused } from './Refused.tsx'

export interface FormDialogProps {
  readonly title: string
  readonly text?: string
  /** How it stands now. */
  readonly about?: string
  readonly submit: string
  readonly submitting: string
  /** Of the button that leaves all as it is. */
  readonly dismiss?: string
  /** What follows can’t be taken back: the button says so by its colour. */
  readonly grave?: boolean
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly children?: ReactNode
  readonly onSubmit: () => void
  readonly onClose: () => void
}

/** A question with fields, a way on and a way back. */
export function FormDialog(props: FormDialogProps) {
  const { title, text, about, grave = false, busy, refused, children, onSubmit, onClose } = props
  const titleId = useId()
  const textId = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!busy) onSubmit()
  }
  return (
    <Dialog
      open
      onClose={() => !busy && onClose()}
      aria-labelledby={titleId}
      {...(text !== undefined && { 'aria-describedby': textId })}
    >
      <form onSubmit={submit} noValidate autoComplete="off">
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 4 }}>
          {text !== undefined && (
            <div id={textId}>
              <Typography sx={{ color: 'ink.soft' }}>{text}</Typography>
              {about !== undefined && (
                <Typography sx={{ mt: 2, color: 'ink.soft', overflowWrap: 'anywhere' }}>{about}</Typography>
              )}
            </div>
          )}
          {children}
          {refused !== null && <Refused {...refused} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose} disabled={busy}>
            {props.dismiss ?? strings.shell.cancel}
          </Button>
          <Button
            type="submit"
            variant="contained"
            color={grave ? 'error' : 'primary'}
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
