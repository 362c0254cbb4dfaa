import { reasonInput } from '@syncline/domain/view'
import { z } from 'zod'
import type { RouteBeside } from '../beside.ts'
import { changeErpConfig, configBody, deleteErpConfig, erpConfig, testErpConfig } from './config.ts'
import { connectionQuery, type Erp } from './erp.ts'
import { startFullSync } from './full-sync.ts'
import { auditQuery, erpAuditLogs, erpMetrics, erpStatus } from './overview.ts'
import { rangeBody, reconcileErp } from './reconcile.ts'
import { commandSync, historyQuery, sourceQuery, syncHistory, syncOne } from './syncs.ts'

interface Given<Query, Body> {
  /** In the path, else empty. */
  readonly id: string
  readonly query: Query
  readonly body: Body
}

export interface ErpRoute extends RouteBeside {
  /** @throws SynclineError, ZodError */
  readonly work: (erp: Erp, given: Given<unknown, unknown>) => Promise<unknown>
}

const erpBase = '/api/erp/'
const onlyConnection = z.object({ connection: connectionQuery })
const noBody = z.unknown()
const reasonBody = z.strictObject({ reason: reasonInput.optional() }).nullish()

/** The document is made of the same schemas that read the request. */
function route<Query extends z.ZodObject = typeof onlyConnection, Body extends z.ZodType = z.ZodUnknown>(
  method: RouteBeside['method'],
  path: string,
  name: string,
  description: string,
  work: (erp: Erp, given: Given<z.output<Query>, z.output<Body>>) => Promise<unknown>,
  { status = 200, query, body }: { status?: RouteBeside['status']; query?: Query; body?: Body } = {},
): ErpRoute {
  return {
    name: `erp.${name}`,
    method,
    path: erpBase + path,
    status,
    description,
    permission: 'erp.admin',
    query: query ?? onlyConnection,
    ...(body && { body }),
    work: (erp, given) =>
      work(erp, {
        id: given.id,
        query: (query ?? onlyConnection).parse(given.query) as z.output<Query>,
        body: (body ?? noBody).parse(given.body) as z.output<Body>,
      }),
  }
}

const one = (entity: 'transaction' | 'subscription' | 'customer') =>
  route(
    'POST',
    `sync/${entity}/{id}`,
    `sync${entity[0]?.toUpperCase()}${entity.slice(1)}`,
    `Asks for one ${entity}, by its id at the source, to be written to FlashERP.`,
    (erp, { id, query }) => syncOne(erp, entity, id, query),
    { status: 201, query: sourceQuery },
  )

/** The addresses of the first integration. */
export const erpRoutes: readonly ErpRoute[] = [
  route('GET', 'config', 'config', 'How FlashERP is connected. Secrets are never told.', erpConfig),
  route(
    'PUT',
    'config',
    'setConfig',
    'Changes what is named and leaves the rest; a secret gets a new version. Makes the connection where there is none.',
    (erp, { body }) => changeErpConfig(erp, body),
    { body: configBody },
  ),
  route(
    'DELETE',
    'config',
    'deleteConfig',
    'Deletes the connection and destroys its credentials.',
    deleteErpConfig,
  ),
  route('POST', 'config/test', 'testConfig', 'Asks FlashERP whether it takes what is stored.', testErpConfig),
  one('transaction'),
  one('subscription'),
  one('customer'),
  route(
    'POST',
    'sync/full',
    'syncFull',
    'Starts a full run of each kind of record at each connection that flows to FlashERP.',
    startFullSync,
    { status: 202 },
  ),
  route(
    'POST',
    'sync/reconcile',
    'reconcile',
    'Has everything that flows to FlashERP compared with what it has, for 90 days where no range is given.',
    (erp, { body }) => reconcileErp(erp, body),
    { status: 202, body: rangeBody },
  ),
  route('GET', 'status', 'status', 'Whether it is on, how it is, and its syncs by state.', erpStatus),
  route(
    'GET',
    'sync-history',
    'syncHistory',
    'Syncs, newest first, by numbered pages.',
    (erp, { query }) => syncHistory(erp, query),
    { query: historyQuery },
  ),
  route(
    'GET',
    'audit-logs',
    'auditLogs',
    'What was done through the API, newest first, by numbered pages.',
    (erp, { query }) => erpAuditLogs(erp, query),
    { query: auditQuery },
  ),
  route('GET', 'metrics', 'metrics', 'Counts and durations of the last 24 hours.', (erp) =>
    erpMetrics(erp, new Date()),
  ),
  route(
    'POST',
    'retry/{id}',
    'retry',
    'Sends a sync out again, from its first try.',
    (erp, { id, body }) => commandSync(erp, 'sync.retry', id, body?.reason),
    { body: reasonBody },
  ),
  route(
    'POST',
    'skip/{id}',
    'skip',
    'Leaves a sync out for good.',
    (erp, { id, body }) => commandSync(erp, 'sync.skip', id, body?.reason),
    { body: reasonBody },
  ),
]
