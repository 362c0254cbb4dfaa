import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { type FormEvent, useState } from 'react'
import type { FirstAdmin } from '../api/setup.ts'
import { type Refusal, Refused } from '../parts/Refused.tsx'
import { passwordLength } from '../session/password.ts'
import * as strings from '../strings/index.ts'
import { zoneCity } from '../time/format.ts'
import { Field } from '../ui/Field.tsx'
import { Logo } from '../ui/Logo.tsx'

const words = strings.firstRun

type Values = Omit<FirstAdmin, 'timeZone'>

export interface SetupViewProps {
  /** From the address that the console shows; '' when it was opened otherwise. */
  readonly token: string
  readonly timeZone: string
  readonly busy: boolean
  readonly refusal: Refusal | null
  readonly onSubmit: (admin: FirstAdmin) => void
}

const missing = (values: Values): Partial<Record<keyof Values, string>> => ({
  ...(values.token.trim() === '' && { token: words.tokenMissing }),
  ...(values.name.trim() === '' && { name: words.nameMissing }),
  ...(!/^\S+@\S+\.\S+$/.test(values.email.trim()) && { email: words.emailMissing }),
  ...(values.password.length < passwordLength.least && {
    password: words.passwordShort(passwordLength.least),
  }),
  ...(values.organizationName.trim() === '' && { organizationName: words.organizationMissing }),
})

/** The first admin and their organization, while there is nobody. */
export function SetupView({ token, timeZone, busy, refusal, onSubmit }: SetupViewProps) {
  const [values, setValues] = useState<Values>({
    token,
    name: '',
    email: '',
    password: '',
    organizationName: '',
  })
  const [tried, setTried] = useState(false)
  const errors = tried ? missing(values) : {}
  const set = (key: keyof Values) => (value: string) => setValues((before) => ({ ...before, [key]: value }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (busy || Object.keys(missing(values)).length > 0) return
    onSubmit({
      timeZone,
      password: values.password,
      token: values.token.trim(),
      name: values.name.trim(),
      email: values.email.trim(),
      organizationName: values.organizationName.trim(),
    })
  }
  const field = (key: keyof Values) => ({
    value: values[key],
    onChange: set(key),
    error: errors[key] ?? null,
  })
  return (
    <Box
      component="main"
      sx={{ minHeight: '100dvh', px: 5, py: { xs: 6, md: 10 }, backgroundColor: 'fill.surface' }}
    >
      <Box
        component="form"
        noValidate
        onSubmit={submit}
        sx={{ display: 'grid', gap: 4, maxWidth: 420, mx: 'auto' }}
      >
        <Logo size={32} />
        <div>
          <Typography variant="h1">{words.title}</Typography>
          <Typography variant="lead" component="p" sx={{ mt: 1, color: 'ink.soft' }}>
            {words.lead}
          </Typography>
        </div>
        {refusal !== null && <Refused {...refusal} />}
        {token === '' && (
          <Field label={words.token} hint={words.tokenHint} autoComplete="off" {...field('token')} />
        )}
        <Field label={words.organization} hint={words.organizationHint} {...field('organizationName')} />
        <Field label={words.name} autoComplete="name" {...field('name')} />
        <Field
          label={words.email}
          type="email"
          inputMode="email"
          autoComplete="username"
          {...field('email')}
        />
        <Field
          label={words.password}
          type="password"
          autoComplete="new-password"
          hint={words.passwordHint(passwordLength.least)}
          {...field('password')}
        />
        <Typography variant="caption" sx={{ color: 'ink.quiet' }}>
          {words.zone(zoneCity(timeZone))}
        </Typography>
        <Button type="submit" variant="contained" aria-disabled={busy || undefined}>
          {busy ? words.submitting : words.submit}
        </Button>
      </Box>
    </Box>
  )
}
