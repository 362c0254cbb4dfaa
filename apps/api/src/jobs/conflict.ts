import type { SyncJob } from '@syncline/domain/job'
import type { SyncCommand } from '@syncline/domain/sync'
import type { Link, PushOutcome } from '@syncline/providers/port'
import type { ExecutorDeps } from './executor-deps.ts'
import { fetchObject } from './fetch-object.ts'
import type { Ready } from './prepare.ts'

type Failed = Extract<PushOutcome, { outcome: 'failed' }>
type Conflict = NonNullable<Extract<SyncCommand, { type: 'fail' }>['conflict']> | null

/** What a refused try comes to, and what may be remembered of the target's object. */
export interface Judged {
  readonly conflict: Conflict
  readonly learned: Link | null
}

/**
 * The target has another version than the one we knew: both sides changed. Who wins is the flow's to say. Where the
 * answer is not ours, the target's version is learned only once it is settled: a newer change of the record must not
 * slip past the question.
 */
export async function judgeConflict(
  deps: ExecutorDeps,
  job: SyncJob,
  ready: Ready,
  { code, learned }: Failed,
): Promise<Judged> {
  const known = ready.lane.link
  if (code !== 'VERSION_CONFLICT' || known === null || known.externalVersion === null)
    return { conflict: null, learned }
  const { externalId, externalVersion } = learned ?? { ...known, externalVersion: null }
  const found = { externalId, externalVersion }
  const { request } = ready.state
  if (externalVersion !== null) {
    const written = await deps.store.within(job.organizationId, (tx) => tx.carriedBack(request, externalId))
    // Where records flow both ways, a change of theirs that was written to the source is no news to it.
    if (written !== null && written >= externalVersion) return { conflict: null, learned }
  }
  switch (await deps.store.within(job.organizationId, (tx) => tx.conflictPolicy(request))) {
    case 'source_wins':
      return { conflict: null, learned }
    case 'target_wins':
      return { conflict: { verdict: 'keep_theirs', ...found }, learned }
    case 'ask':
      return { conflict: { verdict: 'ask', ...found }, learned: null }
    case 'newest_wins': {
      const newer = await isTheirsNewer(deps, job, ready, known)
      // Not known now: the next try meets the same conflict, and asks again.
      if (newer === null) return { conflict: null, learned: null }
      return newer ? { conflict: { verdict: 'keep_theirs', ...found }, learned } : { conflict: null, learned }
    }
  }
}

/** Null where the target does not answer now. One that does not say when it changed is not taken as newer. */
async function isTheirsNewer(
  deps: ExecutorDeps,
  { organizationId }: SyncJob,
  { state, lane, ageMs, mapping }: Ready,
  link: Link,
): Promise<boolean | null> {
  const { connectionId, provider, entity, sourceVersion, objectVersion } = state.request
  const fetched = await fetchObject(deps, organizationId, {
    connectionId,
    system: provider,
    accountId: lane.accountId,
    id: link.externalId,
    entity: mapping.mapping?.entity ?? entity,
  })
  if (!fetched) return false
  if (!fetched.ok) return fetched.retryable ? null : false
  if (fetched.changedAt === null) return false
  // A version tells the second of the change, where it is no number that the provider counts.
  const oursMs =
    objectVersion === null ? Number(sourceVersion.slice(0, 12)) * 1_000 : deps.now().getTime() - ageMs
  return Date.parse(fetched.changedAt) > oursMs
}
