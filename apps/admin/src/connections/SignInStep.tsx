import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import type { ProviderForm } from '@syncline/domain/view'
import { type FormEvent, useState } from 'react'
import { type Refusal, Refused } from '../parts/Refused.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { Field } from '../ui/Field.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'

const words = strings.connect

export interface SignInStepProps {
  readonly form: ProviderForm
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly onSignIn: (venue: string) => void
  readonly onBack: () => void
}

/** For a provider that lets us in by its own page: the venue, and the way there. */
export function SignInStep({ form, busy, refused, onSignIn, onBack }: SignInStepProps) {
  const { permissions, organization } = useSession()
  const mayNot = permissions.includes('connection.configure') ? null : words.mayNot(organization.name)
  const [venue, setVenue] = useState('')
  const [tried, setTried] = useState(false)
  const leave = () => {
    setTried(true)
    if (venue.trim() !== '' && !busy && mayNot === null) onSignIn(venue.trim())
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    leave()
  }
  return (
    <Box component="form" onSubmit={submit} noValidate autoComplete="off" sx={{ display: 'grid', gap: 4 }}>
      <Typography sx={{ color: 'ink.soft' }}>{words.signInText(form.title)}</Typography>
      <Field
        label={words.venue}
        value={venue}
        onChange={setVenue}
        hint={words.venueHint}
        error={tried && venue.trim() === '' ? words.needed : null}
        maxLength={80}
        autoFocus
      />
      {refused !== null && <Refused {...refused} />}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
        <Button onClick={onBack}>{words.back}</Button>
        <GuardedButton variant="contained" refusal={mayNot} onClick={leave}>
          {busy ? words.leaving(form.title) : words.signIn(form.title)}
        </GuardedButton>
      </Box>
    </Box>
  )
}
