import { providerTitles } from '@syncline/domain/connection'
import type { ChoiceForm, ConnectionView } from '@syncline/domain/view'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/context.tsx'
import { toProblem } from '../../api/problem.ts'
import { useToast } from '../../shell/toast.tsx'
import * as strings from '../../strings/index.ts'
import { custodyRefusal } from '../CustodyPart.tsx'
import { type ChoiceOffered, choicesIn } from '../cached/choices.ts'
import { showConnection } from '../queries.ts'
import { AddDialog } from './AddDialog.tsx'
import { ChoiceView } from './ChoiceView.tsx'

const words = strings.choices

/** One thing that a connection is about, asked of its provider and kept by the hub. */
export function ChoicePart({ connection, form }: { connection: ConnectionView; form: ChoiceForm }) {
  const { connectionId, provider, choices } = connection
  const { name, read } = form
  const title = providerTitles[provider]
  const disabled = connection.disabledBecause !== null
  const api = useApi()
  const toast = useToast()
  const [adding, setAdding] = useState(false)
  const offeredKey = ['cached-choices', connectionId, read]
  const offered = useQuery({
    queryKey: offeredKey,
    queryFn: async () =>
      choicesIn((await api.client.cachedRead.answer.query({ connectionId, name: read })).answer),
    retry: false,
  })
  const look = useMutation({
    mutationFn: async () => {
      await api.client.cachedRead.purge.mutate({ connectionId, name: read })
      await offered.refetch()
    },
  })
  const choose = useMutation({
    mutationFn: (id: string | null) => api.client.connection.setChoice.mutate({ connectionId, name, id }),
    onSuccess: async (_, id) => {
      const { [name]: _before, ...others } = choices
      const there = api.queries.getQueryData<readonly ChoiceOffered[]>(offeredKey)
      const chosen = there?.find((each) => each.id === id)
      await showConnection(api, connectionId, (known) => ({
        ...known,
        choices: chosen ? { ...others, [name]: chosen } : others,
      }))
      toast(chosen ? words.saved(chosen.name) : words.savedNone)
    },
  })
  const add = useMutation({
    mutationFn: (given: Readonly<Record<string, string>>) =>
      api.client.connection.addChoice.mutate({ connectionId, name, given }),
    onSuccess: async ({ id }) => {
      await offered.refetch()
      setAdding(false)
      choose.mutate(id)
    },
  })
  const field = add.error === null ? undefined : toProblem(add.error).details['field']
  return (
    <>
      <ChoiceView
        form={form}
        provider={title}
        // One that was typed before there was a choice is chosen as well.
        chosen={choices[name] ?? offered.data?.find(({ id }) => id === connection.accountId) ?? null}
        state={
          offered.data
            ? { kind: 'ready', offered: offered.data }
            : offered.error
              ? { kind: 'error', problem: toProblem(offered.error), onRetry: () => void offered.refetch() }
              : { kind: 'loading' }
        }
        disabled={disabled}
        saving={choose.isPending}
        looking={look.isPending}
        refused={custodyRefusal(choose.error ?? look.error)}
        onChoose={(id) => choose.mutate(id)}
        onLookAgain={() => look.mutate()}
        onAdd={() => setAdding(true)}
      />
      {adding && (
        <AddDialog
          form={form}
          provider={title}
          busy={add.isPending}
          wrong={typeof field === 'string' && field.startsWith('given.') ? field.slice(6) : null}
          refused={custodyRefusal(add.error)}
          onSubmit={(given) => add.mutate(given)}
          onClose={() => {
            setAdding(false)
            add.reset()
          }}
        />
      )}
    </>
  )
}
