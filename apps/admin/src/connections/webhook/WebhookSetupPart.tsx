import { providerTitles } from '@syncline/domain/connection'
import type { ConnectionView, WebhookSetup } from '@syncline/domain/view'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/context.tsx'
import { useBell } from '../../api/live.tsx'
import { toProblem } from '../../api/problem.ts'
import { refusedBy } from '../../parts/Refused.tsx'
import { useToast } from '../../shell/toast.tsx'
import * as strings from '../../strings/index.ts'
import { credentialsQuery, providersQuery } from '../queries.ts'
import { WebhookDialog } from './WebhookDialog.tsx'
import { type WebhookAction, WebhookSetupView } from './WebhookSetupView.tsx'

const words = strings.webhookSetup

const refusalOf = (error: unknown) =>
  refusedBy(error === null ? null : toProblem(error), (reason) =>
    Object.hasOwn(words.refusals, reason) ? words.refusals[reason as keyof typeof words.refusals] : undefined,
  )

interface Asked {
  readonly action: WebhookAction
  readonly endpointId: string
  /** Asking twice makes one. */
  readonly requestId: string
}

/** Setting up a connection's webhooks at its provider, where its API lets us. */
export function WebhookSetupPart({
  connection,
}: {
  connection: Pick<ConnectionView, 'connectionId' | 'provider' | 'disabledBecause'>
}) {
  const { connectionId, provider, disabledBecause } = connection
  const api = useApi()
  const toast = useToast()
  const [asked, setAsked] = useState<Asked | null>(null)
  const providers = useQuery(providersQuery(api))
  const isManaged = providers.data?.find((form) => form.provider === provider)?.managesWebhooks === true
  const isAsked = isManaged && disabledBecause === null
  const key = ['webhook-setup', connectionId]
  const setup = useQuery({
    queryKey: key,
    enabled: isAsked,
    queryFn: () => api.client.webhookEndpoint.read.query({ connectionId }),
    retry: false,
  })
  const arrival = useQuery({
    queryKey: ['webhook-arrival', connectionId],
    enabled: isAsked,
    queryFn: async () => {
      const { rows } = await api.client.webhook.list.query({ filter: { connectionId }, limit: 1 })
      return rows[0]?.receivedAt ?? null
    },
  })
  useBell('delivery', () => {
    if (isAsked) void arrival.refetch()
  })
  const change = useMutation({
    mutationFn: ({ action, endpointId, requestId }: Asked): Promise<WebhookSetup> => {
      const { create, correct, disable, delete: remove } = api.client.webhookEndpoint
      const at = { connectionId, endpointId }
      switch (action) {
        case 'create':
        case 'replace':
          return create.mutate({ connectionId, requestId, replace: action === 'replace' })
        case 'correct':
          return correct.mutate(at)
        case 'disable':
          return disable.mutate(at)
        case 'delete':
          return remove.mutate(at)
      }
    },
    async onSuccess(after, { action }) {
      setAsked(null)
      api.queries.setQueryData(key, after)
      toast(words.done[action === 'replace' ? 'create' : action])
      await api.queries.invalidateQueries({ queryKey: credentialsQuery(api, connectionId).queryKey })
    },
  })
  if (!isAsked) return null
  const ask = (action: WebhookAction, endpointId: string) => {
    const one = { action, endpointId, requestId: crypto.randomUUID() }
    change.reset()
    if (action === 'create' || action === 'correct') change.mutate(one)
    else setAsked(one)
  }
  const title = providerTitles[provider]
  const dialog = asked && asked.action !== 'create' && asked.action !== 'correct' ? asked.action : null
  return (
    <>
      <WebhookSetupView
        provider={title}
        state={
          setup.data
            ? { kind: 'ready', setup: setup.data }
            : setup.error
              ? { kind: 'error', problem: toProblem(setup.error) }
              : { kind: 'loading' }
        }
        {...(arrival.data !== undefined && { arrivedAt: arrival.data })}
        busy={change.isPending || setup.isFetching}
        refused={dialog === null ? refusalOf(change.error) : null}
        onCheck={() => void setup.refetch()}
        onAsk={ask}
      />
      {asked && dialog && (
        <WebhookDialog
          action={dialog}
          provider={title}
          busy={change.isPending}
          refused={refusalOf(change.error)}
          onSubmit={() => change.mutate(asked)}
          onClose={() => {
            change.reset()
            setAsked(null)
          }}
        />
      )}
    </>
  )
}
