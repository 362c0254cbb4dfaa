import Button from '@mui/material/Button'
import CircularProgress from '@mui/material/CircularProgress'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import type { BulkAction } from '@syncline/domain/bulk'
import { type FormEvent, useId, useRef, useState } from 'react'
import type { Problem } from '../api/problem.ts'
import * as strings from '../strings/index.ts'
import { Field } from '../ui/Field.tsx'
import { longest, Refused, reasonError } from './ActionDialog.tsx'

const words = strings.syncs.bulk
const { dialog } = strings.syncs

export interface BulkDialogProps {
  readonly action: BulkAction
  /** How many it is about, as shown. */
  readonly count: string
  readonly busy: boolean
  readonly problem: Problem | null
  readonly onSubmit: (reason: string) => void
  readonly onClose: () => void
}

/** Asks once more before a command on many: how many, what it does, that it can't be undone, and why. */
export function BulkDialog({ action, count, busy, problem, onSubmit, onClose }: BulkDialogProps) {
  const titleId = useId()
  const textId = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const error = reasonError(action, reason.trim())

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (busy) return
    if (error === null) onSubmit(reason.trim())
    else field.current?.focus()
  }
  return (
    <Dialog open onClose={() => !busy && onClose()} aria-labelledby={titleId} aria-describedby={textId}>
      <form onSubmit={submit} noValidate>
        <DialogTitle id={titleId}>{words.title[action](count, count === '1')}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 4 }}>
          <div id={textId}>
            <Typography sx={{ color: 'ink.soft' }}>{words.text[action]}</Typography>
            <Typography sx={{ mt: 2, fontWeight: 500 }}>{words.noUndo[action]}</Typography>
          </div>
          <Field
            label={action === 'retry' ? dialog.reasonOptional : dialog.reason}
            name="reason"
            value={reason}
            onChange={setReason}
            hint={action === 'retry' ? dialog.retryHint : dialog.skipHint}
            error={tried ? error : null}
            maxLength={longest}
            multiline
            autoFocus
            inputRef={field}
          />
          {problem !== null && <Refused problem={explained(problem)} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose} disabled={busy}>
            {strings.shell.cancel}
          </Button>
          <Button
            type="submit"
            variant="contained"
            aria-disabled={busy || undefined}
            startIcon={busy ? <CircularProgress size={14} color="inherit" aria-hidden /> : undefined}
          >
            {busy ? words.submitting : words.submit[action](count)}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

/** What changed between the count and the command, in its own words. */
function explained(problem: Problem): Problem {
  const { reason, total, most } = problem.details
  const said = (sentence: string): Problem => ({ ...problem, code: 'INVALID_INPUT', sentence, remedy: '' })
  if (reason === 'nothing_matches') return said(words.nothingMatches)
  if (reason === 'more_than_shown') return said(words.more(strings.syncs.count(Number(total))))
  return typeof most === 'number' ? said(words.tooMany(most)) : problem
}
