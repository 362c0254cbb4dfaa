import { randomUUID } from 'node:crypto'
import type { Appender } from '@syncline/db/log'
import { withOrganization } from '@syncline/db/pool'
import { findConnection, findFlow } from '@syncline/db/queries'
import {
  decideFlow,
  type Entity,
  evolveFlow,
  type Flow,
  type FlowCommand,
  type FlowEvent,
  initialFlow,
  type ProviderName,
} from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { type CommandContext, streamName } from '@syncline/domain/event'
import { isTaken } from '@syncline/domain/mapping'
import type { Provider } from '@syncline/providers/port'
import type pg from 'pg'
import { createCommandRunner } from './runner.ts'

interface EnableFlow {
  readonly entity: Entity
  readonly sourceConnectionId: string
  readonly targetConnectionId: string
}

/**
 * One that was taken away begins again, with the mapping that it had.
 * @throws SynclineError RECORD_NOT_FOUND, INVALID_INPUT for what can't travel this way, STATE_CONFLICT for a flow there is
 */
export function createEnableFlow(deps: {
  readonly pool: pg.Pool
  readonly appender: Appender
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly now?: () => Date
}) {
  const { pool, now = () => new Date() } = deps
  const flows = createCommandRunner<Flow, FlowCommand, FlowEvent>(
    { initial: initialFlow, evolve: evolveFlow, decide: decideFlow },
    deps,
  )
  const within = <Result>(organizationId: string, work: (tx: pg.ClientBase) => Promise<Result>) =>
    withOrganization(pool, organizationId, work)

  async function demand(organizationId: string, connectionId: string) {
    const found = await within(organizationId, (tx) => findConnection(tx, organizationId, connectionId))
    if (!found) throw new SynclineError('RECORD_NOT_FOUND')
    return found
  }

  return async function enableFlow(
    organizationId: string,
    { entity, sourceConnectionId, targetConnectionId }: EnableFlow,
    by: Pick<CommandContext, 'actor' | 'correlationId'>,
  ): Promise<{ position: number; flowId: string }> {
    const [source, target] = await Promise.all([
      demand(organizationId, sourceConnectionId),
      demand(organizationId, targetConnectionId),
    ])
    const [from, to] = await Promise.all([
      deps.loadProvider(source.provider),
      deps.loadProvider(target.provider),
    ])
    const isGiven = from.pull?.[entity] || from.intake?.gives.includes(entity)
    const ends = { from: source.provider, to: target.provider, entity }
    const taken = isTaken((kind) => to.push?.[kind] !== undefined, ends)
    if (!isGiven || !taken || sourceConnectionId === targetConnectionId)
      throw new SynclineError('INVALID_INPUT', { field: 'entity', reason: 'can’t travel this way' })
    const way = { entity, sourceConnectionId, targetConnectionId }
    const known = await within(organizationId, (tx) => findFlow(tx, organizationId, way))
    if (known && !known.disabled) throw new SynclineError('STATE_CONFLICT', { reason: 'exists' })
    const data = { ...way, mappingVersion: known?.mappingVersion ?? 1 }
    const flowId = known?.flowId ?? randomUUID()
    const { position } = await flows.run({
      organizationId,
      stream: streamName('flow', flowId),
      command: { type: 'enable', data },
      context: { now: now(), ...by },
    })
    return { position, flowId }
  }
}
