import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import type { ConnectionTest, CredentialList, CredentialView, ProviderForm } from '@syncline/domain/view'
import type { Problem } from '../api/problem.ts'
import { ErrorId } from '../parts/ProblemNotice.tsx'
import { Refused } from '../parts/Refused.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Section } from '../ui/Section.tsx'
import { CredentialRow } from './CredentialRow.tsx'

const words = strings.custody

export type CustodyState =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | ({ readonly kind: 'ready'; readonly fields: ProviderForm['fields'] } & CredentialList)

export interface CustodyViewProps {
  readonly state: CustodyState
  /** Nothing is asked while it is switched off. */
  readonly disabled: boolean
  readonly test: {
    readonly busy: boolean
    readonly result: ConnectionTest | null
    readonly refused: string | null
  }
  readonly onTest: () => void
  readonly onRotate: (kind: CredentialView['kind']) => void
  readonly onRetire: (credential: CredentialView) => void
}

/** What a connection holds in custody: last four characters, age, proof and uses; never a secret. */
export function CustodyView({ state, disabled, test, onTest, onRotate, onRetire }: CustodyViewProps) {
  const { permissions, organization } = useSession()
  const mayNot = permissions.includes('connection.configure') ? null : words.mayNot(organization.name)
  if (state.kind === 'loading')
    return (
      <Section title={words.title}>
        <Delayed afterMs={state.afterMs ?? 150}>
          <Box role="status" aria-label={words.loading} sx={{ display: 'grid', gap: 2 }}>
            <Skeleton height={44} />
            <Skeleton height={44} />
          </Box>
        </Delayed>
      </Section>
    )
  if (state.kind === 'error')
    return (
      <Section title={words.title}>
        <Box role="alert" sx={{ display: 'grid', gap: 2, justifyItems: 'start' }}>
          <div>
            {words.failed}. {state.problem.remedy}
            {state.problem.errorId !== null && <ErrorId id={state.problem.errorId} />}
          </div>
          <Button onClick={state.onRetry}>{strings.shell.tryAgain}</Button>
        </Box>
      </Section>
    )
  const { credentials, fields, keptBy } = state
  const kinds = [...new Set([...fields.map(({ kind }) => kind), ...credentials.map(({ kind }) => kind)])]
  return (
    <Section
      title={words.title}
      end={
        <GuardedButton
          refusal={mayNot ?? (disabled ? words.refusals.is_off : null)}
          onClick={() => !test.busy && onTest()}
        >
          {test.busy ? words.testing : words.test}
        </GuardedButton>
      }
    >
      <Typography variant="caption" component="p" sx={{ mb: 2, color: 'ink.quiet' }}>
        {words.text}
      </Typography>
      {keptBy === 'local-file' && <LocalFileWarning />}
      <TestResult {...test} />
      {credentials.length === 0 && <Typography sx={{ mb: 2 }}>{words.none}</Typography>}
      <Box component="ul" sx={{ borderTop: 1, borderColor: 'line.border' }}>
        {kinds.map((kind) => (
          <CredentialRow
            key={kind}
            kind={kind}
            versions={credentials.filter((one) => one.kind === kind)}
            mayNot={mayNot}
            onRotate={() => onRotate(kind)}
            onRetire={onRetire}
          />
        ))}
      </Box>
    </Section>
  )
}

function LocalFileWarning() {
  return (
    <Box
      role="note"
      sx={{
        display: 'flex',
        gap: 2,
        alignItems: 'flex-start',
        px: 3,
        py: 2,
        mb: 3,
        borderRadius: '6px',
        color: 'status.waiting.main',
        backgroundColor: 'status.waiting.wash',
      }}
    >
      <Icon name="warning" size={16} />
      <span>{words.localFile}</span>
    </Box>
  )
}

function TestResult({ result, refused }: CustodyViewProps['test']) {
  if (refused !== null) return <Refused text={refused} errorId={null} />
  if (result === null) return null
  return (
    <Box
      role="status"
      sx={{ mb: 3, color: result.ok ? 'status.synced.main' : 'status.failed.main', overflowWrap: 'anywhere' }}
    >
      {result.ok ? words.testOk(result.tookMs) : words.testFailed}
      {result.detail !== null && ` ${strings.connect.said(result.detail)}`}
    </Box>
  )
}
