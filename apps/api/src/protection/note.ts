import { randomUUID } from 'node:crypto'
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
import { createCommandRunner } from '../commands/runner.ts'

type Noted = Extract<ConnectionCommand, { type: 'noteProtection' }>['event']

/** Writes into the log what befell a connection: it has happened already, so that nothing waits for it. */
export type NoteProtection = (organizationId: string, connectionId: string, event: Noted) => Promise<void>

export const createConnectionRunner = (deps: { pool: pg.Pool; appender: Appender }) =>
  createCommandRunner<Connection, ConnectionCommand, ConnectionEvent>(
    { initial: initialConnection, evolve: evolveConnection, decide: decideConnection },
    deps,
  )

/** @param part of the system that found it out */
export function createNote(
  deps: { pool: pg.Pool; appender: Appender },
  part: string,
  now: () => Date = () => new Date(),
): NoteProtection {
  const runner = createConnectionRunner(deps)
  return async (organizationId, connectionId, event) => {
    await runner.run({
      organizationId,
      stream: streamName('connection', connectionId),
      command: { type: 'noteProtection', event },
      context: { now: now(), actor: `system:${part}` as Actor, correlationId: randomUUID() },
    })
  }
}
