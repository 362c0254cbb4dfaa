import { providerTitles } from '@syncline/domain/connection'
import type { ConnectionView, MovementFilter } from '@syncline/domain/view'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useApi } from '../../api/context.tsx'
import { toProblem } from '../../api/problem.ts'
import { setParts } from '../../list/search.ts'
import { BalanceView, type Held } from './BalanceView.tsx'

const route = getRouteApi('/app/connections/$connectionId')
const pageSize = 25

/** What a provider holds, and what moved: asked for as it is looked at. Which movements are shown is in the address. */
export function BalancePart({ connection }: { connection: ConnectionView }) {
  const { connectionId, provider } = connection
  const search = route.useSearch()
  const { moved: type, from, to } = search
  const navigate = route.useNavigate()
  const api = useApi()
  const filter: MovementFilter = setParts({ type, from, to })
  const isTurned = from !== undefined && to !== undefined && from >= to
  const held = useQuery({
    queryKey: ['cached-answer', connectionId, 'balance'],
    queryFn: () => api.client.cachedRead.answer.query({ connectionId, name: 'balance' }),
    retry: false,
  })
  const pages = useInfiniteQuery({
    queryKey: ['movements', connectionId, filter],
    queryFn: ({ pageParam: cursor }) =>
      api.client.movement.list.query({ connectionId, filter, limit: pageSize, ...(cursor && { cursor }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ rows, hasOlder }) => (hasOlder ? rows.at(-1)?.movementId : undefined),
    enabled: !isTurned,
    retry: false,
  })
  const known = pages.data?.pages
  return (
    <BalanceView
      connectionId={connectionId}
      provider={providerTitles[provider]}
      filter={filter}
      state={
        known || isTurned
          ? {
              kind: 'ready',
              held: (held.data?.answer as Held | undefined) ?? null,
              rows: known?.flatMap(({ rows }) => rows) ?? [],
            }
          : pages.error
            ? { kind: 'error', problem: toProblem(pages.error), onRetry: () => void pages.refetch() }
            : { kind: 'loading' }
      }
      hasOlder={pages.hasNextPage}
      loadingOlder={pages.isFetchingNextPage}
      onFilter={(next) =>
        void navigate({
          search: setParts({ ...search, moved: next.type, from: next.from, to: next.to }),
          resetScroll: false,
        })
      }
      onOlder={() => void pages.fetchNextPage()}
    />
  )
}
