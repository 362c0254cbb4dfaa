import type { ConnectionTest, ConnectionView, FlowView, ProviderForm } from '@syncline/domain/view'
import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { showWritten } from '../api/written.ts'
import { AskedAgain } from '../settings/stepUp.tsx'
import * as strings from '../strings/index.ts'
import { connectionsQuery, flowsQuery } from '../syncs/queries.ts'
import { useTitle } from '../ui/useTitle.ts'
import { DoneStep, ScopeStep } from './ConnectEnd.tsx'
import { ConnectForm, type Draft } from './ConnectForm.tsx'
import { type ConnectStep, ConnectView, type FormsState } from './ConnectView.tsx'
import { custodyRefusal } from './CustodyPart.tsx'
import { type Candidate, flowCandidates } from './candidates.ts'
import { ChooseStep } from './choices/ChoicesPart.tsx'
import { providersQuery } from './queries.ts'
import { SignInStep } from './SignInStep.tsx'
import { ScheduleStep } from './schedule/SchedulePart.tsx'
import { useSignIn } from './useSignIn.ts'
import { WebhookSetupPart } from './webhook/WebhookSetupPart.tsx'

const route = getRouteApi('/app/connections/connect')

const askAgainMs = 500

const emptyDraft = (form: ProviderForm): Draft => ({
  name: form.title,
  venue: '',
  accountId: '',
  baseUrl: form.baseUrl ?? '',
  secrets: {},
})

/** Secrets that were left empty are not given. */
function givenSecrets({ secrets }: Draft): Draft['secrets'] {
  return Object.fromEntries(
    Object.entries(secrets)
      .map(([kind, secret]) => [kind, secret.trim()] as const)
      .filter(([, secret]) => secret !== ''),
  )
}

export function ConnectPage() {
  useTitle(strings.shell.titled(strings.connect.title))
  const api = useApi()
  const providers = useQuery(providersQuery(api))
  const flows = useQuery(flowsQuery(api))
  const { connection: signedIn } = route.useSearch()
  const [reached, setStep] = useState<ConnectStep>(signedIn === undefined ? 'provider' : 'choose')
  const [chosenForm, setForm] = useState<ProviderForm | null>(null)
  const [draft, setDraft] = useState<Draft | null>(null)
  const [tested, setTested] = useState<{ draft: Draft; result: ConnectionTest } | null>(null)
  // Drawn once: asking twice connects once.
  const [drawnId] = useState(() => crypto.randomUUID())
  const connectionId = signedIn ?? drawnId
  const connections = useQuery({
    ...connectionsQuery(api),
    // It is in the log already; the list learns of it a moment later.
    refetchInterval: ({ state: { data } }) =>
      reached === 'choose' && !data?.some((each) => each.connectionId === connectionId) ? askAgainMs : false,
  })
  const made: ConnectionView | undefined = connections.data?.find(
    (each) => each.connectionId === connectionId,
  )
  // One that was made by signing in at its provider says itself what it is.
  const form = chosenForm ?? providers.data?.find(({ provider }) => provider === made?.provider) ?? null
  const choosing = (form?.choices.length ?? 0) > 0
  const step = form === null ? 'provider' : reached === 'choose' && !choosing ? 'flows' : reached
  const signIn = useSignIn()
  const here = form && { connectionId, provider: form.provider }

  const test = useMutation({
    mutationFn: async ({ form: { provider }, draft: asked }: { form: ProviderForm; draft: Draft }) => ({
      draft: asked,
      result: await api.client.connection.test.mutate({
        kind: 'draft',
        provider,
        baseUrl: asked.baseUrl.trim() || null,
        secrets: givenSecrets(asked),
      }),
    }),
    onSuccess: setTested,
    // What was typed is kept no longer than it is needed.
    gcTime: 0,
  })
  const save = useMutation({
    mutationFn: ({ form: { provider }, draft: given }: { form: ProviderForm; draft: Draft }) =>
      api.client.connection.create.mutate({
        connectionId,
        provider,
        name: given.name.trim(),
        venue: given.venue.trim(),
        accountId: given.accountId.trim() || null,
        baseUrl: given.baseUrl.trim() || null,
        secrets: givenSecrets(given),
      }),
    onSuccess: async () => {
      setDraft((known) => known && { ...known, secrets: {} })
      setTested(null)
      await connections.refetch()
      setStep('choose')
    },
    gcTime: 0,
  })
  const begin = useMutation({
    mutationFn: async (chosen: readonly Candidate[]) => {
      for (const flow of chosen) {
        const { flowId } = await api.client.flow.enable.mutate(flow)
        const begun: FlowView = { ...flow, flowId, conflictPolicy: 'source_wins' }
        await showWritten(api, flowsQuery(api).queryKey, (known) => [...known, begun])
      }
    },
    onSuccess: () => setStep('schedule'),
  })

  const error = providers.error ?? connections.error ?? flows.error
  const state: FormsState =
    providers.data && connections.data && flows.data
      ? { kind: 'ready', forms: providers.data }
      : error
        ? { kind: 'error', problem: toProblem(error), onRetry: () => void providers.refetch() }
        : { kind: 'loading' }
  const forget = () => {
    setStep('provider')
    setForm(null)
    setDraft(null)
  }
  const nameOf = (id: string) =>
    id === drawnId
      ? (draft?.name ?? '')
      : (connections.data?.find((each) => each.connectionId === id)?.name ??
        strings.list.filters.unknownConnection)

  return (
    <ConnectView
      state={state}
      step={step}
      chosen={form?.title ?? null}
      choosing={choosing}
      onChoose={(chosen) => {
        setForm(chosen)
        setDraft(emptyDraft(chosen))
        setTested(null)
        setStep('credentials')
      }}
    >
      {step === 'credentials' && form?.signsIn && (
        <SignInStep
          form={form}
          busy={signIn.busy}
          refused={signIn.refused}
          onSignIn={(venue) => signIn.start({ provider: form.provider, venue, connectionId: null })}
          onBack={forget}
        />
      )}
      {step === 'credentials' && form && !form.signsIn && draft && (
        <ConnectForm
          form={form}
          draft={draft}
          test={{
            busy: test.isPending,
            result: tested?.result ?? null,
            stale: tested !== null && tested.draft !== draft,
          }}
          saving={save.isPending}
          refused={custodyRefusal(save.error ?? test.error)}
          onChange={setDraft}
          onTest={() => test.mutate({ form, draft })}
          onSave={() => save.mutate({ form, draft })}
          onBack={forget}
        />
      )}
      <AskedAgain command={save} />
      {step === 'choose' && form && made && (
        <ChooseStep connection={made} form={form} onDone={() => setStep('flows')} />
      )}
      {step === 'flows' && here && (
        <ScopeStep
          connectionId={connectionId}
          candidates={flowCandidates(here, connections.data ?? [], flows.data ?? [], providers.data ?? [])}
          nameOf={nameOf}
          busy={begin.isPending}
          refused={custodyRefusal(begin.error)}
          onChoose={(chosen) => begin.mutate(chosen)}
        />
      )}
      {step === 'schedule' && made && <ScheduleStep connection={made} onDone={() => setStep('done')} />}
      {step === 'done' && form && made && (
        <DoneStep connection={made} form={form} setup={<WebhookSetupPart connection={made} />} />
      )}
    </ConnectView>
  )
}
