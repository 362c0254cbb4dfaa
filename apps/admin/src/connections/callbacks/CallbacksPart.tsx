import { providerTitles } from '@syncline/domain/connection'
import type { CallbackListInput, CallbackState, ConnectionView } from '@syncline/domain/view'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useApi } from '../../api/context.tsx'
import { toProblem } from '../../api/problem.ts'
import { refusedBy } from '../../parts/Refused.tsx'
import { useToast } from '../../shell/toast.tsx'
import * as strings from '../../strings/index.ts'
import { CallbacksView } from './CallbacksView.tsx'

const route = getRouteApi('/app/connections/$connectionId')
const words = strings.callbacks
const pageSize = 20
/** What waits for its next try goes out by itself. */
const readEveryMs = 5_000

/** What a connection calls back, with what is done about it. Which state is shown is in the address. */
export function CallbacksPart({ connection }: { connection: ConnectionView }) {
  const { connectionId, provider } = connection
  const { callbacks: filter = null, ...rest } = route.useSearch()
  const navigate = route.useNavigate()
  const api = useApi()
  const toast = useToast()
  const queryKey = ['callbacks', connectionId, filter]
  const pages = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam: cursor }) =>
      api.client.callback.list.query({
        connectionId,
        filter: filter === null ? {} : { state: filter },
        limit: pageSize,
        ...(cursor && { cursor }),
      }),
    initialPageParam: undefined as CallbackListInput['cursor'],
    getNextPageParam: ({ rows, hasOlder }) => {
      const last = rows.at(-1)
      return hasOlder && last ? { happenedAt: last.happenedAt, callbackId: last.callbackId } : undefined
    },
    refetchInterval: readEveryMs,
  })
  const retry = useMutation({
    mutationFn: (callbackId: string) => api.client.callback.retry.mutate({ callbackId }),
    onSuccess: async () => {
      toast(words.retried)
      await api.queries.invalidateQueries({ queryKey: ['callbacks', connectionId] })
    },
  })
  const known = pages.data?.pages
  const [newest] = known ?? []
  const show = (state: CallbackState | null) =>
    void navigate({ search: { ...rest, ...(state && { callbacks: state }) }, resetScroll: false })
  return (
    <CallbacksView
      connectionId={connectionId}
      provider={providerTitles[provider]}
      filter={filter}
      state={
        known && newest
          ? { kind: 'ready', rows: known.flatMap(({ rows }) => rows), counts: newest.counts }
          : pages.error
            ? { kind: 'error', problem: toProblem(pages.error), onRetry: () => void pages.refetch() }
            : { kind: 'loading' }
      }
      hasOlder={pages.hasNextPage}
      loadingOlder={pages.isFetchingNextPage}
      retrying={retry.isPending ? retry.variables : null}
      refused={refusedBy(retry.error === null ? null : toProblem(retry.error), (reason) =>
        reason === 'is_told' ? words.isTold : undefined,
      )}
      onFilter={show}
      onOlder={() => void pages.fetchNextPage()}
      onRetry={(callbackId) => retry.mutate(callbackId)}
    />
  )
}
