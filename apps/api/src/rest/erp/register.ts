import { reasonInput } from '@syncline/domain/view'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { contextOf } from '../../http/procedures.ts'
import { guard, type RestDeps } from '../register.ts'
import { changeErpConfig, deleteErpConfig, erpConfig, testErpConfig } from './config.ts'
import { openErp, openOrConnectErp } from './connection.ts'
import type { Erp } from './erp.ts'
import { startFullSync } from './full-sync.ts'
import { erpAuditLogs, erpMetrics, erpStatus } from './overview.ts'
import { reconcileErp } from './reconcile.ts'
import { syncHistory, syncOne } from './syncs.ts'

type Work = (erp: Erp, request: FastifyRequest) => Promise<unknown>
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

const bodyLimitBytes = 16 * 1024
const reasonBody = z.strictObject({ reason: reasonInput.optional() }).nullish()
const idOf = (request: FastifyRequest) => String((request.params as Record<string, string>)['id'])

const one =
  (entity: string): Work =>
  (erp, request) =>
    syncOne(erp, entity, idOf(request), request.query)
const command =
  (procedure: string, otherwise: string): Work =>
  (erp, request) =>
    erp.call(procedure, {
      syncId: idOf(request),
      reason: reasonBody.parse(request.body)?.reason ?? otherwise,
    })
const routes: readonly (readonly [Method, string, Work, number?])[] = [
  ['GET', 'config', erpConfig],
  ['PUT', 'config', (erp, { body }) => changeErpConfig(erp, body)],
  ['DELETE', 'config', deleteErpConfig],
  ['POST', 'config/test', testErpConfig],
  ['POST', 'sync/transaction/:id', one('transaction'), 201],
  ['POST', 'sync/subscription/:id', one('subscription'), 201],
  ['POST', 'sync/customer/:id', one('customer'), 201],
  ['POST', 'sync/full', startFullSync, 202],
  ['POST', 'sync/reconcile', (erp, { body }) => reconcileErp(erp, body), 202],
  ['GET', 'status', erpStatus],
  ['GET', 'sync-history', (erp, { query }) => syncHistory(erp, query)],
  ['GET', 'audit-logs', (erp, { query }) => erpAuditLogs(erp, query)],
  ['GET', 'metrics', (erp) => erpMetrics(erp, new Date())],
  ['POST', 'retry/:id', command('sync.retry', 'Asked for through /api/erp')],
  ['POST', 'skip/:id', command('sync.skip', 'Asked for through /api/erp')],
]

/** The addresses of the first integration, with the field names that were documented then. Admins and their keys only. */
export function registerErp(app: FastifyInstance, deps: RestDeps): void {
  for (const [method, path, work, status = 200] of routes)
    app.route({
      method,
      url: `/api/erp/${path}`,
      bodyLimit: bodyLimitBytes,
      exposeHeadRoute: false,
      handlerTimeout: deps.requestTimeoutMs,
      onRequest: guard(deps.origins),
      preHandler: (request) => deps.callers.admit(request),
      handler: async (request, reply) => {
        const open = method === 'PUT' ? openOrConnectErp : openErp
        const erp = await open(contextOf(deps, request, null), request)
        return reply
          .code(status)
          .header('cache-control', 'no-store')
          .send(await work(erp, request))
      },
    })
}
