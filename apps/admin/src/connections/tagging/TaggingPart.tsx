import { providerTitles } from '@syncline/domain/connection'
import type { ConnectionView } from '@syncline/domain/view'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/context.tsx'
import { toProblem } from '../../api/problem.ts'
import type { Refusal } from '../../parts/Refused.tsx'
import { useToast } from '../../shell/toast.tsx'
import * as strings from '../../strings/index.ts'
import { custodyRefusal } from '../CustodyPart.tsx'
import { TaggingView } from './TaggingView.tsx'

const words = strings.tagging

function refusalOf(error: unknown): Refusal | null {
  if (error === null) return null
  const { code, errorId } = toProblem(error)
  return code === 'RECORD_NOT_FOUND' ? { text: words.nobody, errorId } : custodyRefusal(error)
}

/** Tags of somebody on a provider's list: asked for, given and taken. Who it is is kept no longer than it is shown. */
export function TaggingPart({ connection }: { connection: ConnectionView }) {
  const { connectionId, provider } = connection
  const api = useApi()
  const toast = useToast()
  const [shown, setShown] = useState<{ email: string; tags: readonly string[] } | null>(null)
  const ask = useMutation({
    mutationFn: (email: string) => api.client.connection.readTags.mutate({ connectionId, email }),
    onSuccess: ({ tags }, email) => setShown({ email, tags }),
    onError: () => setShown(null),
    gcTime: 0,
  })
  const change = useMutation({
    mutationFn: ({ email, tag, how }: { email: string; tag: string; how: 'add' | 'remove' }) =>
      api.client.connection.setTags.mutate({
        connectionId,
        email,
        add: how === 'add' ? [tag] : [],
        remove: how === 'remove' ? [tag] : [],
      }),
    onSuccess: ({ tags }, { email, tag, how }) => {
      setShown({ email, tags })
      toast(how === 'add' ? words.given(tag) : words.taken(tag))
    },
    gcTime: 0,
  })
  const busy = ask.isPending ? 'asking' : change.isPending ? 'changing' : null
  return (
    <TaggingView
      provider={providerTitles[provider]}
      disabled={connection.disabledBecause !== null}
      busy={busy}
      shown={shown}
      refused={refusalOf(ask.error ?? change.error)}
      onAsk={(email) => {
        change.reset()
        ask.mutate(email)
      }}
      onGive={(tag) => shown && change.mutate({ email: shown.email, tag, how: 'add' })}
      onTake={(tag) => shown && change.mutate({ email: shown.email, tag, how: 'remove' })}
    />
  )
}
