import type { Appender } from '@syncline/db/log'
import { readOrganization } from '@syncline/db/pool'
import { flowEnds } from '@syncline/db/queries'
import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { type Actor, streamName } from '@syncline/domain/event'
import {
  decideMapping,
  evolveMapping,
  type FlowMapping,
  initialFlowMapping,
  type Mapping,
  type MappingCommand,
  type MappingEvent,
} from '@syncline/domain/mapping'
import type { Provider } from '@syncline/providers/port'
import type pg from 'pg'
import { createCommandRunner } from '../commands/runner.ts'
import type { Expressions } from './expressions.ts'
import { problemsOf } from './reads.ts'

interface MappingCommandsDeps {
  readonly pool: pg.Pool
  readonly appender: Appender
  readonly expressions: Pick<Expressions, 'check'>
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly now?: () => Date
}

export interface PublishMapping {
  readonly mapping: Mapping
  readonly reason: string
  /** The version that was looked at. */
  readonly after: number
  readonly actor: Actor
  readonly correlationId: string
}

export function createMappingCommands(deps: MappingCommandsDeps) {
  const { pool, now = () => new Date() } = deps
  const runner = createCommandRunner<FlowMapping, MappingCommand, MappingEvent>(
    { initial: initialFlowMapping, evolve: evolveMapping, decide: decideMapping },
    deps,
  )
  return {
    /**
     * Holds for what is asked for from now on, and for what is retried.
     * @throws SynclineError RECORD_NOT_FOUND, STATE_CONFLICT, MAPPING_FAILED naming the field
     */
    async publish(
      organizationId: string,
      flowId: string,
      { mapping, reason, after, actor, correlationId }: PublishMapping,
    ): Promise<{ position: number; version: number }> {
      const [flow] = await readOrganization(pool, organizationId, (tx) =>
        flowEnds(tx, organizationId, flowId),
      )
      if (!flow) throw new SynclineError('RECORD_NOT_FOUND')
      const problems = await problemsOf(deps, flow, mapping)
      if (problems.length > 0)
        throw new SynclineError('MAPPING_FAILED', { field: problems[0]?.field, problems })
      const { position, state } = await runner.run({
        organizationId,
        stream: streamName('flow', flowId),
        command: { type: 'publish', mapping, reason, after },
        context: { now: now(), actor, correlationId },
      })
      return { position, version: state.status === 'none' ? after : state.mappingVersion }
    },
  }
}
