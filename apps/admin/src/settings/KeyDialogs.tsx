import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import Typography from '@mui/material/Typography'
import { keyScopes, type Permission } from '@syncline/domain/access'
import { useId, useState } from 'react'
import type { Problem } from '../api/problem.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { refusedBy } from '../parts/Refused.tsx'
import * as strings from '../strings/index.ts'
import { Choice } from '../ui/Choice.tsx'
import { Field } from '../ui/Field.tsx'

const words = strings.settings.keys
const reading = keyScopes.filter((scope) => scope.endsWith('.read'))
const lifetimes = ['30', '90', '365', 'never'] as const
const overlaps = ['0', '1', '24', '168'] as const

export interface NewKey {
  readonly name: string
  readonly scopes: readonly Permission[]
  readonly expiresInDays: number | null
}
interface Asking {
  readonly busy: boolean
  readonly problem: Problem | null
  readonly onClose: () => void
}
const refusedKey = (problem: Problem | null) => refusedBy(problem, (reason) => words.conflicts[reason])

export function CreateKeyDialog({
  busy,
  problem,
  onClose,
  onSubmit,
}: Asking & { onSubmit: (key: NewKey) => void }) {
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly Permission[]>(reading)
  const [lifetime, setLifetime] = useState<(typeof lifetimes)[number]>('90')
  const [tried, setTried] = useState(false)
  const submit = () => {
    setTried(true)
    if (name.trim() === '' || scopes.length === 0) return
    onSubmit({ name: name.trim(), scopes, expiresInDays: lifetime === 'never' ? null : Number(lifetime) })
  }
  return (
    <FormDialog {...words.form} busy={busy} refused={refusedKey(problem)} onClose={onClose} onSubmit={submit}>
      <Field
        label={words.form.name}
        value={name}
        onChange={setName}
        hint={words.form.nameHint}
        error={tried && name.trim() === '' ? words.form.nameMissing : null}
        maxLength={80}
        autoFocus
      />
      <Scopes value={scopes} onChange={setScopes} missing={tried && scopes.length === 0} />
      <Choice
        label={words.form.expires}
        value={lifetime}
        options={lifetimes.map((value) => ({
          value,
          label: value === 'never' ? words.never : words.form.days(Number(value)),
        }))}
        onChange={setLifetime}
      />
    </FormDialog>
  )
}

function Scopes({
  value,
  onChange,
  missing,
}: {
  value: readonly Permission[]
  onChange: (scopes: readonly Permission[]) => void
  missing: boolean
}) {
  const id = useId()
  const toggle = (scope: Permission) =>
    onChange(keyScopes.filter((each) => (each === scope ? !value.includes(each) : value.includes(each))))
  return (
    <Box role="group" aria-labelledby={id} {...(missing && { 'aria-describedby': `${id}-missing` })}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center', mb: 1 }}>
        <Typography id={id} sx={{ flex: 1, fontWeight: 500 }}>
          {words.form.scopes}
        </Typography>
        <Button size="small" onClick={() => onChange(reading)}>
          {words.form.reading}
        </Button>
        <Button size="small" onClick={() => onChange(keyScopes)}>
          {words.form.everything}
        </Button>
      </Box>
      <Box
        sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 12.5rem), 1fr))' }}
      >
        {keyScopes.map((scope) => (
          <FormControlLabel
            key={scope}
            control={<Checkbox checked={value.includes(scope)} onChange={() => toggle(scope)} />}
            label={strings.settings.scopes[scope]}
            sx={{ mx: 0, gap: 2, minHeight: { xs: 44, md: 28 } }}
          />
        ))}
      </Box>
      {missing && (
        <FormHelperText id={`${id}-missing`} error>
          {words.form.scopesMissing}
        </FormHelperText>
      )}
    </Box>
  )
}

export function RotateKeyDialog({
  name,
  busy,
  problem,
  onClose,
  onSubmit,
}: Asking & { name: string; onSubmit: (overlapHours: number) => void }) {
  const [overlap, setOverlap] = useState<(typeof overlaps)[number]>('24')
  return (
    <FormDialog
      {...words.rotation}
      title={words.rotation.title(name)}
      busy={busy}
      refused={refusedKey(problem)}
      onClose={onClose}
      onSubmit={() => onSubmit(Number(overlap))}
    >
      <Choice
        label={words.rotation.overlap}
        value={overlap}
        options={overlaps.map((value) => ({ value, label: words.rotation.hours(Number(value)) }))}
        onChange={setOverlap}
      />
    </FormDialog>
  )
}

export function RevokeKeyDialog({
  name,
  busy,
  problem,
  onClose,
  onSubmit,
}: Asking & { name: string; onSubmit: () => void }) {
  return (
    <FormDialog
      {...words.revocation}
      grave
      title={words.revocation.title(name)}
      busy={busy}
      refused={refusedKey(problem)}
      onClose={onClose}
      onSubmit={onSubmit}
    />
  )
}
