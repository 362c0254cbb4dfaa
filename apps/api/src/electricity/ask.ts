import { withOrganization } from '@syncline/db/pool'
import { findConnection } from '@syncline/db/queries'
import { SynclineError } from '@syncline/domain/error'
import type { BuyPowerClient, Told } from '@syncline/providers/buypower'
import type { Access } from '@syncline/providers/port'
import type pg from 'pg'
import { type AskDeps, type Asked, askProvider } from '../protection/call.ts'

export interface ElectricityDeps extends AskDeps {
  readonly pool: pg.Pool
  readonly loadClient: () => Promise<BuyPowerClient>
}

/** Somebody waits for the answer. */
const longestMs = 30_000

export interface Question<Value> {
  readonly organizationId: string
  readonly connectionId: string
  /** A question that changes nothing is a `read`, and takes half a minute at most. */
  readonly how?: Pick<Asked, 'kind' | 'longestMs'>
  readonly ask: (client: BuyPowerClient, access: Access) => Promise<Told<Value>>
}

/**
 * One call to BuyPower, through everything that stands before it.
 * @throws SynclineError RECORD_NOT_FOUND, INVALID_INPUT for a connection to somebody else; what hinders the call
 */
export async function askBuyPower<Value>(
  deps: ElectricityDeps,
  { organizationId, connectionId, how = { kind: 'read', longestMs }, ask }: Question<Value>,
): Promise<Told<Value>> {
  const found = await withOrganization(deps.pool, organizationId, (tx) =>
    findConnection(tx, organizationId, connectionId),
  )
  if (!found) throw new SynclineError('RECORD_NOT_FOUND')
  if (found.provider !== 'buypower')
    throw new SynclineError('INVALID_INPUT', {
      field: 'connectionId',
      reason: 'is no connection to BuyPower',
    })
  const client = await deps.loadClient()
  return askProvider(deps, { organizationId, connectionId, ...how }, (access) => ask(client, access))
}

/** @throws SynclineError with what BuyPower said where it gave no answer */
export function demandDone<Value>(told: Told<Value>): Value {
  if (told.verdict === 'done') return told.value
  throw new SynclineError(told.code, told.detail === null ? {} : { detail: told.detail })
}
