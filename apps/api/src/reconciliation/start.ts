import { readStream } from '@syncline/db/log'
import { readOrganization } from '@syncline/db/pool'
import { findConnection, listReconciliations } from '@syncline/db/queries'
import { reconciliationSides } from '@syncline/db/reconciliation'
import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { type Actor, streamName } from '@syncline/domain/event'
import {
  defaultRangeDays,
  evolveReconciliation,
  initialReconciliation,
  maxRangeDays,
  type Reconciliation,
  type ReconciliationEvent,
} from '@syncline/domain/reconciliation'
import type { ReconciliationStartInput } from '@syncline/domain/view'
import type { Provider } from '@syncline/providers/port'
import type pg from 'pg'
import { uuidOf } from '../ingest/uuid.ts'
import type { ReconciliationRunner } from './runner.ts'

export interface By {
  readonly actor: Actor
  readonly correlationId: string
}

export interface StartDeps {
  readonly pool: pg.Pool
  readonly runner: ReconciliationRunner
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly now: () => Date
}

export interface Started {
  readonly reconciliationId: string
  readonly number: number
  readonly position: number
}

const dayMs = 86_400_000

/**
 * Has a connection's records compared. The id is made of the connection, the entity and a number, and a stream begins once:
 * of two who start at once one hears that one is running.
 * @throws SynclineError RECORD_NOT_FOUND, CONNECTION_DISABLED, NOT_CONFIGURED, INVALID_INPUT, STATE_CONFLICT
 */
export async function startReconciliation(
  deps: StartDeps,
  organizationId: string,
  input: ReconciliationStartInput,
  by: By,
): Promise<Started> {
  const { connectionId, entity } = input
  const range = rangeOf(input, deps.now())
  const found = await readOrganization(deps.pool, organizationId, async (tx) => ({
    connection: await findConnection(tx, organizationId, connectionId),
    sides: await reconciliationSides(tx, organizationId, input),
  }))
  const { connection, sides } = found
  if (!connection) throw new SynclineError('RECORD_NOT_FOUND')
  if (connection.disabled) throw new SynclineError('CONNECTION_DISABLED')
  const { pull } = await deps.loadProvider(connection.provider)
  if (!pull?.[entity])
    throw new SynclineError('INVALID_INPUT', { field: 'entity', reason: 'cannot_be_read', entity })
  if (!sides.isTarget && sides.targets.length === 0)
    throw new SynclineError('NOT_CONFIGURED', { reason: 'no_flow', entity })
  const number = await nextNumber(deps, organizationId, input)
  const reconciliationId = idOf(organizationId, input, number)
  const { provider } = connection
  const { position } = await deps.runner.run({
    organizationId,
    stream: streamName('reconciliation', reconciliationId),
    command: { type: 'start', request: { connectionId, provider, entity, number, ...range } },
    expectedVersion: 0,
    context: { now: deps.now(), ...by },
  })
  return { reconciliationId, number, position }
}

type About = Pick<ReconciliationStartInput, 'connectionId' | 'entity'>

const idOf = (organizationId: string, { connectionId, entity }: About, number: number) =>
  uuidOf(`${organizationId}/reconciliation/${connectionId}/${entity}/${number}`)

/** Nothing of the future is compared. @throws SynclineError INVALID_INPUT */
function rangeOf(
  input: Pick<ReconciliationStartInput, 'from' | 'to'>,
  now: Date,
): { readonly from: string; readonly to: string } {
  const toMs = Math.min(
    input.to === undefined ? Number.POSITIVE_INFINITY : Date.parse(input.to),
    now.getTime(),
  )
  const fromMs = input.from === undefined ? toMs - defaultRangeDays * dayMs : Date.parse(input.from)
  if (!(fromMs < toMs)) throw new SynclineError('INVALID_INPUT', { field: 'from', reason: 'not_before_to' })
  if (toMs - fromMs > maxRangeDays * dayMs)
    throw new SynclineError('INVALID_INPUT', { field: 'from', mostDays: maxRangeDays })
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() }
}

/** The list may be a moment behind: from the newest it knows, each stream is looked at. */
async function nextNumber(deps: StartDeps, organizationId: string, about: About): Promise<number> {
  const { connectionId, entity } = about
  const namesOf = async () => new Map<Actor, string>()
  const known = await readOrganization(deps.pool, organizationId, (tx) =>
    listReconciliations({ tx, organizationId, namesOf }, { filter: { connectionId, entity }, limit: 1 }),
  )
  for (let number = known.rows[0]?.number ?? 1; ; number++) {
    const state = await stateOf(deps.pool, organizationId, idOf(organizationId, about, number))
    if (state.status === 'none') return number
    if (state.status === 'running')
      throw new SynclineError('STATE_CONFLICT', { status: 'running', reason: 'already_running' })
  }
}

async function stateOf(
  pool: pg.Pool,
  organizationId: string,
  reconciliationId: string,
): Promise<Reconciliation> {
  const events = await readOrganization(pool, organizationId, (tx) =>
    readStream(tx, organizationId, streamName('reconciliation', reconciliationId)),
  )
  return events.reduce<Reconciliation>(
    (one, event) => evolveReconciliation(one, event as unknown as ReconciliationEvent),
    initialReconciliation,
  )
}
