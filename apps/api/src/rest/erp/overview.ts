import type { AuditList, MetricBucket, SyncCounts, SyncList } from '@syncline/domain/view'
import { z } from 'zod'
import { circuitBreakerOf } from '../../failure/circuit-error.ts'
import { erpHealth, erpProtection } from './config.ts'
import type { Erp } from './erp.ts'
import { type ErpSyncStatus, erpSync, pageInput, skipped } from './syncs.ts'

const hourMs = 3_600_000
const percent = (part: number, whole: number) =>
  whole === 0 ? null : Math.round((part / whole) * 10_000) / 100

export async function erpStatus(erp: Erp) {
  const filter = { connectionId: erp.connection.connectionId }
  const { byFace, total } = (await erp.call('sync.counts', { filter })) as SyncCounts
  const { rows } = (await erp.call('sync.list', { filter, limit: 1 })) as SyncList
  return {
    connectionId: erp.connection.connectionId,
    isEnabled: erp.connection.disabledBecause === null,
    healthStatus: await erpHealth(erp),
    circuitBreaker: circuitBreakerOf((await erpProtection(erp)).breaker),
    syncs: countsOf(byFace),
    total,
    lastSync: rows[0] ? erpSync(rows[0]) : null,
    timestamp: new Date().toISOString(),
  }
}

function countsOf({ waiting, ...byFace }: SyncCounts['byFace']): Record<ErpSyncStatus, number> {
  return { ...byFace, pending: byFace.pending + waiting }
}

/** The last 24 hours. */
export async function erpMetrics(erp: Erp, now: Date) {
  const to = new Date(Math.ceil(now.getTime() / 60_000) * 60_000)
  const range = { from: new Date(to.getTime() - 24 * hourMs).toISOString(), to: to.toISOString() }
  const [all] = (await erp.call('metric.read', {
    ...range,
    step: 'all',
    connectionId: erp.connection.connectionId,
  })) as readonly MetricBucket[]
  const synced = all?.synced ?? 0
  const failed = all?.failed ?? 0
  return {
    ...range,
    totalSyncs: all?.requested ?? 0,
    successfulSyncs: synced,
    failedSyncs: failed,
    retries: all?.retries ?? 0,
    /** Per cent of those that came to an end; null when none did. */
    successRate: percent(synced, synced + failed),
    averageDuration: all?.duration?.average ?? null,
    p95Duration: all?.duration?.p95 ?? null,
    errors: all?.errors ?? {},
  }
}

const word = z.string().min(1).max(120).optional()
export const auditQuery = z.strictObject({ ...pageInput, action: word, status: word })
const chunk = 200

export interface ErpAuditLogs {
  readonly logs: readonly {
    readonly id: number
    readonly action: string
    /** `done`, or the code of the refusal. */
    readonly status: string
    readonly requestPayload: Readonly<Record<string, unknown>> | null
    readonly responsePayload: Readonly<Record<string, unknown>> | null
    /** Milliseconds. */
    readonly duration: number | null
    readonly requestId: string | null
    readonly userId: string
    readonly createdAt: string
  }[]
  readonly page: number
  readonly limit: number
  readonly hasMore: boolean
}

/** What was done through the API, by the documented names. */
export async function erpAuditLogs(
  erp: Erp,
  { page, limit, action, status }: z.output<typeof auditQuery>,
): Promise<ErpAuditLogs> {
  const rows: AuditList['rows'][number][] = []
  let left = skipped({ page, limit })
  let cursor: number | null | undefined
  while (cursor !== null && rows.length < limit) {
    const size = Math.min(chunk, left > 0 ? left : limit - rows.length)
    const list = (await erp.call('audit.list', {
      filter: { ...(action !== undefined && { action }), ...(status !== undefined && { outcome: status }) },
      limit: size,
      ...(cursor !== undefined && { cursor }),
    })) as AuditList
    if (left > 0) left -= list.rows.length
    else rows.push(...list.rows)
    cursor = list.nextCursor
  }
  return {
    logs: rows.map((row) => ({
      id: row.entryId,
      action: row.action,
      status: row.outcome,
      requestPayload: row.after,
      responsePayload: row.answer,
      /** Milliseconds. */
      duration: row.durationMs,
      requestId: row.correlationId,
      userId: row.by.actor,
      createdAt: row.at,
    })),
    page,
    limit,
    hasMore: cursor !== null,
  }
}
