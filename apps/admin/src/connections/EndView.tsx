import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { type Refusal, Refused } from '../parts/Refused.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Section } from '../ui/Section.tsx'

const words = strings.custody.end

export interface EndViewProps {
  /** Null while it is on. */
  readonly disabledBecause: string | null
  readonly stops: Stops
  readonly busy: boolean
  /** Why it was not switched on again. */
  readonly refused: Refusal | null
  readonly onDisable: () => void
  readonly onEnable: () => void
  readonly onDelete: () => void
}

export interface Stops {
  readonly flows: readonly string[]
  /** Syncs in line; null while they are counted. */
  readonly openSyncs: number | null
}

/** Switching a connection off and on, and deleting it, with what that stops. */
export function EndView({
  disabledBecause,
  stops,
  busy,
  refused,
  onDisable,
  onEnable,
  onDelete,
}: EndViewProps) {
  const { permissions, organization } = useSession()
  const mayNot = permissions.includes('connection.configure')
    ? null
    : strings.custody.mayNot(organization.name)
  const isOff = disabledBecause !== null
  return (
    <Section title={words.title}>
      <Typography sx={{ mb: 3, maxWidth: 560, color: isOff ? 'status.waiting.main' : 'ink.soft' }}>
        {isOff ? words.off(disabledBecause) : words.text}
      </Typography>
      {!isOff && <StopsList {...stops} />}
      {refused !== null && <Refused {...refused} />}
      <Box sx={{ display: 'flex', gap: 2, mt: 3 }}>
        {isOff ? (
          <GuardedButton variant="contained" refusal={mayNot} onClick={() => !busy && onEnable()}>
            {words.enable}
          </GuardedButton>
        ) : (
          <GuardedButton refusal={mayNot} onClick={onDisable}>
            {words.disable}
          </GuardedButton>
        )}
        <GuardedButton color="error" refusal={mayNot} onClick={onDelete}>
          {words.delete}
        </GuardedButton>
      </Box>
    </Section>
  )
}

/** What a connection carries, and what is in line. */
export function StopsList({ flows, openSyncs }: Stops) {
  return (
    <Box>
      <Typography variant="h3">{words.stops}</Typography>
      <Box component="ul" sx={{ mt: 1, display: 'grid', gap: '2px' }}>
        {flows.length === 0 ? <li>{words.flows(0)}</li> : flows.map((line) => <li key={line}>{line}</li>)}
        <li>{words.open(openSyncs)}</li>
      </Box>
    </Box>
  )
}
