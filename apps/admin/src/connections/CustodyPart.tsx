import { providerTitles } from '@syncline/domain/connection'
import type { ConnectionView, CredentialView } from '@syncline/domain/view'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { readState } from '../api/readState.ts'
import { showWritten } from '../api/written.ts'
import { refusedBy } from '../parts/Refused.tsx'
import { AskedAgain, needsPassword } from '../settings/stepUp.tsx'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'
import { connectionsQuery, flowsQuery } from '../syncs/queries.ts'
import { CustodyView } from './CustodyView.tsx'
import { EndDialog } from './EndDialog.tsx'
import { EndView } from './EndView.tsx'
import { credentialsQuery, openSyncsQuery, providersQuery, showConnection } from './queries.ts'
import { RetireDialog } from './RetireDialog.tsx'
import { SecretDialog } from './SecretDialog.tsx'

const words = strings.custody

/** What is asked for above it, the password, is no refusal. */
export function custodyRefusal(error: unknown) {
  const problem = error === null ? null : toProblem(error)
  return refusedBy(needsPassword(problem) ? null : problem, (reason) =>
    Object.hasOwn(words.refusals, reason) ? words.refusals[reason as keyof typeof words.refusals] : undefined,
  )
}

/** What the provider said of a secret that it does not accept; null where it was not asked or did not say no. */
function unfitOf(error: unknown, provider: string): string | null {
  const details = error === null ? {} : toProblem(error).details
  if (details['field'] !== 'secret' || details['reason'] !== 'refused') return null
  const { detail } = details
  const said = typeof detail === 'string' ? ` ${strings.connect.said(detail)}` : ''
  return `${words.rotating.unfit(provider)}${said}`
}

/** Credentials of a connection, with what is done to them. */
export function CredentialsPart({ connection }: { connection: ConnectionView }) {
  const { connectionId, provider } = connection
  const api = useApi()
  const toast = useToast()
  const [dialog, setDialog] = useState<
    { rotate: CredentialView['kind'] } | { retire: CredentialView } | null
  >(null)
  const credentials = useQuery(credentialsQuery(api, connectionId))
  const providers = useQuery(providersQuery(api))
  const form = providers.data?.find((each) => each.provider === provider)
  const fields = form?.fields ?? []
  const read = () => api.queries.invalidateQueries({ queryKey: credentialsQuery(api, connectionId).queryKey })
  const done = async (said: string) => {
    setDialog(null)
    toast(said)
    await read()
  }
  const test = useMutation({
    mutationFn: () => api.client.connection.test.mutate({ kind: 'stored', connectionId }),
    onSuccess: read,
  })
  const rotate = useMutation({
    mutationFn: (given: { kind: CredentialView['kind']; secret: string }) =>
      api.client.connection.rotateCredential.mutate({ connectionId, ...given }),
    onSuccess: () => done(words.rotating.done),
    // What was typed is kept no longer than it is needed.
    gcTime: 0,
  })
  const retire = useMutation({
    mutationFn: ({ kind, version }: CredentialView) =>
      api.client.connection.retireCredential.mutate({ connectionId, kind, version }),
    onSuccess: () => done(words.retiring.done),
  })
  const unfit = unfitOf(rotate.error, providerTitles[provider])
  const close = () => {
    setDialog(null)
    rotate.reset()
    retire.reset()
  }
  return (
    <>
      <CustodyView
        connectionId={connectionId}
        state={readState(credentials, (list) => ({
          fields,
          signsIn: form?.signsIn ?? false,
          ...list,
        }))}
        disabled={connection.disabledBecause !== null}
        test={{
          busy: test.isPending,
          result: test.data ?? null,
          refused: custodyRefusal(test.error)?.text ?? null,
        }}
        onTest={() => test.mutate()}
        onRotate={(kind) => setDialog({ rotate: kind })}
        onRetire={(credential) => setDialog({ retire: credential })}
      />
      {dialog && 'rotate' in dialog && (
        <SecretDialog
          kind={dialog.rotate}
          help={fields.find(({ kind }) => kind === dialog.rotate)?.help ?? null}
          busy={rotate.isPending}
          unfit={unfit}
          refused={unfit === null ? custodyRefusal(rotate.error) : null}
          onSubmit={(secret) => rotate.mutate({ kind: dialog.rotate, secret })}
          onClose={close}
        />
      )}
      {dialog && 'retire' in dialog && (
        <RetireDialog
          credential={dialog.retire}
          provider={providerTitles[provider]}
          busy={retire.isPending}
          refused={custodyRefusal(retire.error)}
          onSubmit={() => retire.mutate(dialog.retire)}
          onClose={close}
        />
      )}
      <AskedAgain command={rotate} />
      <AskedAgain command={retire} />
    </>
  )
}

/** The end of a connection, for a while or for good. */
export function EndPart({ connection, flows }: { connection: ConnectionView; flows: readonly string[] }) {
  const { connectionId, name, disabledBecause } = connection
  const api = useApi()
  const toast = useToast()
  const navigate = useNavigate()
  const [how, setHow] = useState<'disabling' | 'deleting' | null>(null)
  const open = useQuery(openSyncsQuery(api, connectionId))
  const stops = { flows, openSyncs: open.data ?? null }
  const show = (disabledBecause: string | null) =>
    showConnection(api, connectionId, (known) => ({ ...known, disabledBecause }))
  const end = useMutation({
    mutationFn: (reason: string) =>
      how === 'deleting'
        ? api.client.connection.delete.mutate({ connectionId, reason })
        : api.client.connection.disable.mutate({ connectionId, reason }),
    onSuccess: async (_, reason) => {
      const deleted = how === 'deleting'
      setHow(null)
      toast(deleted ? words.end.deleting.done : words.end.disabling.done)
      if (!deleted) return show(reason)
      await showWritten(api, connectionsQuery(api).queryKey, (known) =>
        known.filter((each) => each.connectionId !== connectionId),
      )
      api.queries.removeQueries({ queryKey: credentialsQuery(api, connectionId).queryKey })
      await api.queries.invalidateQueries({ queryKey: flowsQuery(api).queryKey })
      await navigate({ to: '/connections' })
    },
  })
  const enable = useMutation({
    mutationFn: () => api.client.connection.enable.mutate({ connectionId }),
    onSuccess: async () => {
      await show(null)
      toast(words.end.enabled)
    },
  })
  return (
    <>
      <EndView
        disabledBecause={disabledBecause}
        stops={stops}
        busy={enable.isPending}
        refused={custodyRefusal(enable.error)}
        onDisable={() => setHow('disabling')}
        onEnable={() => enable.mutate()}
        onDelete={() => setHow('deleting')}
      />
      {how !== null && (
        <EndDialog
          how={how}
          name={name}
          stops={stops}
          busy={end.isPending}
          refused={custodyRefusal(end.error)}
          onSubmit={(reason) => end.mutate(reason)}
          onClose={() => {
            setHow(null)
            end.reset()
          }}
        />
      )}
      <AskedAgain command={end} />
    </>
  )
}
