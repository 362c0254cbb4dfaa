import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import { type Entity, providerTitles } from '@syncline/domain/connection'
import type { ConnectionView, FlowView } from '@syncline/domain/view'
import type { ReactNode } from 'react'
import { ExportLink } from '../list/ExportLink.tsx'
import { Id } from '../parts/Id.tsx'
import { ButtonLink, backLook, TextLink } from '../parts/links.tsx'
import { Missing } from '../parts/Missing.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { columns, stack } from '../ui/detail-columns.ts'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { visuallyHidden } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { Section } from '../ui/Section.tsx'
import { ConditionMark } from './ConditionMark.tsx'
import { ConflictPolicies, type ConflictPoliciesProps } from './ConflictPolicies.tsx'
import { ProviderMark } from './ConnectionCard.tsx'
import type { ConnectionsState } from './ConnectionsView.tsx'
import { conditionOf } from './condition.ts'
import { type Connections, retriesText } from './facts.tsx'
import { connectionNames, flowingThrough, flowLines, flowsOf } from './flows.ts'
import { stripOf } from './health.ts'
import { LastDay, slotsOf, useStripMoment } from './LastDay.tsx'
import { PolicyForm, type PolicyFormProps } from './PolicyForm.tsx'
import { SignInAgain } from './SignInAgain.tsx'
import { standingOf } from './standings.ts'
import type { SignIn } from './useSignIn.ts'

const words = strings.connections

export interface ConnectionDetailProps {
  readonly connectionId: string
  readonly state: ConnectionsState
  readonly signIn: SignIn
  /** How its provider's list of webhook addresses stands to it. */
  readonly webhookSetup: (connection: ConnectionView) => ReactNode
  /** Having its provider send a webhook. */
  readonly sendTest: (connection: ConnectionView) => ReactNode
  readonly policy: Pick<PolicyFormProps, 'busy' | 'problem' | 'onSave'>
  readonly conflicts: Pick<ConflictPoliciesProps, 'problem' | 'onSet'>
  /** What it holds in custody. */
  readonly credentials: (connection: ConnectionView) => ReactNode
  /** How it is, and what stands between its provider and too many calls. */
  readonly protection: (connection: ConnectionView) => ReactNode
  /** Which kinds of records travel through it. */
  readonly scope: (connection: ConnectionView, entities: readonly Entity[]) => ReactNode
  /** When what flows through it is read again by itself. */
  readonly schedule: (connection: ConnectionView) => ReactNode
  /** What it is about, chosen from what its provider has. */
  readonly choices: (connection: ConnectionView) => ReactNode
  /** What was pulled from it, and pulling it. */
  readonly runs: (connection: ConnectionView) => ReactNode
  /** What only its provider's connections have. */
  readonly own: (connection: ConnectionView) => ReactNode
  /** What rarely changes at its provider, and is kept. */
  readonly cached: (connection: ConnectionView) => ReactNode
  /** What stands above its own switch and keeps everything from leaving. */
  readonly held?: (connection: ConnectionView) => ReactNode
  /** Taking away one of its flows. */
  readonly endFlow?: (flows: readonly FlowView[], nameOf: (connectionId: string) => string) => ReactNode
  /** Switching it off and deleting it, with the flows that stop. */
  readonly end: (connection: ConnectionView, flows: readonly string[]) => ReactNode
}

/** One connection: where its webhooks go, what flows through it, how it is tried again. */
export function ConnectionDetail(props: ConnectionDetailProps) {
  const { connectionId, state } = props
  switch (state.kind) {
    case 'loading':
      return <ConnectionLoading afterMs={state.afterMs} />
    case 'error':
      return (
        <ProblemNotice
          level="h1"
          title={words.failed}
          problem={state.problem}
          onRetry={state.onRetry}
          action={<Back />}
        />
      )
    case 'ready': {
      const connection = state.connections.find((each) => each.connectionId === connectionId)
      if (connection) return <Detail {...props} connection={connection} all={state} />
      return <Missing title={words.missing} action={<Back />} />
    }
  }
}

/** What stands in its place until it is read. */
export function ConnectionLoading({ afterMs }: { afterMs?: number | undefined }) {
  return (
    <Delayed afterMs={afterMs}>
      <Box
        role="status"
        aria-label={words.loading}
        sx={{ px: { xs: 4, md: 6 }, py: 5, display: 'grid', gap: 4 }}
      >
        <Typography variant="h1">
          <Box component="span" sx={visuallyHidden}>
            {words.loading}
          </Box>
          <Skeleton component="span" width={240} sx={{ maxWidth: '80%' }} />
        </Typography>
        <Skeleton height={120} />
        <Skeleton height={240} />
      </Box>
    </Delayed>
  )
}

const Back = () => <ButtonLink to="/connections">{words.back}</ButtonLink>

function Detail({
  connection,
  all,
  signIn,
  webhookSetup,
  sendTest,
  policy,
  conflicts,
  protection,
  scope,
  schedule,
  choices,
  runs,
  own,
  cached,
  credentials,
  held,
  endFlow,
  end,
}: ConnectionDetailProps & { connection: ConnectionView; all: Connections }) {
  const { connectionId, provider, name, venue, webhookUrl, retryWaitsMs } = connection
  const incoming = all.flows.filter((flow) => flow.targetConnectionId === connectionId)
  const entities = flowingThrough(connectionId, all.flows)
  const lines = flowLines(connectionId, all.flows, all.connections)
  const strip = stripOf(slotsOf(all.strips, connectionId), useStripMoment())
  const condition = conditionOf(
    connection,
    standingOf(all.standings, connectionId),
    all.strips && strip.health,
  )
  return (
    <Box sx={{ px: { xs: 4, md: 6 }, py: 5, display: 'grid', gap: 6 }}>
      <div>
        <Box component="nav" aria-label={words.breadcrumb} sx={{ mb: 1, typography: 'caption' }}>
          <TextLink to="/connections" sx={backLook}>
            <Icon name="arrowLeft" size={14} />
            {words.title}
          </TextLink>
        </Box>
        <Box sx={{ display: 'flex', gap: 3, alignItems: 'center' }}>
          <ProviderMark provider={providerTitles[provider]} />
          <div>
            <Typography variant="h1">{name}</Typography>
            <Typography variant="lead" component="p" sx={{ color: 'ink.soft' }}>
              {venue}
            </Typography>
          </div>
          {condition !== null && (
            <Box sx={{ ml: 'auto', flex: 'none' }}>
              <ConditionMark condition={condition} failed={strip.failed} />
            </Box>
          )}
        </Box>
      </div>
      {held?.(connection)}
      <SignInAgain connection={connection} signIn={signIn} />
      <Box sx={columns}>
        <Box sx={stack}>
          {choices(connection)}
          {runs(connection)}
          {own(connection)}
          {protection(connection)}
          {scope(connection, entities)}
          {lines.length > 0 && schedule(connection)}
          {credentials(connection)}
          {cached(connection)}
          <Section title={words.retries}>
            <Typography sx={{ mb: 2, fontWeight: 500 }}>
              {words.retriesNow(retriesText(connection), retryWaitsMs === null)}
            </Typography>
            <PolicyForm name={name} retryWaitsMs={retryWaitsMs} {...policy} />
          </Section>
          {incoming.length > 0 && (
            <Section title={words.conflicts.title}>
              <ConflictPolicies flows={incoming} connections={all.connections} {...conflicts} />
            </Section>
          )}
          {end(connection, lines)}
        </Box>
        <Box component="aside" aria-label={words.about} sx={{ ...stack, order: { xs: -1, lg: 0 } }}>
          {all.strips !== null && (
            <Section title={strings.overview.connections.hint}>
              <LastDay slots={slotsOf(all.strips, connectionId)} />
            </Section>
          )}
          <Section
            title={words.flows}
            end={lines.length > 0 && <ExportLink list="flows" filter={() => ({ connectionId })} isPart />}
          >
            {lines.length === 0 ? words.noFlows : lines.map((line) => <div key={line}>{line}</div>)}
            <Box sx={{ mt: 2, display: 'flex', flexWrap: 'wrap', gap: 2 }}>
              <MoreFlows connectionId={connectionId} />
              {endFlow?.(flowsOf(connectionId, all.flows), connectionNames(all.connections))}
            </Box>
          </Section>
          <Section title={words.webhook}>
            <Id id={webhookUrl} name={words.webhook} length={120} />
            <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
              {words.webhookHint(providerTitles[provider])}
            </Typography>
            {webhookSetup(connection)}
            {sendTest(connection)}
          </Section>
        </Box>
      </Box>
    </Box>
  )
}

/** The step of the setup that says what else could flow. */
function MoreFlows({ connectionId }: { connectionId: string }) {
  const { permissions, organization } = useSession()
  if (permissions.includes('connection.configure'))
    return (
      <ButtonLink to="/connections/connect" search={{ connection: connectionId }}>
        {words.chooseFlows}
      </ButtonLink>
    )
  return (
    <GuardedButton refusal={words.mayNotChooseFlows(organization.name)} onClick={() => {}}>
      {words.chooseFlows}
    </GuardedButton>
  )
}
