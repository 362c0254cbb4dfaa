import type { AppendRequest } from '@syncline/db/log'
import { SynclineError } from '@syncline/domain/error'
import { type Actor, type CommandContext, streamName } from '@syncline/domain/event'
import type { SyncJob } from '@syncline/domain/job'
import type { SyncCommand } from '@syncline/domain/sync'
import type { ExecutorDeps } from './executor-deps.ts'
import type { Ready } from './prepare.ts'

interface Preparation {
  readonly expectedVersion?: number
  readonly payload?: AppendRequest['payload']
}

export function run(
  deps: ExecutorDeps,
  job: SyncJob,
  ready: Ready,
  command: SyncCommand,
  prepared: Preparation = {},
) {
  return deps.runner.run({
    organizationId: job.organizationId,
    stream: streamName('sync', job.syncId),
    command,
    context: context(deps, ready.correlationId, ready.causationPosition),
    ...prepared,
  })
}

/**
 * The fence: what was planned on one version of the sync may begin on that version only. Who finds another has lost
 * the sync, and nothing has gone out yet.
 * @returns the state afterwards; null when it was lost
 */
export async function begin(
  deps: ExecutorDeps,
  job: SyncJob,
  ready: Ready,
  command: SyncCommand,
  payload?: AppendRequest['payload'],
) {
  const prepared = { expectedVersion: ready.version, ...(payload && { payload }) }
  try {
    return (await run(deps, job, ready, command, prepared)).state
  } catch (error) {
    if (error instanceof SynclineError && error.code === 'STATE_CONFLICT') return null
    throw error
  }
}

function context(deps: ExecutorDeps, correlationId: string, causationPosition: number): CommandContext {
  return { now: deps.now(), actor: `system:${deps.worker}` as Actor, correlationId, causationPosition }
}
