import type { SyncRow } from '@syncline/domain/view'
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { Api } from '../api/api.ts'
import { useApi } from '../api/context.tsx'
import { type Problem, toProblem } from '../api/problem.ts'
import { useMay } from '../session/session.tsx'
import { AskedAgain, needsPassword } from '../settings/stepUp.tsx'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'
import { useTitle } from '../ui/useTitle.ts'
import { EraseDialog } from './EraseDialog.tsx'
import { ErasureView } from './ErasureView.tsx'

const route = getRouteApi('/app/settings/erasure')
/** Between two looks at an erasure that runs. */
const lookEveryMs = 1_000

/** @param asked the erasure that was asked for here: the list is a moment behind the log */
const listQuery = (api: Api, asked: string | null) =>
  queryOptions({
    queryKey: ['erasures'],
    queryFn: () => api.client.erasure.list.query(),
    refetchInterval: ({ state: { data = [] } }) => {
      const isListed = asked === null || data.some((one) => one.erasureId === asked)
      return !isListed || data.some(({ status }) => status === 'running') ? lookEveryMs : false
    },
  })
const findQuery = (api: Api, text: string) =>
  queryOptions({
    queryKey: ['erasure-find', text],
    enabled: text !== '',
    queryFn: async (): Promise<readonly SyncRow[]> => {
      const hits = await api.client.search.find.query({ text })
      return hits.flatMap((hit) => (hit.kind === 'sync' ? hit.row : []))
    },
  })
const previewQuery = (api: Api, syncId: string | undefined) =>
  queryOptions({
    queryKey: ['erasure-preview', syncId],
    enabled: syncId !== undefined,
    queryFn: () => api.client.erasure.preview.query({ target: { syncId: syncId ?? '' } }),
  })

export function ErasurePage() {
  useTitle(strings.shell.titled(strings.settings.pages.erasure))
  const api = useApi()
  const toast = useToast()
  const { find = '', sync } = route.useSearch()
  const navigate = route.useNavigate()
  const mayRead = useMay('subject.read')
  const [asked, setAsked] = useState<string | null>(null)
  const erasures = useQuery({ ...listQuery(api, asked), enabled: mayRead })
  const found = useQuery(findQuery(api, find))
  const preview = useQuery(previewQuery(api, sync))
  /** Of what is asked for now: asking twice erases once. */
  const [erasureId, setErasureId] = useState<string | null>(null)
  const command = useMutation({
    mutationFn: (given: { erasureId: string; syncId: string; reason: string }) =>
      api.client.erasure.request.mutate({
        erasureId: given.erasureId,
        target: { syncId: given.syncId },
        reason: given.reason,
      }),
    async onSuccess(_, given) {
      setErasureId(null)
      setAsked(given.erasureId)
      toast(strings.erasure.asked)
      await navigate({ search: {} })
      await api.queries.invalidateQueries()
    },
  })
  const problem = command.error === null ? null : toProblem(command.error)
  const id = preview.data?.objects[0]?.id
  return (
    <>
      <ErasureView
        erasures={partOf(erasures, (data) => ({ erasures: data }))}
        find={find}
        found={find === '' ? null : partOf(found, (rows) => ({ rows }))}
        preview={sync === undefined ? null : partOf(preview, (data) => ({ preview: data }))}
        onFind={(text) => void navigate({ search: { find: text } })}
        onChoose={(syncId) => void navigate({ search: { find, sync: syncId } })}
        onErase={() => setErasureId(crypto.randomUUID())}
      />
      {erasureId !== null && sync !== undefined && id !== undefined && (
        <EraseDialog
          id={id}
          busy={command.isPending}
          problem={needsPassword(problem) ? null : problem}
          onSubmit={(reason) => command.mutate({ erasureId, syncId: sync, reason })}
          onClose={() => {
            command.reset()
            setErasureId(null)
          }}
        />
      )}
      <AskedAgain command={command} />
    </>
  )
}

interface Read<Data> {
  readonly data: Data | undefined
  readonly error: unknown
  readonly refetch: () => unknown
}

function partOf<Data, Value extends object>(query: Read<Data>, ready: (data: Data) => Value) {
  if (query.data !== undefined) return { kind: 'ready', ...ready(query.data) } as const
  if (!query.error) return { kind: 'loading' } as const
  const found: Problem = toProblem(query.error)
  return { kind: 'error', problem: found, onRetry: () => void query.refetch() } as const
}
