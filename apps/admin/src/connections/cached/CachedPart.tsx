import { providerTitles } from '@syncline/domain/connection'
import type { ConnectionView } from '@syncline/domain/view'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/context.tsx'
import { readState } from '../../api/readState.ts'
import { useToast } from '../../shell/toast.tsx'
import * as strings from '../../strings/index.ts'
import { custodyRefusal } from '../CustodyPart.tsx'
import { CachedView } from './CachedView.tsx'
import { choicesIn } from './choices.ts'

const words = strings.cached

/** What rarely changes at the provider of a connection: how old it is, what it says, and forgetting it. */
export function CachedPart({ connection }: { connection: ConnectionView }) {
  const { connectionId, provider } = connection
  const api = useApi()
  const toast = useToast()
  const [asked, setAsked] = useState<{ name: string; about: string } | null>(null)
  const listKey = ['cached-reads', connectionId]
  const reads = useQuery({
    queryKey: listKey,
    queryFn: () => api.client.cachedRead.list.query({ connectionId }),
  })
  const readAgain = () => api.queries.invalidateQueries({ queryKey: listKey })
  const ask = async (name: string, about: string) => {
    const answer = await api.client.cachedRead.answer.query({ connectionId, name, about })
    await readAgain()
    return answer
  }
  const answer = useQuery({
    queryKey: ['cached-answer', connectionId, asked],
    queryFn: () => ask(asked?.name ?? '', asked?.about ?? ''),
    enabled: asked !== null,
    // The hub keeps it: what is shown here is what it says now.
    gcTime: 0,
    retry: false,
  })
  const choosing = reads.data?.flatMap(({ about }) => about?.choices ?? [])[0]
  const choices = useQuery({
    queryKey: ['cached-choices', connectionId, choosing],
    queryFn: async () => choicesIn((await ask(choosing ?? '', '')).answer),
    enabled: choosing !== undefined && connection.disabledBecause === null,
    retry: false,
  })
  const purge = useMutation({
    mutationFn: () => api.client.cachedRead.purge.mutate({ connectionId }),
    onSuccess: async ({ purged }) => {
      setAsked(null)
      toast(words.purged(purged))
      await readAgain()
    },
  })
  if (reads.data?.length === 0) return null
  return (
    <CachedView
      connectionId={connectionId}
      provider={providerTitles[provider]}
      state={readState(reads, (list) => ({ reads: list }))}
      disabled={connection.disabledBecause !== null}
      choices={choices.data ?? []}
      asked={
        asked && {
          ...asked,
          busy: answer.isFetching,
          answer: answer.data ?? null,
          refused: custodyRefusal(answer.error),
        }
      }
      purge={{ busy: purge.isPending, refused: custodyRefusal(purge.error) }}
      onAsk={(name, about) => setAsked({ name, about })}
      onPurge={() => purge.mutate()}
    />
  )
}
