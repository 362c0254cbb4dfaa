import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '../trpc/router.ts'
import type { deleteErpConfig, ErpConfig, testErpConfig } from './erp/config.ts'
import type { ErpFullSync } from './erp/full-sync.ts'
import type { ErpAuditLogs, erpMetrics, erpStatus } from './erp/overview.ts'
import type { ErpReconciliations } from './erp/reconcile.ts'
import type { ErpSyncAsked, ErpSyncCommanded, ErpSyncHistory } from './erp/syncs.ts'

/** What each procedure answers, as JSON: read by `pnpm generate`, which describes it in the OpenAPI document. */
export type Answers = inferRouterOutputs<AppRouter>

type Answer<Work extends (...given: never[]) => unknown> = Awaited<ReturnType<Work>>

/** The same of the routes that are no procedures, by their names. */
export interface AnswersBeside {
  readonly erp: {
    readonly config: ErpConfig
    readonly setConfig: ErpConfig
    readonly deleteConfig: Answer<typeof deleteErpConfig>
    readonly testConfig: Answer<typeof testErpConfig>
    readonly syncTransaction: ErpSyncAsked
    readonly syncSubscription: ErpSyncAsked
    readonly syncCustomer: ErpSyncAsked
    readonly syncFull: ErpFullSync
    readonly reconcile: ErpReconciliations
    readonly status: Answer<typeof erpStatus>
    readonly syncHistory: ErpSyncHistory
    readonly auditLogs: ErpAuditLogs
    readonly metrics: Answer<typeof erpMetrics>
    readonly retry: ErpSyncCommanded
    readonly skip: ErpSyncCommanded
  }
  readonly door: {
    readonly flasherp: { readonly received: true; readonly duplicate: boolean }
    readonly flasherpHealth: { readonly status: 'healthy'; readonly timestamp: string }
    readonly webhook: { readonly received: true; readonly duplicate: boolean }
  }
}
