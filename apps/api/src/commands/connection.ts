import type { Appender } from '@syncline/db/log'
import {
  type Connection,
  type ConnectionCommand,
  type ConnectionEvent,
  decideConnection,
  evolveConnection,
  initialConnection,
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
  return {
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
