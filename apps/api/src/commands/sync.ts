import type { Appender } from '@syncline/db/log'
import {
  decide,
  evolve,
  initialSync,
  type Sync,
  type SyncCommand,
  type SyncEvent,
} from '@syncline/domain/sync'
import type pg from 'pg'
import { type CommandRunner, createCommandRunner } from './runner.ts'

export type SyncRunner = CommandRunner<Sync, SyncCommand>

export function createSyncRunner(deps: { pool: pg.Pool; appender: Appender }): SyncRunner {
  return createCommandRunner<Sync, SyncCommand, SyncEvent>({ initial: initialSync, evolve, decide }, deps)
}
