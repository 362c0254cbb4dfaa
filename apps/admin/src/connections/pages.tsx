import type { ConflictPolicy } from '@syncline/domain/connection'
import type { ConnectionView } from '@syncline/domain/view'
import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { Together } from '../api/Together.tsx'
import { showWritten } from '../api/written.ts'
import { useChosenColumns } from '../list/useChosenColumns.ts'
import { stripsQuery } from '../overview/queries.ts'
import { RunsPart } from '../runs/RunsPart.tsx'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'
import { connectionsQuery, flowsQuery } from '../syncs/queries.ts'
import { useTitle } from '../ui/useTitle.ts'
import { BalancePart } from './balance/BalancePart.tsx'
import { ConnectionDetail, ConnectionLoading } from './ConnectionDetail.tsx'
import { type ConnectionsState, ConnectionsView } from './ConnectionsView.tsx'
import { CredentialsPart, EndPart } from './CustodyPart.tsx'
import { CachedPart } from './cached/CachedPart.tsx'
import { CallbacksPart } from './callbacks/CallbacksPart.tsx'
import { ChoicesPart } from './choices/ChoicesPart.tsx'
import { ElectricityPart } from './electricity/ElectricityPart.tsx'
import { EverythingPart } from './everything/EverythingPart.tsx'
import { Held } from './everything/Held.tsx'
import { FiguresPart } from './figures/FiguresPart.tsx'
import { EndFlowPart } from './flows/EndFlowPart.tsx'
import { KeysPart } from './keys/KeysPart.tsx'
import { ProtectionPart } from './protection/ProtectionPart.tsx'
import { showConnection } from './queries.ts'
import { SendTestPart } from './SendTestPart.tsx'
import { SchedulePart } from './schedule/SchedulePart.tsx'
import { ScopePart } from './scope/ScopePart.tsx'
import { standingsQuery } from './standings.ts'
import { TaggingPart } from './tagging/TaggingPart.tsx'
import { useSignIn } from './useSignIn.ts'
import { useSignInReturn } from './useSignInReturn.ts'
import { WebhookSetupPart } from './webhook/WebhookSetupPart.tsx'

const listRoute = getRouteApi('/app/connections')
const route = getRouteApi('/app/connections/$connectionId')

function useConnections(): ConnectionsState {
  const api = useApi()
  const connections = useQuery(connectionsQuery(api))
  const flows = useQuery(flowsQuery(api))
  const strips = useQuery(stripsQuery(api))
  const standings = useQuery(standingsQuery(api))
  if (connections.data && flows.data)
    return {
      kind: 'ready',
      connections: connections.data,
      flows: flows.data,
      strips: strips.data ?? null,
      standings: standings.data ?? null,
    }
  const error = connections.error ?? flows.error
  if (!error) return { kind: 'loading' }
  const onRetry = () => void Promise.all([connections.refetch(), flows.refetch()])
  return { kind: 'error', problem: toProblem(error), onRetry }
}

export function ConnectionsPage() {
  useTitle(strings.shell.titled(strings.connections.title))
  const signIn = useSignIn()
  const refused = useSignInReturn()
  const state = useConnections()
  const search = listRoute.useSearch()
  const navigate = listRoute.useNavigate()
  const { chosenColumns, onColumns } = useChosenColumns(
    'connections',
    search.columns,
    (columns) => void navigate({ search: { ...search, columns }, replace: true }),
  )
  return (
    <ConnectionsView
      state={state}
      venue={search.venue}
      chosenFacts={chosenColumns}
      signIn={signIn}
      refused={signIn.refused ?? refused}
      held={<Held provider={null} />}
      everything={
        <>
          <KeysPart />
          <EverythingPart connections={state.kind === 'ready' ? state.connections.length : 0} />
        </>
      }
      onFacts={onColumns}
    />
  )
}

export function ConnectionPage() {
  const { connectionId } = route.useParams()
  const api = useApi()
  const toast = useToast()
  const signIn = useSignIn()
  const state = useConnections()
  const name =
    state.kind === 'ready' && state.connections.find((each) => each.connectionId === connectionId)?.name
  useTitle(strings.shell.titled(name || strings.connections.title))
  const save = useMutation({
    mutationFn: (retryWaitsMs: readonly number[] | null) =>
      api.client.connection.setRetryPolicy.mutate({
        connectionId,
        retryWaitsMs: retryWaitsMs && [...retryWaitsMs],
      }),
    onSuccess: async (_, retryWaitsMs) => {
      await showConnection(api, connectionId, (known) => ({ ...known, retryWaitsMs }))
      toast(strings.connections.policy.saved)
    },
  })
  const set = useMutation({
    mutationFn: (input: { flowId: string; policy: ConflictPolicy }) =>
      api.client.flow.setConflictPolicy.mutate(input),
    onSuccess: async (_, { flowId, policy }) => {
      await showWritten(api, flowsQuery(api).queryKey, (known) =>
        known.map((each) => (each.flowId === flowId ? { ...each, conflictPolicy: policy } : each)),
      )
      toast(strings.connections.conflicts.saved)
    },
  })
  return (
    <Together key={connectionId} meanwhile={<ConnectionLoading />}>
      <ConnectionDetail
        connectionId={connectionId}
        state={state}
        signIn={signIn}
        webhookSetup={(connection) => <WebhookSetupPart connection={connection} />}
        sendTest={(connection) => <SendTestPart connection={connection} />}
        policy={{
          busy: save.isPending,
          problem: save.error === null ? null : toProblem(save.error),
          onSave: (retryWaitsMs) => save.mutate(retryWaitsMs),
        }}
        conflicts={{
          problem: set.error === null ? null : toProblem(set.error),
          onSet: (flowId, policy) => set.mutate({ flowId, policy }),
        }}
        protection={(connection) => <ProtectionPart connection={connection} />}
        scope={(connection, entities) => <ScopePart connection={connection} entities={entities} />}
        schedule={(connection) => <SchedulePart connection={connection} />}
        choices={(connection) => <ChoicesPart connection={connection} />}
        runs={(connection) => <RunsPart key={connection.connectionId} connection={connection} />}
        own={(connection) => <OwnPart connection={connection} />}
        cached={(connection) => <CachedPart connection={connection} />}
        credentials={(connection) => <CredentialsPart connection={connection} />}
        held={({ provider }) => <Held provider={provider} />}
        endFlow={(flows, nameOf) => <EndFlowPart flows={flows} nameOf={nameOf} />}
        end={(connection, flows) => <EndPart connection={connection} flows={flows} />}
      />
    </Together>
  )
}

/** What only one provider's connections have. */
function OwnPart({ connection }: { connection: ConnectionView }) {
  switch (connection.provider) {
    case 'buypower':
      return <ElectricityPart connection={connection} />
    case 'stripe':
      return <BalancePart connection={connection} />
    case 'flasherp':
      return <FiguresPart connection={connection} />
    case 'mailchimp':
      return <TaggingPart connection={connection} />
    case 'pcs-ai':
      return <CallbacksPart connection={connection} />
    default:
      return null
  }
}
