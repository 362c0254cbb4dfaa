import {
  countCap,
  type DeliveryCounts,
  type DeliveryDetail,
  type DeliveryList,
  type DeliveryRow,
} from '@syncline/domain/view'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { type Api, memoryKey } from '../api/api.ts'
import { toProblem } from '../api/problem.ts'
import { listQueries } from '../list/queries.ts'
import { rowPlaces } from '../list/rows.ts'
import { setParts } from '../list/search.ts'
import type { BulkToSend } from '../list/useBulk.tsx'
import { parseSearch } from '../syncs/search.ts'
import { firstPage, toFilter, toRefused, type WebhooksSearch, webhooksSearch } from './search.ts'

export const detailKey = (deliveryId: string) => ['webhook', deliveryId] as const

/** One row by itself; null when it is gone. */
async function readRow(api: Api, { deliveryId }: DeliveryRow): Promise<DeliveryRow | null> {
  try {
    return (await readWebhook(api, deliveryId)).row
  } catch (error) {
    if (toProblem(error).code === 'RECORD_NOT_FOUND') return null
    throw error
  }
}

export const webhookPlaces = rowPlaces<DeliveryRow>(
  (row) => row.deliveryId,
  (row) => row.receivedPosition,
)

export const { pageQuery, showNewest, newerQuery } = listQueries<WebhooksSearch, DeliveryRow, DeliveryList>({
  key: 'webhooks',
  places: webhookPlaces,
  firstPage,
  // Refused ones are a list of their own, beside these.
  shownBy: (search) => setParts({ ...search, view: undefined }),
  ask: (api, search, page) =>
    api.client.webhook.list.query({
      filter: toFilter(search, Date.now()),
      ...page,
      ...api.horizons.delivery.atLeast(),
    }),
  readRow,
})

/** Counts for the status views: with every filter but the status itself. */
export function countsQuery(api: Api, search: WebhooksSearch) {
  const { status: _, view: __, columns: ___, ...rest } = firstPage(search)
  return queryOptions({
    queryKey: ['webhooks', 'counts', rest],
    queryFn: () => api.client.webhook.counts.query({ filter: toFilter(rest, Date.now()) }),
    placeholderData: keepPreviousData,
  })
}

/** How many a saved view shows now; capped. What was refused is a list of its own. */
export async function countView(api: Api, address: string): Promise<number | null> {
  const search = webhooksSearch.parse(parseSearch(address))
  const { status: _, view, ...rest } = search
  if (view !== undefined) return null
  return matching(await api.client.webhook.counts.query({ filter: toFilter(rest, Date.now()) }), search)
}

/** How many match the filters with the chosen statuses; capped. */
export function matching(counts: DeliveryCounts, { status }: WebhooksSearch): number {
  const total = status?.reduce((sum, each) => sum + counts.byStatus[each], 0) ?? counts.total
  return Math.min(total, countCap)
}

export function refusedQuery(api: Api, search: WebhooksSearch) {
  const filter = toRefused(search)
  return queryOptions({
    queryKey: ['webhooks', 'refused', filter],
    queryFn: () => api.client.webhook.refused.query(filter),
    // The door rings no bell for what it turned away.
    refetchInterval: 15_000,
  })
}

async function readWebhook(api: Api, deliveryId: string): Promise<DeliveryDetail> {
  const detail = await api.client.webhook.detail.query({ deliveryId, ...api.horizons.delivery.atLeast() })
  api.horizons.delivery.raise(detail.position)
  return detail
}

export function detailQuery(api: Api, deliveryId: string) {
  return queryOptions({ queryKey: detailKey(deliveryId), queryFn: () => readWebhook(api, deliveryId) })
}

/** The filters of the list a webhook was opened from: where its way back leads. */
const trailKey = [...memoryKey, 'webhooks'] as const
export const leaveTrail = (api: Api, search: WebhooksSearch) => api.queries.setQueryData(trailKey, search)
export const readTrail = (api: Api) => api.queries.getQueryData<WebhooksSearch>(trailKey) ?? {}

/** Asks for what is ticked to be read and routed again. */
export function sendReplay(api: Api, asked: BulkToSend, search: WebhooksSearch): Promise<unknown> {
  const { bulkId, reason, selection, count } = asked
  return api.client.webhook.replayMany.mutate({
    bulkId,
    reason,
    selection:
      selection.kind === 'rows'
        ? { kind: 'ids', deliveryIds: [...selection.ids] }
        : {
            kind: 'filter',
            filter: toFilter(search, Date.now()),
            upto: selection.upto,
            shown: Math.max(1, count),
          },
  })
}
