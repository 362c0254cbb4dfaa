import Typography from '@mui/material/Typography'
import { type Refusal, Refused } from '../../parts/Refused.tsx'
import { useSession } from '../../session/session.tsx'
import * as strings from '../../strings/index.ts'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { Section } from '../../ui/Section.tsx'

const words = strings.switches

/** Switching off and on all that the organization sends. */
export function EverythingView({
  isOff,
  busy,
  refused,
  onOff,
  onOn,
}: {
  readonly isOff: boolean
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly onOff: () => void
  readonly onOn: () => void
}) {
  const { permissions, organization } = useSession()
  const mayNot = permissions.includes('organization.configure') ? null : words.mayNot(organization.name)
  return (
    <Section title={words.title}>
      <Typography sx={{ mb: 3, maxWidth: 560, color: 'ink.soft' }}>{words.text}</Typography>
      {refused !== null && <Refused {...refused} />}
      {isOff ? (
        <GuardedButton variant="contained" refusal={mayNot} onClick={() => !busy && onOn()}>
          {busy ? words.switching : words.switchOn}
        </GuardedButton>
      ) : (
        <GuardedButton refusal={mayNot} onClick={onOff}>
          {words.switchOff}
        </GuardedButton>
      )}
    </Section>
  )
}
