import { setTimeout as pause } from 'node:timers/promises'
import { SynclineError } from '@syncline/domain/error'
import type { ConnectionView, FlowView } from '@syncline/domain/view'
import type { FastifyRequest } from 'fastify'
import { demand, identify } from '../../trpc/access.ts'
import type { Context } from '../../trpc/context.ts'
import { chooseConnection } from '../choose-connection.ts'
import { callProcedure } from '../register.ts'
import { firstErpConnection } from './config.ts'
import type { Erp } from './erp.ts'

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
    isNew: false,
    call,
  }
}

const listedWithinMs = 5_000
const lookEveryMs = 50

/**
 * As `openErp`; where there is no FlashERP connection yet, makes it of what the body brings.
 * @throws SynclineError also INVALID_INPUT for a body that is not enough; TIMEOUT when it is made and not listed yet
 */
export async function openOrConnectErp(ctx: Context, request: FastifyRequest): Promise<Erp> {
  try {
    return await openErp(ctx, request)
  } catch (error) {
    if (!(error instanceof SynclineError) || error.code !== 'NOT_CONFIGURED') throw error
  }
  const { organization } = await identify(ctx)
  await callProcedure(ctx, 'connection.create', firstErpConnection(request.body, organization.name))
  for (const until = Date.now() + listedWithinMs; ; await pause(lookEveryMs))
    try {
      return { ...(await openErp(ctx, request)), isNew: true }
    } catch (error) {
      if (!(error instanceof SynclineError) || error.code !== 'NOT_CONFIGURED') throw error
      if (Date.now() > until) throw new SynclineError('TIMEOUT', { what: 'list_of_connections' })
    }
}
