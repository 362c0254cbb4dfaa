import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import type { CredentialView } from '@syncline/domain/view'
import { useId } from 'react'
import { type Refusal, Refused } from '../parts/Refused.tsx'
import * as strings from '../strings/index.ts'

const words = strings.custody.retiring

/** Asks once more before a version of a credential is destroyed. */
export function RetireDialog({
  credential,
  provider,
  busy,
  refused,
  onSubmit,
  onClose,
}: {
  credential: CredentialView
  provider: string
  busy: boolean
  refused: Refusal | null
  onSubmit: () => void
  onClose: () => void
}) {
  const titleId = useId()
  const textId = useId()
  const { kind, version, lastFour } = credential
  return (
    <Dialog open onClose={() => !busy && onClose()} aria-labelledby={titleId} aria-describedby={textId}>
      <DialogTitle id={titleId}>{words.title(strings.custody.kinds[kind], version)}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 3 }}>
        <Typography sx={{ fontFamily: 'monospace' }}>{strings.custody.ends(lastFour)}</Typography>
        <Typography id={textId} sx={{ color: 'ink.soft' }}>
          {words.text(provider)}
        </Typography>
        {refused !== null && <Refused {...refused} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} disabled={busy} autoFocus>
          {strings.shell.cancel}
        </Button>
        <Button
          variant="contained"
          color="error"
          aria-disabled={busy || undefined}
          onClick={() => !busy && onSubmit()}
        >
          {busy ? words.submitting : words.submit}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
