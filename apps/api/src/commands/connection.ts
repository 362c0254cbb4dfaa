import type { Appender } from '@syncline/db/log'
import {
  type ConflictPolicy,
  type Connection,
  type ConnectionCommand,
  type ConnectionEvent,
  decideConnection,
  decideFlow,
  evolveConnection,
  evolveFlow,
  type Flow,
  type FlowCommand,
  type FlowEvent,
  initialConnection,
  initialFlow,
} from '@syncline/domain/connection'
import { type Actor, streamName } from '@syncline/domain/event'
import type pg from 'pg'
import { createCommandRunner } from './runner.ts'

/** What admins set on a connection. */
export function createConnectionCommands(
  deps: { pool: pg.Pool; appender: Appender },
  now: () => Date = () => new Date(),
) {
  const runner = createCommandRunner<Connection, ConnectionCommand, ConnectionEvent>(
    { initial: initialConnection, evolve: evolveConnection, decide: decideConnection },
    deps,
  )
  const flows = createCommandRunner<Flow, FlowCommand, FlowEvent>(
    { initial: initialFlow, evolve: evolveFlow, decide: decideFlow },
    deps,
  )
  return {
    /** Holds for conflicts that are found from now on. */
    async setConflictPolicy(
      organizationId: string,
      flowId: string,
      command: { policy: ConflictPolicy; actor: Actor; correlationId: string },
    ): Promise<{ position: number }> {
      const { policy, actor, correlationId } = command
      const { position } = await flows.run({
        organizationId,
        stream: streamName('flow', flowId),
        command: { type: 'setConflictPolicy', policy },
        context: { now: now(), actor, correlationId },
      })
      return { position }
    },
    /** Holds for what is asked for from now on; what is in line keeps its waits. */
    async setRetryPolicy(
      organizationId: string,
      connectionId: string,
      command: { retryWaitsMs: readonly number[] | null; actor: Actor; correlationId: string },
    ): Promise<{ position: number }> {
      const { retryWaitsMs, actor, correlationId } = command
      const { position } = await runner.run({
        organizationId,
        stream: streamName('connection', connectionId),
        command: { type: 'setRetryPolicy', retryWaitsMs },
        context: { now: now(), actor, correlationId },
      })
      return { position }
    },
  }
}
