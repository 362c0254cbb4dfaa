import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import type { CredentialKind } from '@syncline/domain/connection'
import { type FormEvent, useId, useState } from 'react'
import { type Refusal, Refused } from '../parts/Refused.tsx'
import * as strings from '../strings/index.ts'
import { Field } from '../ui/Field.tsx'

const words = strings.custody.rotating

/** Takes a new version of a credential. What is typed is shown to nobody, and forgotten when the dialog goes. */
export function SecretDialog({
  kind,
  help,
  busy,
  refused,
  onSubmit,
  onClose,
}: {
  kind: CredentialKind
  help: string | null
  busy: boolean
  refused: Refusal | null
  onSubmit: (secret: string) => void
  onClose: () => void
}) {
  const titleId = useId()
  const textId = useId()
  const [secret, setSecret] = useState('')
  const [tried, setTried] = useState(false)
  const name = strings.custody.kinds[kind]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!busy && secret.trim() !== '') onSubmit(secret.trim())
  }
  return (
    <Dialog open onClose={() => !busy && onClose()} aria-labelledby={titleId} aria-describedby={textId}>
      <form onSubmit={submit} noValidate autoComplete="off">
        <DialogTitle id={titleId}>{words.title(name)}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 4 }}>
          <Typography id={textId} sx={{ color: 'ink.soft' }}>
            {words.text}
          </Typography>
          <Field
            label={name}
            type="password"
            autoComplete="off"
            value={secret}
            onChange={setSecret}
            hint={help === null ? words.hint : `${help} ${words.hint}`}
            error={tried && secret.trim() === '' ? words.missing : null}
            maxLength={8_192}
            autoFocus
          />
          {refused !== null && <Refused {...refused} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose} disabled={busy}>
            {strings.shell.cancel}
          </Button>
          <Button type="submit" variant="contained" aria-disabled={busy || undefined}>
            {busy ? words.submitting : words.submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
