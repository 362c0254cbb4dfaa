import Box from '@mui/material/Box'
import { type ConnectionView, isCredentialOld, type StandingView } from '@syncline/domain/view'
import { type ReactNode, useCallback } from 'react'
import { ButtonLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { useTicking } from '../time/clock.tsx'
import type { Condition } from './condition.ts'
import type { Strip } from './health.ts'
import { SignInAgainButton } from './SignInAgain.tsx'
import type { SignIn } from './useSignIn.ts'

const words = strings.connections.foot
const count = strings.list.count

interface Props {
  readonly connection: ConnectionView
  /** Null while it is not known. */
  readonly condition: Condition | null
  /** Null while it is not known. */
  readonly strip: Strip | null
  readonly standing: StandingView | null
  /** How many kinds of records travel through it. */
  readonly flows: number
  readonly signIn: SignIn
}

/** What there is to say of a connection, and the one thing to do about it. */
export function CardFoot(props: Props) {
  const { connection, condition, strip, standing, flows, signIn } = props
  const { connectionId, name } = connection
  const credential = standing?.credential ?? null
  const isOld = useTicking(
    useCallback((nowMs) => credential !== null && isCredentialOld(credential, nowMs), [credential]),
  )
  const open = (label: string) => (
    <ButtonLink
      size="small"
      to="/connections/$connectionId"
      params={{ connectionId }}
      aria-label={words.named(label, name)}
    >
      {label}
    </ButtonLink>
  )
  const foot = (): readonly [text: string, action?: ReactNode] => {
    if (condition === 'off') return [words.off(connection.disabledBecause ?? '')]
    if (condition === 'reconnect')
      return [words.reconnect, <SignInAgainButton key="in" connection={connection} signIn={signIn} />]
    if (condition === 'resting') return [words.resting(standing?.breaker.failures ?? 0), open(words.see)]
    if (condition === 'down' || condition === 'degraded') return [words[condition], open(words.see)]
    if (condition === 'failing')
      return [
        words.failed(count(strip?.failed ?? 0)),
        <ButtonLink
          key="failed"
          size="small"
          to="/syncs"
          search={{ status: ['failed'], connection: connectionId }}
          aria-label={words.named(words.seeFailed, name)}
        >
          {words.seeFailed}
        </ButtonLink>,
      ]
    if (isOld) return [words.old, open(words.rotate)]
    if (flows === 0) return [strings.connections.noFlows]
    return [
      strip === null
        ? ''
        : strings.connections.dayText(count(strip.through), strip.failed === 0 ? null : count(strip.failed)),
    ]
  }
  const [text, action] = foot()
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 3,
        alignItems: 'center',
        justifyContent: 'space-between',
        minHeight: 45,
        pt: 3,
        borderTop: 1,
        borderColor: 'line.border',
        color: 'ink.soft',
        typography: 'caption',
      }}
    >
      <span>{text}</span>
      {action}
    </Box>
  )
}
