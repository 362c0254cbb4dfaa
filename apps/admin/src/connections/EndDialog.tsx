import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { type FormEvent, useId, useState } from 'react'
import { type Refusal, Refused } from '../parts/Refused.tsx'
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
  const titleId = useId()
  const textId = useId()
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const own = words[how]
  const reasonError = reason.trim().length < leastReason ? words.reasonShort : null
  const nameError = how === 'deleting' && typed.trim() !== name ? words.deleting.differs : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!busy && reasonError === null && nameError === null) onSubmit(reason.trim())
  }
  return (
    <Dialog open onClose={() => !busy && onClose()} aria-labelledby={titleId} aria-describedby={textId}>
      <form onSubmit={submit} noValidate autoComplete="off">
        <DialogTitle id={titleId}>{own.title(name)}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 4 }}>
          <Typography id={textId} sx={{ color: 'ink.soft' }}>
            {own.text}
          </Typography>
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
          {refused !== null && <Refused {...refused} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose} disabled={busy}>
            {strings.shell.cancel}
          </Button>
          <Button
            type="submit"
            variant="contained"
            color={how === 'deleting' ? 'error' : 'primary'}
            aria-disabled={busy || undefined}
          >
            {busy ? own.submitting : own.submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
