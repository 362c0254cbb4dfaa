import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import CircularProgress from '@mui/material/CircularProgress'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import type { SyncRow } from '@syncline/domain/view'
import { type FormEvent, useCallback, useId, useRef, useState } from 'react'
import type { Problem } from '../api/problem.ts'
import { ErrorId } from '../parts/ProblemNotice.tsx'
import * as strings from '../strings/index.ts'
import { useTicking } from '../time/clock.tsx'
import { Field } from '../ui/Field.tsx'
import type { SyncAction } from './can.ts'
import { happened, recordPhrase, targetTitle } from './sentence.ts'

const words = strings.syncs.dialog
const shortest = 3
export const longest = 500

export interface ActionDialogProps {
  readonly action: SyncAction
  readonly row: SyncRow
  readonly busy: boolean
  readonly problem: Problem | null
  /** `reason` is trimmed; empty only for a retry without one. */
  readonly onSubmit: (reason: string) => void
  readonly onClose: () => void
}

function texts(action: SyncAction, row: SyncRow) {
  const provider = targetTitle(row)
  const open = row.certainty === 'unknown'
  switch (action) {
    case 'retry':
      return {
        title: words.retryTitle(recordPhrase(row)),
        text: open ? words.retryUnknown(provider) : words.retryText(provider),
        label: words.reasonOptional,
        hint: words.retryHint,
        submit: words.retrySubmit,
        submitting: words.retrying,
        dismiss: strings.shell.cancel,
      }
    case 'skip':
      return {
        title: words.skipTitle(recordPhrase(row)),
        text: open ? words.skipUnknown(provider) : words.skipText(provider),
        label: words.reason,
        hint: words.skipHint,
        submit: words.skipSubmit,
        submitting: words.skipping,
        dismiss: strings.shell.cancel,
      }
    case 'cancel':
      return {
        title: words.cancelTitle(recordPhrase(row)),
        text: open ? words.cancelUnknown(provider) : words.cancelText(provider),
        label: words.reason,
        hint: words.skipHint,
        submit: words.cancelSubmit,
        submitting: words.cancelling,
        dismiss: words.keep,
      }
    case 'ours':
    case 'theirs':
      return {
        title: words.resolve[action].title(recordPhrase(row), provider),
        text: words.resolve[action].text(provider),
        label: words.reason,
        hint: words.skipHint,
        submit: words.resolve[action].submit,
        submitting: words.choosing,
        dismiss: strings.shell.cancel,
      }
  }
}

export function reasonError(action: SyncAction, reason: string): string | null {
  if (reason.length >= shortest) return null
  if (action !== 'retry') return words.reasonMissing
  return reason.length === 0 ? null : words.tooShort
}

/** Asks once more before a command: what, what it does, and why. The field has the focus, not the button. */
export function ActionDialog({ action, row, busy, problem, onSubmit, onClose }: ActionDialogProps) {
  const titleId = useId()
  const textId = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const text = texts(action, row)
  const error = tried ? reasonError(action, reason.trim()) : null
  const now = useTicking(useCallback((nowMs: number) => happened(row, nowMs), [row]))

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (busy) return
    if (reasonError(action, reason.trim()) === null) onSubmit(reason.trim())
    else field.current?.focus()
  }
  return (
    <Dialog open onClose={() => !busy && onClose()} aria-labelledby={titleId} aria-describedby={textId}>
      <form onSubmit={submit} noValidate>
        <DialogTitle id={titleId}>{text.title}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 4 }}>
          <div id={textId}>
            <Typography sx={{ color: 'ink.soft' }}>{text.text}</Typography>
            <Typography sx={{ mt: 2, color: 'ink.soft', overflowWrap: 'anywhere' }}>
              {words.about(now)}
            </Typography>
          </div>
          <Field
            label={text.label}
            name="reason"
            value={reason}
            onChange={setReason}
            hint={text.hint}
            error={error}
            maxLength={longest}
            multiline
            autoFocus
            inputRef={field}
          />
          {problem !== null && <Refused problem={problem} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose} disabled={busy}>
            {text.dismiss}
          </Button>
          <Button
            type="submit"
            variant="contained"
            aria-disabled={busy || undefined}
            startIcon={busy ? <CircularProgress size={14} color="inherit" aria-hidden /> : undefined}
          >
            {busy ? text.submitting : text.submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

/** Why it was refused, and what to do; a conflict names the state it is in now through the line above. */
export function Refused({ problem }: { problem: Problem }) {
  return (
    <Box
      role="alert"
      sx={{
        px: 3,
        py: 2,
        borderRadius: '6px',
        backgroundColor: 'status.failed.wash',
        color: 'status.failed.main',
      }}
    >
      {problem.code === 'STATE_CONFLICT' ? conflictText(problem) : `${problem.sentence} ${problem.remedy}`}
      {problem.errorId !== null && <ErrorId id={problem.errorId} />}
    </Box>
  )
}

function conflictText(problem: Problem): string {
  const reason = problem.details['reason']
  const known = strings.syncs.refusals as Readonly<Record<string, string>>
  return typeof reason === 'string' && known[reason] !== undefined
    ? `${words.moved} ${known[reason]}`
    : `${problem.sentence} ${problem.remedy}`
}
