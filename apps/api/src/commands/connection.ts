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
import type { ScheduleInput, ScopeInput } from '@syncline/domain/view'
import type pg from 'pg'
import { nextTime } from '../schedules/next-times.ts'
import { createCommandRunner } from './runner.ts'

interface By {
  readonly actor: Actor
  readonly correlationId: string
}

/** What admins set on a connection. */
export function createConnectionCommands(
  deps: { pool: pg.Pool; appender: Appender },
  now: () => Date = () => new Date(),
) {
  const runner = createCommandRunner<Connection, ConnectionCommand, ConnectionEvent>(
    { initial: initialConnection, evolve: evolveConnection, decide: decideConnection },
    deps,
  )
  const set = (organizationId: string, connectionId: string, command: ConnectionCommand, by: By) =>
    runner.run({
      organizationId,
      stream: streamName('connection', connectionId),
      command,
      context: { now: now(), actor: by.actor, correlationId: by.correlationId },
    })
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
    /**
     * Takes a flow away: no change goes along it from now on. What was asked for before still does.
     * @throws SynclineError RECORD_NOT_FOUND; STATE_CONFLICT (`is_off`)
     */
    async disableFlow(
      organizationId: string,
      { flowId, reason }: { flowId: string; reason: string },
      by: By,
    ): Promise<{ position: number }> {
      const { position } = await flows.run({
        organizationId,
        stream: streamName('flow', flowId),
        command: { type: 'disable', reason },
        context: { now: now(), ...by },
      })
      return { position }
    },
    /** @throws SynclineError RECORD_NOT_FOUND; INVALID_INPUT for a timing that is none */
    async setSchedule(
      organizationId: string,
      { connectionId, schedule }: ScheduleInput,
      by: By,
    ): Promise<{ position: number }> {
      nextTime(schedule.timing, now())
      const { position } = await set(organizationId, connectionId, { type: 'setSchedule', schedule }, by)
      return { position }
    },
    /**
     * Holds for what is in line as well: it waits until its kind is switched on again.
     * @throws SynclineError RECORD_NOT_FOUND; STATE_CONFLICT (`unchanged`)
     */
    async setScope(
      organizationId: string,
      { connectionId, off, reason }: ScopeInput,
      by: By,
    ): Promise<{ position: number }> {
      const { position } = await set(organizationId, connectionId, { type: 'setScope', off, reason }, by)
      return { position }
    },
    /** Holds for what is asked for from now on; what is in line keeps its waits. */
    async setRetryPolicy(
      organizationId: string,
      connectionId: string,
      command: { retryWaitsMs: readonly number[] | null; actor: Actor; correlationId: string },
    ): Promise<{ position: number }> {
      const { retryWaitsMs, actor, correlationId } = command
      const { position } = await set(
        organizationId,
        connectionId,
        { type: 'setRetryPolicy', retryWaitsMs },
        { actor, correlationId },
      )
      return { position }
    },
  }
}
