import type { DeliveryDetail } from '@syncline/domain/view'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useApi } from '../api/context.tsx'
import { useBell } from '../api/live.tsx'
import { toProblem } from '../api/problem.ts'
import { useKeys } from '../shell/keys.tsx'
import * as strings from '../strings/index.ts'
import { useTitle } from '../ui/useTitle.ts'
import { detailKey, detailQuery, readTrail } from '../webhooks/queries.ts'
import { useReplay } from '../webhooks/useReplay.tsx'
import { type DetailState, WebhookView, webhookTitle } from './WebhookView.tsx'

const route = getRouteApi('/app/webhooks/$deliveryId')

/** One webhook with its data: read again when the bell names it or one of its syncs. */
export function WebhookPage() {
  const { deliveryId } = route.useParams()
  const { timeline } = route.useSearch()
  const api = useApi()
  const navigate = useNavigate()
  const query = useQuery(detailQuery(api, deliveryId))
  const detail = query.data
  const { ask, dialog } = useReplay()
  useTitle(strings.shell.titled(detail ? webhookTitle(detail.row) : strings.webhook.loadingTitle))

  const readAgain = () => void api.queries.invalidateQueries({ queryKey: detailKey(deliveryId) })
  useBell('delivery', (ids) => {
    if (ids === null || ids.has(deliveryId)) readAgain()
  })
  useBell('sync', (ids) => {
    if (ids === null || detail?.syncs.some(({ syncId }) => ids.has(syncId))) readAgain()
  })
  useKeys({ r: () => detail && ask(detail.row) })

  return (
    <>
      <WebhookView
        state={detailState(query)}
        listSearch={readTrail(api)}
        timeline={timeline ?? 'story'}
        onTimeline={(view) =>
          void navigate({
            to: '/webhooks/$deliveryId',
            params: { deliveryId },
            search: { timeline: view === 'json' ? 'json' : undefined },
            replace: true,
            resetScroll: false,
          })
        }
        onReplay={ask}
      />
      {dialog}
    </>
  )
}

/** What was read once stays on screen, also when a later reading failed. */
function detailState(query: UseQueryResult<DeliveryDetail>): DetailState {
  if (query.data) return { kind: 'ready', detail: query.data }
  if (query.error)
    return { kind: 'error', problem: toProblem(query.error), onRetry: () => void query.refetch() }
  return { kind: 'loading' }
}
