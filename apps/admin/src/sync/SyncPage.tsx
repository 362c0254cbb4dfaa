import type { ConflictView, SyncDetail } from '@syncline/domain/view'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useApi } from '../api/context.tsx'
import { useBell } from '../api/live.tsx'
import { toProblem } from '../api/problem.ts'
import { paymentOf } from '../refund/payment.ts'
import { RefundPart } from '../refund/RefundPart.tsx'
import { useKeys } from '../shell/keys.tsx'
import * as strings from '../strings/index.ts'
import { detailKey, detailQuery, readTrail, type Trail } from '../syncs/queries.ts'
import { useAction } from '../syncs/useAction.tsx'
import { useTitle } from '../ui/useTitle.ts'
import type { ConflictState } from './ConflictSection.tsx'
import type { Place } from './SyncHeader.tsx'
import { type DetailState, SyncView, syncTitle } from './SyncView.tsx'
import type { SyncSearch } from './search.ts'
import { openTry } from './Tries.tsx'

const route = getRouteApi('/app/syncs/$syncId')

/** One sync with its data: read again when the bell names it, never further back than what is on screen. */
export function SyncPage() {
  const { syncId } = route.useParams()
  const search = route.useSearch()
  const api = useApi()
  const navigate = useNavigate()
  const query = useQuery(detailQuery(api, syncId))
  const detail = query.data
  const inConflict = detail?.row.hold === 'conflict'
  const conflict = useQuery({
    queryKey: [...detailKey(syncId), 'conflict'],
    enabled: inConflict,
    queryFn: () => api.client.sync.conflict.query({ syncId }),
  })
  const { ask, dialog } = useAction()
  const payment = detail ? paymentOf(detail) : null
  const trail = readTrail(api)
  const place = placeOf(trail, syncId)
  useTitle(strings.shell.titled(detail ? syncTitle(detail) : strings.sync.loadingTitle))

  useBell('sync', (ids) => {
    if (ids === null || ids.has(syncId)) void api.queries.invalidateQueries({ queryKey: detailKey(syncId) })
  })

  const step = (id: string | null | undefined) => {
    if (id) void navigate({ to: '/syncs/$syncId', params: { syncId: id } })
  }
  useKeys({
    j: () => step(place?.nextId),
    k: () => step(place?.previousId),
    r: () => detail && ask('retry', detail.row),
    s: () => detail && ask('skip', detail.row),
  })
  const setSearch = (change: SyncSearch) =>
    void navigate({
      to: '/syncs/$syncId',
      params: { syncId },
      search: { ...search, ...change },
      replace: true,
      resetScroll: false,
    })

  return (
    <>
      <SyncView
        state={detailState(query)}
        place={place}
        listSearch={trail?.search ?? {}}
        openTry={detail ? openTry(detail, search.try) : 0}
        timeline={search.timeline ?? 'story'}
        onOpenTry={(number) => setSearch({ try: number })}
        onTimeline={(view) => setSearch({ timeline: view === 'json' ? 'json' : undefined })}
        onAsk={ask}
        conflict={inConflict ? conflictState(conflict) : null}
        refunds={
          detail && payment ? <RefundPart key={payment.paymentId} detail={detail} payment={payment} /> : null
        }
      />
      {dialog}
    </>
  )
}

/** What was read once stays on screen, also when a later reading failed. */
function detailState(query: UseQueryResult<SyncDetail>): DetailState {
  if (query.data) return { kind: 'ready', detail: query.data }
  if (query.error)
    return { kind: 'error', problem: toProblem(query.error), onRetry: () => void query.refetch() }
  return { kind: 'loading' }
}

function conflictState(query: UseQueryResult<ConflictView>): ConflictState {
  if (query.data) return { kind: 'ready', conflict: query.data }
  if (query.error)
    return { kind: 'error', problem: toProblem(query.error), onRetry: () => void query.refetch() }
  return { kind: 'loading' }
}

function placeOf(trail: Trail | undefined, syncId: string): Place | null {
  const index = trail?.ids.indexOf(syncId) ?? -1
  if (trail === undefined || index < 0) return null
  return {
    number: index + 1,
    of: trail.ids.length,
    previousId: trail.ids[index - 1] ?? null,
    nextId: trail.ids[index + 1] ?? null,
  }
}
