import type { ApiKeyCreated, ApiKeyView } from '@syncline/domain/view'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Api } from '../api/api.ts'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { readState } from '../api/readState.ts'
import { useMay } from '../session/session.tsx'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'
import { useTitle } from '../ui/useTitle.ts'
import { ApiKeysView } from './ApiKeysView.tsx'
import { CreateKeyDialog, type NewKey, RevokeKeyDialog, RotateKeyDialog } from './KeyDialogs.tsx'
import { keysQuery } from './keys-query.ts'
import { OnceDialog } from './OnceDialog.tsx'
import { AskedAgain, needsPassword } from './stepUp.tsx'

const words = strings.settings.keys

type Asked =
  | { readonly what: 'create' }
  | { readonly what: 'rotate' | 'revoke'; readonly key: ApiKeyView }
  | null
type Command =
  | { readonly what: 'create'; readonly key: NewKey }
  | { readonly what: 'rotate'; readonly key: ApiKeyView; readonly overlapHours: number }
  | { readonly what: 'revoke'; readonly key: ApiKeyView }

function send(api: Api, command: Command): Promise<ApiKeyCreated | ApiKeyView> {
  const { apiKey } = api.client
  if (command.what === 'create')
    return apiKey.create.mutate({ ...command.key, scopes: [...command.key.scopes] })
  const { keyId } = command.key
  return command.what === 'rotate'
    ? apiKey.rotate.mutate({ keyId, overlapHours: command.overlapHours })
    : apiKey.revoke.mutate({ keyId })
}

export function ApiKeysPage() {
  useTitle(strings.shell.titled(strings.settings.pages.keys))
  const api = useApi()
  const toast = useToast()
  const keys = useQuery({ ...keysQuery(api), enabled: useMay('apiKey.read') })
  const [asked, setAsked] = useState<Asked>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const command = useMutation({
    mutationFn: (given: Command) => send(api, given),
    onSuccess: (answer, given) => {
      setAsked(null)
      if ('secret' in answer) setSecret(answer.secret)
      else toast(words.revocation.done(given.key.name))
      return api.queries.invalidateQueries(keysQuery(api))
    },
  })
  const problem = command.error === null ? null : toProblem(command.error)
  const close = () => {
    command.reset()
    setAsked(null)
  }
  // What is asked for above it is no refusal.
  const dialog = { busy: command.isPending, problem: needsPassword(problem) ? null : problem, onClose: close }
  return (
    <>
      <ApiKeysView
        state={readState(keys, (all) => ({ keys: all }))}
        onCreate={() => setAsked({ what: 'create' })}
        onRotate={(key) => setAsked({ what: 'rotate', key })}
        onRevoke={(key) => setAsked({ what: 'revoke', key })}
      />
      {asked?.what === 'create' && (
        <CreateKeyDialog {...dialog} onSubmit={(key) => command.mutate({ what: 'create', key })} />
      )}
      {asked?.what === 'rotate' && (
        <RotateKeyDialog
          {...dialog}
          name={asked.key.name}
          onSubmit={(overlapHours) => command.mutate({ what: 'rotate', key: asked.key, overlapHours })}
        />
      )}
      {asked?.what === 'revoke' && (
        <RevokeKeyDialog
          {...dialog}
          name={asked.key.name}
          onSubmit={() => command.mutate({ what: 'revoke', key: asked.key })}
        />
      )}
      <AskedAgain command={command} />
      {secret !== null && (
        <OnceDialog
          {...words.secret}
          values={[{ label: words.secret.label, value: secret }]}
          onClose={() => setSecret(null)}
        />
      )}
    </>
  )
}
