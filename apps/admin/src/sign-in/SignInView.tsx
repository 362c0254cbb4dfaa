import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import CircularProgress from '@mui/material/CircularProgress'
import IconButton from '@mui/material/IconButton'
import Typography from '@mui/material/Typography'
import { type FormEvent, useRef, useState } from 'react'
import type { DemoSignIn } from '../api/auth.ts'
import { ErrorId } from '../parts/ProblemNotice.tsx'
import * as strings from '../strings/index.ts'
import { Field } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Logo } from '../ui/Logo.tsx'
import { StatusShape } from '../ui/StatusShape.tsx'
import { DemoPeople } from './DemoPeople.tsx'
import { OtherWay, type OtherWayProps } from './OtherWay.tsx'
import { Strata } from './Strata.tsx'

const words = strings.signIn

export interface Refusal {
  readonly text: string
  readonly errorId: string | null
}

export interface SignInViewProps {
  readonly demo: readonly DemoSignIn[]
  readonly busy: boolean
  /** True when the person was sent here from a page. */
  readonly ended: boolean
  readonly refusal: Refusal | null
  /** Where else one may sign in; null: nowhere. */
  readonly sso?: OtherWayProps | null
  readonly onSubmit: (email: string, password: string) => void
}

export function SignInView({ demo, busy, ended, refusal, sso, onSubmit }: SignInViewProps) {
  return (
    <Box
      sx={{
        display: 'grid',
        minHeight: '100dvh',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(27.5rem, 5fr) 7fr' },
        backgroundColor: 'fill.surface',
      }}
    >
      <Box
        component="main"
        sx={{
          display: 'flex',
          flexDirection: 'column',
          px: { xs: 5, md: 16 },
          py: { xs: 6, md: 10 },
          borderRight: { md: 1 },
          borderColor: { md: 'line.border' },
        }}
      >
        <Box sx={{ display: 'flex', gap: '10px', alignItems: 'center' }}>
          <Logo size={28} />
          <Box component="span" sx={{ fontSize: '1.125rem', fontWeight: 600, letterSpacing: '-0.015em' }}>
            {strings.shell.product}
          </Box>
        </Box>
        <Box
          sx={{ my: 'auto', py: { xs: 8, md: 10 }, width: '100%', maxWidth: 360, mx: { xs: 'auto', md: 0 } }}
        >
          <Typography variant="h1">{words.title}</Typography>
          <Typography variant="lead" component="p" sx={{ mt: 1, mb: 6, color: 'ink.soft' }}>
            {words.lead}
          </Typography>
          <SignInForm busy={busy} refusal={refusal} ended={ended} onSubmit={onSubmit} />
          {sso && <OtherWay {...sso} />}
          {demo.length > 0 && <DemoPeople people={demo} busy={busy} onSubmit={onSubmit} />}
        </Box>
      </Box>
      <Box
        aria-hidden
        sx={{
          display: { xs: 'none', md: 'flex' },
          flexDirection: 'column',
          justifyContent: 'flex-end',
          position: 'relative',
          overflow: 'hidden',
          backgroundColor: 'fill.canvas',
        }}
      >
        <Strata />
        <Box sx={{ position: 'relative', p: 16, maxWidth: 560 }}>
          <Typography
            component="p"
            sx={{ fontSize: '1.5rem', lineHeight: '1.875rem', fontWeight: 500, letterSpacing: '-0.02em' }}
          >
            {words.statement}
          </Typography>
          <Typography variant="lead" component="p" sx={{ mt: 2, color: 'ink.soft' }}>
            {words.statementMore}
          </Typography>
        </Box>
      </Box>
    </Box>
  )
}

type FormProps = Pick<SignInViewProps, 'busy' | 'refusal' | 'ended' | 'onSubmit'>

function SignInForm({ busy, refusal, ended, onSubmit }: FormProps) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [seen, setSeen] = useState(false)
  const [tried, setTried] = useState(false)
  const emailField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (email.trim() === '') emailField.current?.focus()
    else if (password === '') passwordField.current?.focus()
    else if (!busy) onSubmit(email.trim(), password)
  }
  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 4 }}>
      {refusal !== null ? (
        <Refused refusal={refusal} />
      ) : (
        ended && <Typography sx={{ color: 'ink.soft' }}>{words.ended}</Typography>
      )}
      <Field
        label={words.email}
        name="email"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoFocus
        value={email}
        onChange={setEmail}
        error={tried && email.trim() === '' ? words.emailMissing : null}
        inputRef={emailField}
      />
      <Field
        label={words.password}
        name="password"
        type={seen ? 'text' : 'password'}
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={tried && password === '' ? words.passwordMissing : null}
        inputRef={passwordField}
        end={
          <IconButton
            size="small"
            aria-label={seen ? words.hidePassword : words.showPassword}
            onClick={() => setSeen(!seen)}
            sx={{ mr: -2 }}
          >
            <Icon name={seen ? 'eyeOff' : 'eye'} />
          </IconButton>
        }
      />
      <Button
        type="submit"
        variant="contained"
        aria-disabled={busy || undefined}
        startIcon={busy ? <CircularProgress size={14} color="inherit" aria-hidden /> : undefined}
        sx={{ minHeight: { xs: 44, md: 36 } }}
      >
        {busy ? words.submitting : words.submit}
      </Button>
    </Box>
  )
}

function Refused({ refusal }: { refusal: Refusal }) {
  return (
    <Box
      role="alert"
      sx={{
        display: 'grid',
        gridTemplateColumns: '1rem minmax(0, 1fr)',
        columnGap: 2,
        px: 3,
        py: 2,
        borderRadius: '6px',
        backgroundColor: 'status.failed.wash',
        color: 'status.failed.main',
        '& > svg': { mt: '2px' },
      }}
    >
      <StatusShape kind="failed" />
      <div>
        {refusal.text}
        {refusal.errorId !== null && <ErrorId id={refusal.errorId} />}
      </div>
    </Box>
  )
}
