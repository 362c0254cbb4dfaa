import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { providerTitles } from '@syncline/domain/connection'
import type { ConnectionView } from '@syncline/domain/view'
import { Refused } from '../parts/Refused.tsx'
import { Time } from '../parts/Time.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { StatusShape } from '../ui/StatusShape.tsx'
import type { SignIn } from './useSignIn.ts'

const words = strings.connections.signIn

interface Props {
  readonly connection: ConnectionView
  readonly signIn: SignIn
}

/** That its provider lets us in no more, and the way to change that; nothing while it does. */
export function SignInAgain({ connection, signIn }: Props) {
  const { provider, reconnectSince } = connection
  if (reconnectSince === null) return null
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        justifyItems: 'start',
        p: 3,
        borderRadius: '6px',
        backgroundColor: 'status.failed.wash',
      }}
    >
      <ReconnectNeeded />
      <Typography>
        {words.neededText(providerTitles[provider])} {words.since} <Time at={reconnectSince} />.
      </Typography>
      {signIn.refused !== null && <Refused {...signIn.refused} />}
      <SignInAgainButton connection={connection} signIn={signIn} />
    </Box>
  )
}

export function SignInAgainButton({ connection, signIn }: Props) {
  const { permissions, organization } = useSession()
  const mayNot = permissions.includes('connection.configure') ? null : words.mayNot(organization.name)
  return (
    <GuardedButton
      variant="contained"
      refusal={mayNot}
      aria-label={`${words.again}: ${connection.name}`}
      onClick={() => !signIn.busy && signIn.start(connection)}
    >
      {words.again}
    </GuardedButton>
  )
}

export function ReconnectNeeded() {
  return (
    <Box sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
      <StatusShape kind="failed" />
      <Typography component="p" sx={{ fontWeight: 600, color: 'status.failed.main' }}>
        {words.needed}
      </Typography>
    </Box>
  )
}
