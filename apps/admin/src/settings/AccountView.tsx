import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import type { SessionInfo } from '@syncline/domain/view'
import type { Problem } from '../api/problem.ts'
import { ExportLink } from '../list/ExportLink.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { Refused, refusedBy } from '../parts/Refused.tsx'
import { Time } from '../parts/Time.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Section } from '../ui/Section.tsx'
import { Status } from '../ui/Status.tsx'
import { browserName } from './browser.ts'
import { line } from './PeopleView.tsx'

const words = strings.account

export type AccountState =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | { readonly kind: 'ready'; readonly sessions: readonly SessionInfo[] }

export interface AccountViewProps {
  readonly state: AccountState
  readonly problem: Problem | null
  readonly onEnd: (session: SessionInfo) => void
  readonly onEndOthers: () => void
  readonly onTwoFactor: () => void
  readonly onPassword: () => void
}

/** The password, the code at sign-in, and where one is signed in, with a way to end each. */
export function AccountView(props: AccountViewProps) {
  return (
    <>
      <Password onPassword={props.onPassword} />
      <TwoFactor onTwoFactor={props.onTwoFactor} />
      <Sessions {...props} />
    </>
  )
}

function Password({ onPassword }: Pick<AccountViewProps, 'onPassword'>) {
  const { hasPassword } = useSession()
  const text = strings.account.password
  return (
    <Section
      title={text.section}
      end={
        <GuardedButton refusal={hasPassword ? null : text.none} onClick={onPassword}>
          {text.change}
        </GuardedButton>
      }
    >
      <Typography sx={{ color: 'ink.soft' }}>{hasPassword ? text.text : text.none}</Typography>
    </Section>
  )
}

function TwoFactor({ onTwoFactor }: Pick<AccountViewProps, 'onTwoFactor'>) {
  const { twoFactor } = useSession()
  const text = strings.settings.twoFactor
  return (
    <Section
      title={text.title}
      end={<Button onClick={onTwoFactor}>{twoFactor ? text.disable : text.enable}</Button>}
    >
      <Typography sx={{ color: 'ink.soft' }}>{twoFactor ? text.on : text.off}</Typography>
    </Section>
  )
}

function Sessions({ state, problem, onEnd, onEndOthers }: AccountViewProps) {
  const refused = refusedBy(problem)
  if (state.kind === 'error')
    return <ProblemNotice title={words.failed} problem={state.problem} onRetry={state.onRetry} />
  if (state.kind === 'loading')
    return (
      <Delayed afterMs={state.afterMs ?? 150}>
        <Box role="status" aria-label={words.loading} sx={{ display: 'grid', gap: 3 }}>
          {[1, 2].map((each) => (
            <Skeleton key={each} variant="rounded" height={64} />
          ))}
        </Box>
      </Delayed>
    )
  const others = state.sessions.filter(({ current }) => !current)
  return (
    <Section
      title={words.sessions}
      end={
        <Box sx={{ display: 'flex', gap: 2 }}>
          <ExportLink list="sessions" />
          <GuardedButton refusal={others.length === 0 ? words.onlyThis : null} onClick={onEndOthers}>
            {words.endOthers}
          </GuardedButton>
        </Box>
      }
    >
      <Typography sx={{ color: 'ink.soft', mb: 2 }}>{words.text}</Typography>
      {refused !== null && <Refused {...refused} />}
      <Box component="ul" sx={{ borderTop: 1, borderColor: 'line.border' }}>
        {state.sessions.map((session) => (
          <Session key={session.sessionId} session={session} onEnd={onEnd} />
        ))}
      </Box>
    </Section>
  )
}

function Session({ session, onEnd }: { session: SessionInfo; onEnd: (session: SessionInfo) => void }) {
  const { current, userAgent, signedInAt, address } = session
  const name = userAgent === null ? words.unknown : browserName(userAgent)
  return (
    <Box component="li" sx={line}>
      <Box title={userAgent ?? undefined} sx={{ flex: '1 1 240px', minWidth: 0, overflowWrap: 'anywhere' }}>
        {name}
        <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
          {words.signedIn} <Time at={signedInAt} /> {address !== null && words.from(address)}
        </Typography>
      </Box>
      {current ? (
        <Status kind="synced" label={words.current} />
      ) : (
        <GuardedButton refusal={null} aria-label={words.endOf(name)} onClick={() => onEnd(session)}>
          {words.end}
        </GuardedButton>
      )}
    </Box>
  )
}
