import type { Appender } from '@syncline/db/log'
import { type Actor, streamName } from '@syncline/domain/event'
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

/** A person's commands on one sync: what buttons and callers do. */
export function createSyncCommands(runner: SyncRunner, now: () => Date = () => new Date()) {
  const run = async (
    organizationId: string,
    syncId: string,
    command: SyncCommand,
    by: { actor: Actor; correlationId: string },
  ): Promise<{ position: number }> => {
    const { position } = await runner.run({
      organizationId,
      stream: streamName('sync', syncId),
      command,
      context: { now: now(), actor: by.actor, correlationId: by.correlationId },
    })
    return { position }
  }
  type By = { readonly reason: string | null; readonly actor: Actor; readonly correlationId: string }
  return {
    retry: (organizationId: string, syncId: string, by: By & { readonly mapping?: 'current' | 'recorded' }) =>
      run(
        organizationId,
        syncId,
        { type: 'retry', reason: by.reason || null, mapping: by.mapping ?? 'current' },
        by,
      ),
    skip: (organizationId: string, syncId: string, by: By & { readonly reason: string }) =>
      run(organizationId, syncId, { type: 'skip', reason: by.reason }, by),
    resolve: (
      organizationId: string,
      syncId: string,
      by: By & { readonly reason: string; readonly choice: 'ours' | 'theirs' },
    ) => run(organizationId, syncId, { type: 'resolve', choice: by.choice, reason: by.reason }, by),
    cancel: (organizationId: string, syncId: string, by: By & { readonly reason: string }) =>
      run(organizationId, syncId, { type: 'cancel', reason: by.reason }, by),
  }
}
