import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import type { ListName } from '@syncline/domain/view'
import { type FormEvent, useId, useState } from 'react'
import type { Problem } from '../api/problem.ts'
import { Refused, refusedBy } from '../parts/Refused.tsx'
import * as strings from '../strings/index.ts'
import { Field } from '../ui/Field.tsx'
import { ExportLink } from './ExportLink.tsx'

const words = strings.viewForm
const longest = 60
const conflicts: Readonly<Record<string, string | undefined>> = words.conflicts

export interface SaveViewDialogProps {
  readonly list: ListName
  readonly busy: boolean
  readonly problem: Problem | null
  readonly onSubmit: (name: string) => void
  readonly onClose: () => void
}

/** Asks for the name of a view. */
export function SaveViewDialog({ list, busy, problem, onSubmit, onClose }: SaveViewDialogProps) {
  const titleId = useId()
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const refused = refusedBy(problem, (reason) => conflicts[reason])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!busy && name.trim() !== '') onSubmit(name.trim())
  }
  return (
    <Dialog open onClose={() => !busy && onClose()} aria-labelledby={titleId}>
      <form onSubmit={submit} noValidate>
        <DialogTitle id={titleId}>{words.title}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 4 }}>
          <Typography sx={{ color: 'ink.soft' }}>{words.text}</Typography>
          <Field
            label={words.name}
            value={name}
            onChange={setName}
            error={tried && name.trim() === '' ? words.nameMissing : null}
            maxLength={longest}
            autoFocus
          />
          {refused !== null && <Refused {...refused} />}
          {/* Of the views that are there, not of the one that is named here. */}
          <Box sx={{ borderTop: 1, borderColor: 'line.border', pt: 3 }}>
            <Box sx={{ ml: -2 }}>
              <ExportLink list="views" filter={() => ({ list })} isPart worded label={words.file} />
            </Box>
          </Box>
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
