import type { Entity } from '@syncline/domain/connection'
import { providerNames } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { type Hold, type SyncFace, syncFaces } from '@syncline/domain/sync'
import type { FlowView, SearchHit, SyncCounts, SyncDetail, SyncList, SyncRow } from '@syncline/domain/view'
import { z } from 'zod'
import { failureOf } from '../../failure/failure.ts'
import { connectionQuery, type Erp } from './erp.ts'

/** The documented states, and `unknown` while nobody knows what became of it: what waits is pending. */
const erpStatuses = syncFaces.filter((face) => face !== 'waiting')
export type ErpSyncStatus = Exclude<SyncFace, 'waiting'>

/** A sync by the documented field names of `/api/erp`. */
export interface ErpSync {
  readonly id: string
  readonly sourceSystem: string
  readonly sourceId: string
  readonly sourceType: string
  readonly syncStatus: ErpSyncStatus
  /** What it waits for while it is pending. */
  readonly hold: Hold | null
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
  syncStatus: row.face === 'waiting' ? 'pending' : row.face,
  hold: row.hold,
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
  connection: connectionQuery,
}
export const historyQuery = z.strictObject({ ...pageInput, status: z.enum(erpStatuses).optional() })

/** Where a numbered page begins. @throws SynclineError INVALID_INPUT for one that lies too deep */
export function skipped({ page, limit }: { page: number; limit: number }): number {
  if (page * limit > maxDepth)
    throw new SynclineError('INVALID_INPUT', { fields: [{ path: 'page', problem: 'too_big' }], maxDepth })
  return (page - 1) * limit
}

export interface ErpSyncHistory {
  readonly syncs: readonly ErpSync[]
  readonly page: number
  readonly limit: number
  readonly total: number
  readonly totalPages: number
}

/** @throws SynclineError INVALID_INPUT for a page that lies too deep */
export async function syncHistory(
  erp: Erp,
  { page, limit, status }: z.output<typeof historyQuery>,
): Promise<ErpSyncHistory> {
  const { connectionId } = erp.connection
  const filter = {
    connectionId,
    ...(status !== undefined && { faces: status === 'pending' ? ['pending', 'waiting'] : [status] }),
  }
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

export const sourceQuery = z.object({
  connection: connectionQuery,
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
async function sourceOf(
  erp: Erp,
  entity: string,
  sourceId: string,
  { sourceSystem, sourceConnection }: z.output<typeof sourceQuery>,
): Promise<FlowView> {
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

/** A sync that was just asked for, and the place in the log to wait for. */
export interface ErpSyncAsked
  extends Pick<
    ErpSync,
    'id' | 'sourceSystem' | 'sourceId' | 'sourceType' | 'retryCount' | 'nextRetryAt' | 'syncDuration'
  > {
  readonly syncStatus: 'pending'
  readonly position: number
}

interface Commanded {
  readonly syncId: string
  readonly position: number
}

/** Asks for one object, from wherever it flows to FlashERP. @throws SynclineError NOT_CONFIGURED, INVALID_INPUT */
export async function syncOne(
  erp: Erp,
  entity: Entity,
  sourceId: string,
  query: z.output<typeof sourceQuery>,
): Promise<ErpSyncAsked> {
  const { sourceConnectionId, targetConnectionId } = await sourceOf(erp, entity, sourceId, query)
  const { syncId, position } = (await erp.call('sync.request', {
    sourceConnectionId,
    targetConnectionId,
    entity,
    sourceId,
  })) as Commanded
  return {
    id: syncId,
    sourceSystem: String(systemOf(erp, sourceConnectionId)),
    sourceType: entity,
    sourceId,
    syncStatus: 'pending',
    retryCount: 0,
    nextRetryAt: null,
    syncDuration: null,
    position,
  }
}

/** A sync that was commanded. Only its id and place are there when the list is long in hearing of it. */
export interface ErpSyncCommanded extends Partial<ErpSync> {
  readonly id: string
  readonly position: number
}

/** @throws SynclineError RECORD_NOT_FOUND; STATE_CONFLICT where that can't be done to it now */
export async function commandSync(
  { call }: Erp,
  procedure: 'sync.retry' | 'sync.skip',
  syncId: string,
  reason = 'Asked for through /api/erp',
): Promise<ErpSyncCommanded> {
  const { position } = (await call(procedure, { syncId, reason })) as Pick<Commanded, 'position'>
  const detail = (await call('sync.get', { syncId, atLeast: position }).catch(orAbsent)) as SyncDetail | null
  const known = detail && !detail.behind ? erpSync(detail.row) : null
  return { ...known, id: syncId, position }
}

function orAbsent(error: unknown): null {
  if (failureOf(error).body.code === 'RECORD_NOT_FOUND') return null
  throw error
}
