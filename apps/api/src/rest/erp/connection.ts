import type { ConnectionView, FlowView } from '@syncline/domain/view'
import type { FastifyRequest } from 'fastify'
import { demand, identify } from '../../trpc/access.ts'
import type { Context } from '../../trpc/context.ts'
import { chooseConnection } from '../choose-connection.ts'
import { callProcedure } from '../register.ts'

/** What an `/api/erp` route works on: the caller’s FlashERP connection and what flows to it. */
export interface Erp {
  readonly connection: ConnectionView
  readonly flows: readonly FlowView[]
  /** All of the organization's. */
  readonly connections: readonly ConnectionView[]
  readonly call: (procedure: string, input?: unknown) => Promise<unknown>
}

/**
 * The organization's only FlashERP connection, else the one that `?connection=` names.
 * @throws SynclineError PERMISSION_DENIED unless an admin, or a key with the scope `erp.admin`, asks; NOT_CONFIGURED
 * without a connection; INVALID_INPUT when there are several and none is named; RECORD_NOT_FOUND
 */
export async function openErp(ctx: Context, request: FastifyRequest): Promise<Erp> {
  demand(await identify(ctx), 'erp.admin')
  const call = (procedure: string, input?: unknown) => callProcedure(ctx, procedure, input)
  const all = (await call('connection.list')) as readonly ConnectionView[]
  const { connection: named } = request.query as { connection?: unknown }
  const connection = chooseConnection(all, 'flasherp', named)
  const flows = (await call('flow.list')) as readonly FlowView[]
  return {
    connection,
    connections: all,
    flows: flows.filter(({ targetConnectionId }) => targetConnectionId === connection.connectionId),
    call,
  }
}
