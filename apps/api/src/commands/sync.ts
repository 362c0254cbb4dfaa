import type { Appender } from '@syncline/db/log'
import { SynclineError } from '@syncline/domain/error'
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
export function createSyncCommands({
  runner,
  isErased,
  now = () => new Date(),
}: {
  readonly runner: SyncRunner
  /** Whether what it would send was destroyed with the keys of a person. */
  readonly isErased: (organizationId: string, syncId: string) => Promise<boolean>
  readonly now?: () => Date
}) {
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
    /** @throws SynclineError SUBJECT_ERASED, and what the decider refuses with */
    async retry(
      organizationId: string,
      syncId: string,
      by: By & { readonly mapping?: 'current' | 'recorded' },
    ) {
      if (await isErased(organizationId, syncId)) throw new SynclineError('SUBJECT_ERASED')
      const mapping = by.mapping ?? 'current'
      return run(organizationId, syncId, { type: 'retry', reason: by.reason || null, mapping }, by)
    },
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
