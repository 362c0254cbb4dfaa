import type { ConnectionTest, ConnectionView, ProviderForm } from '@syncline/domain/view'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import * as strings from '../strings/index.ts'
import { connectionsQuery, flowsQuery } from '../syncs/queries.ts'
import { useTitle } from '../ui/useTitle.ts'
import { DoneStep, ScopeStep } from './ConnectEnd.tsx'
import { ConnectForm, type Draft } from './ConnectForm.tsx'
import { type ConnectStep, ConnectView, type FormsState } from './ConnectView.tsx'
import { custodyRefusal } from './CustodyPart.tsx'
import { type Candidate, flowCandidates } from './candidates.ts'
import { providersQuery } from './queries.ts'
import { SignInForm } from './SignInForm.tsx'

const emptyDraft = (form: ProviderForm): Draft => ({
  name: form.title,
  venue: '',
  accountId: '',
  baseUrl: form.baseUrl,
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
  const connections = useQuery(connectionsQuery(api))
  const flows = useQuery(flowsQuery(api))
  const [step, setStep] = useState<ConnectStep>('provider')
  const [form, setForm] = useState<ProviderForm | null>(null)
  const [draft, setDraft] = useState<Draft | null>(null)
  const [tested, setTested] = useState<{ draft: Draft; result: ConnectionTest } | null>(null)
  // Drawn once: asking twice connects once.
  const [connectionId] = useState(() => crypto.randomUUID())
  const made: ConnectionView | undefined = connections.data?.find(
    (each) => each.connectionId === connectionId,
  )
  const here = form && { connectionId, provider: form.provider }

  const test = useMutation({
    mutationFn: async ({ form: { provider }, draft: asked }: { form: ProviderForm; draft: Draft }) => ({
      draft: asked,
      result: await api.client.connection.test.mutate({
        kind: 'draft',
        provider,
        baseUrl: asked.baseUrl.trim(),
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
        baseUrl: given.baseUrl.trim(),
        secrets: givenSecrets(given),
      }),
    onSuccess: async () => {
      setDraft((known) => known && { ...known, secrets: {} })
      setTested(null)
      await connections.refetch()
      setStep('flows')
    },
    gcTime: 0,
  })
  const signIn = useMutation({
    mutationFn: ({ provider, venue }: { provider: ProviderForm['provider']; venue: string }) =>
      api.client.connection.startSignIn.mutate({ provider, connectionId: null, venue }),
    onSuccess: ({ url }) => window.location.assign(url),
  })
  const begin = useMutation({
    mutationFn: async (chosen: readonly Candidate[]) => {
      for (const flow of chosen) await api.client.flow.enable.mutate(flow)
    },
    onSuccess: async () => {
      await Promise.all([connections.refetch(), flows.refetch()])
      setStep('done')
    },
  })

  const error = providers.error ?? connections.error ?? flows.error
  const state: FormsState =
    providers.data && connections.data && flows.data
      ? { kind: 'ready', forms: providers.data }
      : error
        ? { kind: 'error', problem: toProblem(error), onRetry: () => void providers.refetch() }
        : { kind: 'loading' }
  const nameOf = (id: string) =>
    id === connectionId
      ? (draft?.name ?? '')
      : (connections.data?.find((each) => each.connectionId === id)?.name ??
        strings.list.filters.unknownConnection)

  const toProviders = () => {
    setStep('provider')
    setForm(null)
    setDraft(null)
  }

  return (
    <ConnectView
      state={state}
      step={step}
      chosen={form?.title ?? null}
      onChoose={(chosen) => {
        setForm(chosen)
        setDraft(emptyDraft(chosen))
        setTested(null)
        setStep('credentials')
      }}
    >
      {step === 'credentials' && form?.signsIn && (
        <SignInForm
          title={form.title}
          busy={signIn.isPending || signIn.isSuccess}
          refused={custodyRefusal(signIn.error)}
          onGo={(venue) => signIn.mutate({ provider: form.provider, venue })}
          onBack={toProviders}
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
          onBack={toProviders}
        />
      )}
      {step === 'flows' && here && (
        <ScopeStep
          candidates={flowCandidates(here, connections.data ?? [], flows.data ?? [], providers.data ?? [])}
          nameOf={nameOf}
          busy={begin.isPending}
          refused={custodyRefusal(begin.error)}
          onChoose={(chosen) => begin.mutate(chosen)}
        />
      )}
      {step === 'done' && form && made && (
        <DoneStep connection={made} title={form.title} sendsWebhooks={form.sendsWebhooks} />
      )}
    </ConnectView>
  )
}
