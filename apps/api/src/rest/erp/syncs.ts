import { providerNames } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import type { FlowView, SearchHit, SyncCounts, SyncList, SyncRow } from '@syncline/domain/view'
import { z } from 'zod'
import type { Erp } from './erp.ts'

/** A sync by the documented field names of `/api/erp`. */
export interface ErpSync {
  readonly id: string
  readonly sourceSystem: string
  readonly sourceId: string
  readonly sourceType: string
  readonly syncStatus: string
  readonly retryCount: number
  readonly nextRetryAt: string | null
  /** Milliseconds of the last try. */
  readonly syncDuration: number | null
  readonly erpId: string | null
  readonly errorCode: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

export const erpSync = (row: SyncRow): ErpSync => ({
  id: row.syncId,
  sourceSystem: row.source.system,
  sourceId: row.source.id,
  sourceType: row.entity,
  syncStatus: row.face,
  retryCount: row.retries,
  nextRetryAt: row.nextRetryAt,
  syncDuration: row.durationMs,
  erpId: row.externalId,
  errorCode: row.error?.code ?? null,
  createdAt: row.requestedAt,
  updatedAt: row.updatedAt,
})

/** Pages by number, as they are documented. Deep ones read all that lies before them, so they end at ten thousand. */
const maxDepth = 10_000
const chunk = 200
export const pageInput = {
  page: z.coerce.number().int().min(1).default(1),
  limit: z.coerce.number().int().min(1).max(chunk).default(50),
  connection: z.uuid().optional(),
}
const historyQuery = z.strictObject({ ...pageInput, status: z.string().optional() })

/** Where a numbered page begins. @throws SynclineError INVALID_INPUT for one that lies too deep */
export function skipped({ page, limit }: { page: number; limit: number }): number {
  if (page * limit > maxDepth)
    throw new SynclineError('INVALID_INPUT', { fields: [{ path: 'page', problem: 'too_big' }], maxDepth })
  return (page - 1) * limit
}

/** @throws SynclineError INVALID_INPUT */
export async function syncHistory(erp: Erp, query: unknown): Promise<unknown> {
  const { page, limit, status } = historyQuery.parse(query)
  const { connectionId } = erp.connection
  const filter = { connectionId, ...(status !== undefined && { faces: [status] }) }
  const rows: SyncRow[] = []
  let left = skipped({ page, limit })
  let cursor: unknown
  for (let more = true; more && rows.length < limit; ) {
    const size = Math.min(chunk, left > 0 ? left : limit - rows.length)
    const list = (await erp.call('sync.list', {
      filter,
      limit: size,
      ...(cursor !== undefined && { cursor }),
    })) as SyncList
    if (left > 0) left -= list.rows.length
    else rows.push(...list.rows)
    more = list.hasOlder && list.rows.length > 0
    cursor = { position: list.rows.at(-1)?.requestedPosition ?? 0, go: 'older' }
  }
  const { total } = (await erp.call('sync.counts', { filter })) as SyncCounts
  return { syncs: rows.map(erpSync), page, limit, total, totalPages: Math.ceil(total / limit) }
}

const sourceQuery = z.object({
  sourceSystem: z.enum(providerNames).optional(),
  sourceConnection: z.uuid().optional(),
})

const systemOf = ({ connections }: Erp, connectionId: string) =>
  connections.find((known) => known.connectionId === connectionId)?.provider

/**
 * Where an object comes from, of all that flow to FlashERP: the system or connection that is named, the only one, or
 * that which had this object before.
 * @throws SynclineError NOT_CONFIGURED without a flow; INVALID_INPUT where several are left
 */
async function sourceOf(erp: Erp, entity: string, sourceId: string, query: unknown): Promise<FlowView> {
  const { sourceSystem, sourceConnection } = sourceQuery.parse(query)
  const flows = erp.flows.filter(
    (flow) =>
      flow.entity === entity &&
      (sourceSystem === undefined || systemOf(erp, flow.sourceConnectionId) === sourceSystem) &&
      (sourceConnection === undefined || flow.sourceConnectionId === sourceConnection),
  )
  const [only, ...more] = flows
  if (!only) throw new SynclineError('NOT_CONFIGURED', { what: 'flow', entity })
  if (more.length === 0) return only
  const hits = (await erp.call('search.find', { text: sourceId })) as readonly SearchHit[]
  const seen = hits.flatMap((hit) =>
    hit.kind === 'sync' && hit.row.entity === entity && hit.row.source.id === sourceId
      ? hit.row.source.connectionId
      : [],
  )
  const [known, ...others] = flows.filter(({ sourceConnectionId }) => seen.includes(sourceConnectionId))
  if (known && others.length === 0) return known
  throw new SynclineError('INVALID_INPUT', {
    fields: [{ path: sourceSystem === undefined ? 'sourceSystem' : 'sourceConnection', problem: 'several' }],
    sourceSystems: [...new Set(flows.map((flow) => systemOf(erp, flow.sourceConnectionId)))],
  })
}

/** Asks for one object, from wherever it flows to FlashERP. @throws SynclineError NOT_CONFIGURED, INVALID_INPUT */
export async function syncOne(erp: Erp, entity: string, sourceId: string, query: unknown): Promise<unknown> {
  const { sourceConnectionId, targetConnectionId } = await sourceOf(erp, entity, sourceId, query)
  const { syncId, position } = (await erp.call('sync.request', {
    sourceConnectionId,
    targetConnectionId,
    entity,
    sourceId,
  })) as { syncId: string; position: number }
  return {
    id: syncId,
    sourceSystem: systemOf(erp, sourceConnectionId),
    sourceType: entity,
    sourceId,
    syncStatus: 'pending',
    position,
  }
}
