import { SynclineError } from '@syncline/domain/error'
import type { SyncCounts, SyncList, SyncRow } from '@syncline/domain/view'
import { z } from 'zod'
import type { Erp } from './connection.ts'

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

/** Asks for one object, from wherever it flows to FlashERP. @throws SynclineError NOT_CONFIGURED, INVALID_INPUT */
export async function syncOne(erp: Erp, entity: string, sourceId: string): Promise<unknown> {
  const [flow, ...more] = erp.flows.filter((candidate) => candidate.entity === entity)
  if (!flow) throw new SynclineError('NOT_CONFIGURED', { what: 'flow', entity })
  if (more.length > 0) throw new SynclineError('INVALID_INPUT', { reason: 'several_sources', entity })
  const { syncId, position } = (await erp.call('sync.request', {
    sourceConnectionId: flow.sourceConnectionId,
    targetConnectionId: flow.targetConnectionId,
    entity,
    sourceId,
  })) as { syncId: string; position: number }
  return { id: syncId, sourceType: entity, sourceId, syncStatus: 'pending', position }
}
