import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import { type FormEvent, useState } from 'react'
import type { OpenInvitation } from '../api/auth.ts'
import type { Problem } from '../api/problem.ts'
import { ButtonLink } from '../parts/links.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { type Refusal, Refused } from '../parts/Refused.tsx'
import { passwordLength } from '../session/password.ts'
import { OtherWay, type OtherWayProps } from '../sign-in/OtherWay.tsx'
import * as strings from '../strings/index.ts'
import { Field } from '../ui/Field.tsx'
import { visuallyHidden } from '../ui/hidden.ts'
import { Logo } from '../ui/Logo.tsx'
import { Notice } from '../ui/Notice.tsx'
import { StatusShape } from '../ui/StatusShape.tsx'

const words = strings.settings.invitation

export type InvitationState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | { readonly kind: 'closed' }
  | { readonly kind: 'open'; readonly invitation: OpenInvitation }

export interface InvitationViewProps {
  readonly state: InvitationState
  readonly busy: boolean
  readonly refused: Refusal | null
  /** Where else they may sign in, which takes the invitation up as well. */
  readonly sso?: OtherWayProps | null
  /** Somebody else's address, when they are signed in in this browser. */
  readonly signedInAs?: string | null
  readonly onSubmit: (person: { name: string; password: string }) => void
}

/** What a link opens, for people who may have no sign-in yet. */
export function InvitationView(props: InvitationViewProps) {
  return (
    <Box
      component="main"
      sx={{
        display: 'grid',
        justifyItems: 'center',
        alignContent: 'center',
        minHeight: '100dvh',
        p: { xs: 4, md: 10 },
        backgroundColor: 'fill.surface',
      }}
    >
      <Box sx={{ width: '100%', maxWidth: 400 }}>
        <Box sx={isNotice(props.state) ? { display: 'grid', justifyItems: 'center' } : {}}>
          <Logo size={28} />
        </Box>
        <Content {...props} />
      </Box>
    </Box>
  )
}

/** What there is to say then stands in the middle, and the logo with it. */
const isNotice = ({ kind }: InvitationState) => kind === 'closed' || kind === 'error'

function Content({ state, ...form }: InvitationViewProps) {
  switch (state.kind) {
    case 'loading':
      return (
        <Box role="status" sx={{ mt: 4, display: 'grid', gap: 3 }}>
          <Box component="h1" sx={visuallyHidden}>
            {words.loading}
          </Box>
          <Skeleton height={40} />
          <Skeleton height={240} />
        </Box>
      )
    case 'error':
      return <ProblemNotice level="h1" title={words.failed} problem={state.problem} onRetry={state.onRetry} />
    case 'closed':
      return (
        <Notice
          level="h1"
          mark={<StatusShape kind="failed" size={24} />}
          title={words.failed}
          action={<ButtonLink to="/sign-in">{words.signIn}</ButtonLink>}
        >
          {words.failedText}
        </Notice>
      )
    case 'open':
      return (
        <>
          <Form invitation={state.invitation} {...form} />
          {form.sso && <OtherWay {...form.sso} />}
        </>
      )
  }
}

function Form({
  invitation,
  busy,
  refused,
  signedInAs = null,
  onSubmit,
}: Omit<InvitationViewProps, 'state'> & { invitation: OpenInvitation }) {
  const { organization, email, role, known } = invitation
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const isShort = !known && password.length < passwordLength.least
  const fault = password === '' ? words.passwordMissing : isShort ? words.passwordShort : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    // Somebody who is known keeps their name.
    const given = known ? email : name.trim()
    if (given !== '' && fault === null && !busy) onSubmit({ name: given, password })
  }
  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 4, mt: 4 }}>
      <div>
        <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
          {words.title(organization)}
        </Typography>
        <Typography variant="lead" component="p" sx={{ mt: 1, color: 'ink.soft', overflowWrap: 'anywhere' }}>
          {words.lead(email, strings.shell.roles[role])}
        </Typography>
        {signedInAs !== null && (
          <Typography sx={{ mt: 2, overflowWrap: 'anywhere' }}>{words.signedInAs(signedInAs)}</Typography>
        )}
      </div>
      {refused !== null && <Refused {...refused} />}
      {!known && (
        <Field
          label={words.name}
          autoComplete="name"
          value={name}
          onChange={setName}
          error={tried && name.trim() === '' ? words.nameMissing : null}
          maxLength={120}
          autoFocus
        />
      )}
      <Field
        label={words.password}
        type="password"
        autoComplete={known ? 'current-password' : 'new-password'}
        value={password}
        onChange={setPassword}
        hint={known ? words.passwordKnown : words.passwordNew}
        error={tried ? fault : null}
        maxLength={passwordLength.most}
      />
      <Button
        type="submit"
        variant="contained"
        aria-disabled={busy || undefined}
        sx={{ minHeight: { xs: 44, md: 36 } }}
      >
        {busy ? words.submitting : words.submit}
      </Button>
    </Box>
  )
}
