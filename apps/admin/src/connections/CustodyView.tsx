import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ConnectionTest, CredentialList, CredentialView, ProviderForm } from '@syncline/domain/view'
import { ExportLink } from '../list/ExportLink.tsx'
import { PartFace, type PartState } from '../parts/PartFace.tsx'
import { Refused } from '../parts/Refused.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Section } from '../ui/Section.tsx'
import { CredentialRow } from './CredentialRow.tsx'

const words = strings.custody

/** What a sign-in at the provider brings, and its renewal replaces. */
const fromSignIn: ReadonlySet<CredentialView['kind']> = new Set(['access_token', 'refresh_token'])

export type CustodyState = PartState<Pick<ProviderForm, 'fields' | 'signsIn'> & CredentialList>

export interface CustodyViewProps {
  readonly connectionId: string
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
export function CustodyView(props: CustodyViewProps) {
  const { connectionId, state, disabled, test, onTest, onRotate, onRetire } = props
  const { permissions, organization } = useSession()
  const mayNot = permissions.includes('connection.configure') ? null : words.mayNot(organization.name)
  if (state.kind !== 'ready')
    return (
      <Section title={words.title}>
        <PartFace state={state} loading={words.loading} failed={words.failed} heights={[44, 44]}>
          {() => null}
        </PartFace>
      </Section>
    )
  const { credentials, fields, signsIn, keptBy } = state
  const kinds = [...new Set([...fields.map(({ kind }) => kind), ...credentials.map(({ kind }) => kind)])]
  return (
    <Section
      title={words.title}
      end={
        <Box sx={{ display: 'flex', gap: 2 }}>
          {credentials.length > 0 && (
            <ExportLink list="credentials" filter={() => ({ connectionId })} isPart />
          )}
          <GuardedButton
            refusal={mayNot ?? (disabled ? words.refusals.is_off : null)}
            onClick={() => !test.busy && onTest()}
          >
            {test.busy ? words.testing : words.test}
          </GuardedButton>
        </Box>
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
            onRotate={signsIn && fromSignIn.has(kind) ? null : () => onRotate(kind)}
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
