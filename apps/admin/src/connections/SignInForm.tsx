import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { type FormEvent, useState } from 'react'
import { type Refusal, Refused } from '../parts/Refused.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { Field } from '../ui/Field.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'

const words = strings.connect

export interface SignInFormProps {
  /** Of the provider. */
  readonly title: string
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly onGo: (venue: string) => void
  readonly onBack: () => void
}

/** Of a provider that gives no keys: somebody signs in there and comes back. */
export function SignInForm({ title, busy, refused, onGo, onBack }: SignInFormProps) {
  const { permissions, organization } = useSession()
  const mayNot = permissions.includes('connection.configure') ? null : words.mayNot(organization.name)
  const [venue, setVenue] = useState('')
  const [tried, setTried] = useState(false)
  const isMissing = venue.trim() === ''
  const go = () => {
    setTried(true)
    if (!isMissing && !busy && mayNot === null) onGo(venue.trim())
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    go()
  }
  return (
    <Box component="form" onSubmit={submit} noValidate sx={{ display: 'grid', gap: 4 }}>
      <Typography sx={{ color: 'ink.soft' }}>{words.signInText(title)}</Typography>
      <Field
        label={words.venue}
        value={venue}
        onChange={setVenue}
        hint={words.venueHint}
        error={tried && isMissing ? words.needed : null}
        maxLength={80}
        autoFocus
      />
      {refused !== null && <Refused {...refused} />}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
        <Button onClick={onBack}>{words.back}</Button>
        <GuardedButton variant="contained" refusal={mayNot} onClick={go}>
          {busy ? words.asking : words.signIn(title)}
        </GuardedButton>
      </Box>
    </Box>
  )
}
