import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import type { ChoiceForm } from '@syncline/domain/view'
import { type FormEvent, useId, useState } from 'react'
import { type Refusal, Refused } from '../../parts/Refused.tsx'
import * as strings from '../../strings/index.ts'
import { Field } from '../../ui/Field.tsx'

const words = strings.choices.adding

/** Asks for what a provider needs to make one more of what can be chosen. */
export function AddDialog({
  form: { title, creation },
  provider,
  busy,
  wrong,
  refused,
  onSubmit,
  onClose,
}: {
  form: Pick<ChoiceForm, 'title' | 'creation'>
  provider: string
  busy: boolean
  /** The field that will not do. */
  wrong: string | null
  refused: Refusal | null
  onSubmit: (given: Readonly<Record<string, string>>) => void
  onClose: () => void
}) {
  const titleId = useId()
  const fields = creation ?? []
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({})
  const [tried, setTried] = useState(false)
  const isMissing = (name: string) => (given[name] ?? '').trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!busy && !fields.some(({ name }) => isMissing(name))) onSubmit(given)
  }
  return (
    <Dialog open onClose={() => !busy && onClose()} aria-labelledby={titleId}>
      <form onSubmit={submit} noValidate autoComplete="off">
        <DialogTitle id={titleId}>{words.title(title, provider)}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 3 }}>
          <Typography sx={{ color: 'ink.soft' }}>{words.text(provider)}</Typography>
          {fields.map(({ name, title: label, example }, index) => (
            <Field
              key={name}
              label={label}
              value={given[name] ?? ''}
              onChange={(value) => setGiven({ ...given, [name]: value })}
              hint={example}
              error={tried && isMissing(name) ? words.needed : wrong === name ? words.wrong : null}
              maxLength={500}
              autoFocus={index === 0}
            />
          ))}
          {refused !== null && wrong === null && <Refused {...refused} />}
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
