import type { SyncJob } from '@syncline/domain/job'
import type { Sync, SyncCommand } from '@syncline/domain/sync'
import type { Link } from '@syncline/providers/port'
import type { ExecutorDeps } from './executor-deps.ts'
import { type Learned, nothingLearned } from './lane.ts'
import { fold, isDue, type Ready } from './prepare.ts'

export const written = ({ state }: Ready, link: Link): Learned => ({
  link,
  sourceVersion: state.request.sourceVersion,
  deleted: state.request.operation === 'delete',
})

/** Theirs was kept by a person's choice: from here on that version is the one we know. */
export const keptLink = ({ state: { conflict } }: Ready): Link | null =>
  conflict?.choice === 'theirs' ? conflict : null

/** On its way, or it may have been written and goes out again: the record's next change waits until that is known. */
const isOut = (state: Sync): boolean =>
  state.status === 'syncing' || (state.status === 'pending' && state.lastCertainty === 'unknown')

/** @param state what has become of the sync: its lane is kept while it is out, with this worker or another */
export const leave = (
  deps: ExecutorDeps,
  { organizationId, syncId }: SyncJob,
  { state: { request }, lane }: Ready,
  learned: Learned,
  state: Sync,
) =>
  deps.store.within(organizationId, (tx) =>
    tx.leaveLane(request, lane, isOut(state) ? null : syncId, learned),
  )

/** The record has ended at its source and nothing has to be sent for that. */
export const isEnded = (command: SyncCommand): boolean =>
  command.type === 'supersede' && ['deleted_at_source', 'never_written'].includes(command.reason)

/**
 * Remembers an end that nothing had to be sent for, before it becomes a fact: who dies in between finds the sync
 * still in line, and nothing older gets past it.
 */
export const bury = (
  deps: ExecutorDeps,
  { organizationId }: SyncJob,
  { state, lane }: Ready,
  deleted: boolean,
) =>
  deps.store.within(organizationId, (tx) =>
    tx.leaveLane(state.request, lane, null, {
      link: null,
      sourceVersion: state.request.sourceVersion,
      deleted,
    }),
  )

/**
 * The lane is held under the sync's own name: while another worker has the sync out, or what it did is not known yet,
 * it is that worker's to leave.
 */
export async function leaveUnlessOut(deps: ExecutorDeps, job: SyncJob, ready: Ready): Promise<void> {
  const { organizationId, syncId } = job
  const state = await deps.store.within(organizationId, async (tx) => {
    const now = fold(await tx.readSync(syncId))
    // One that is due may begin at this moment: whoever carries it leaves the lane.
    if (!isOut(now) && !isDue(now, deps.now()))
      await tx.leaveLane(ready.state.request, ready.lane, syncId, nothingLearned)
    return now
  })
  // A newer change was put in its place: it goes out with that.
  if (isDue(state, deps.now())) await deps.again(job, 0)
}
