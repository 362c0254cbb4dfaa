import { operationPlace, UnsealableError } from '@syncline/db/custody'
import type { SyncJob } from '@syncline/domain/job'
import { isTie } from '@syncline/domain/record'
import type { Sync } from '@syncline/domain/sync'
import type { Fetched, Link, PlanContext, PlannedCall, PushAdapter } from '@syncline/providers/port'
import { noteToken, openAccess } from '../protection/call.ts'
import { standOnDependency } from './dependency.ts'
import type { ExecutorDeps } from './executor-deps.ts'
import { fetchObject } from './fetch-object.ts'
import type { Lane } from './lane.ts'
import { atSource, type ForTarget, mapForTarget } from './map-record.ts'
import type { Material } from './material.ts'
import type { Ready } from './prepare.ts'
import { readSourceFirst } from './read-source.ts'
import { referenceOf } from './reference.ts'
import { deletedReason, erasedReason, refuse, type Step, wait, waitToRead } from './step.ts'

type Pending = Extract<Sync, { status: 'pending' }>

/**
 * So long after a try it may still be carried out, on a slow line or by a slow provider: only then is absence certain.
 */
const settleMs = 60_000

/** @param inParty whether it may go out with others */
export async function chooseStep(
  deps: ExecutorDeps,
  job: SyncJob,
  ready: Ready,
  inParty: boolean,
): Promise<Step> {
  const { state, lane, material, mapping } = ready
  const { organizationId } = job
  const ends = [state.request.connectionId, state.request.source.connectionId]
  if (await deps.targets.isOff(organizationId, ends, state.request.entity))
    return wait('switch_off', ready.ageMs)
  if (material.kind === 'source') return readSourceFirst(deps, job, ready)
  if (material.kind === 'erased') return { command: { type: 'cancel', reason: erasedReason } }
  const { connectionId, entity, provider } = state.request
  const left = nothingLeft(state, lane)
  if (left) return { command: left }
  if (material.kind === 'unusable') return refuse(material.code)
  const access = await openAccess(deps, job.organizationId, connectionId)
  if (access === 'away') return wait('retry_at', ready.ageMs)
  if (access === 'gone')
    return material.kind === 'repeat'
      ? refuse('NOT_CONFIGURED', `${deletedReason}.`)
      : { command: { type: 'cancel', reason: deletedReason } }
  const { push: adapters, manifest } = await deps.loadProvider(provider)
  const push = adapters?.[mapping.mapping?.entity ?? entity] as PushAdapter | undefined
  if (!access || !push) return refuse('NOT_CONFIGURED')
  const together = inParty ? push.together : undefined
  const start = (call: PlannedCall, sealedOperation: string, hasOwnKey = true): Step => ({
    command: {
      type: 'start',
      idempotencyBase: job.syncId,
      sealedOperation,
      worker: deps.worker,
      mappingVersion: mapping.version,
    },
    async send(idempotencyKey) {
      const outcome = await push.send(call, idempotencyKey, access)
      await noteToken(deps, organizationId, connectionId, access, outcome)
      return outcome
    },
    ...(together?.takes(call) && !(hasOwnKey && together.hidesKeys) && { joint: { together, call, access } }),
  })
  if (material.kind === 'repeat') {
    const { call, sealed } = material
    const nowMs = deps.now().getTime()
    const forgotten = nowMs - ready.keySince.getTime() >= manifest.keyLifeMs
    if (!forgotten && state.repeatable && !call.amongOthers) return start(call, sealed)
    const waitMs = settleMs - (nowMs - (ready.triedAt?.getTime() ?? 0))
    if (waitMs > 0) return { command: { type: 'scheduleRetry', hold: 'outcome_unknown', waitMs } }
    return { ask: () => push.lookUp(call, access) }
  }

  const newest = needsReading(state, lane) ? await readSource(deps, job, ready) : null
  if (newest && !newest.ok && newest.retryable) return waitToRead(newest, 'retry_at', ready.ageMs)
  const record = newest?.ok ? (newest.record ?? { ...material.record, deleted: true }) : material.record
  const mapped = await mapForTarget(deps, job, ready, record, mapping)
  if (!('record' in mapped)) return mapped
  const reference = await referenceOf(deps, job, ready, mapped.record)
  const plan = planned(push, mapped, ready, {
    ...reference,
    ...(access.choices && { choices: access.choices }),
  })
  if (plan === null) return refuse('PAYLOAD_UNREADABLE')
  if (!plan.ok && plan.missing) return standOnDependency(deps, job, ready, atSource(plan.missing, record))
  // Ended before it came, deleted or voided: nothing is there that could be ended.
  if (!plan.ok && plan.code === 'RECORD_NOT_FOUND') {
    const command = { type: 'supersede', reason: 'never_written', newerVersion: null } as const
    return record.deleted ? { command } : { command, revivable: true }
  }
  if (!plan.ok) return refuse(plan.code, `${plan.field}: ${plan.detail}`.slice(0, 500))
  const amongOthers = together?.hidesKeys && together.takes(plan.call)
  const call: PlannedCall = amongOthers ? { ...plan.call, amongOthers } : plan.call
  return start(call, sealedCall(job, ready, material, JSON.stringify(call)), !amongOthers)
}

/** The sealed bytes of the last try where this one says the same, so that it goes out under the same key. */
function sealedCall(
  { organizationId, syncId }: SyncJob,
  { state }: Ready,
  { keys, subjectId }: Extract<Material, { kind: 'record' }>,
  call: string,
): string {
  const place = operationPlace(organizationId, syncId)
  const last = state.operation?.sealed
  try {
    if (last !== undefined && keys.openText(place, last) === call) return last
  } catch (error) {
    if (!(error instanceof UnsealableError)) throw error
  }
  return keys.sealText(place, call, subjectId)
}

function nothingLeft({ request, lastCertainty, conflict }: Pending, lane: Lane) {
  const { sourceVersion, objectVersion } = request
  const supersede = (
    reason: 'newer_written' | 'echo' | 'deleted_at_source' | 'target_kept',
    newerVersion: string | null,
  ) => ({ type: 'supersede', reason, newerVersion }) as const
  if (conflict?.choice === 'theirs') return supersede('target_kept', null)
  if (
    lane.sourceVersion !== null &&
    lane.sourceVersion > sourceVersion &&
    !isTie(lane.sourceVersion, sourceVersion)
  )
    return supersede('newer_written', lane.sourceVersion)
  // What a try of ours may have written has to be known before it is left behind.
  if (lastCertainty === 'unknown') return null
  // What has ended there ends once, and comes to life no more.
  if (lane.deleted) return supersede('deleted_at_source', lane.sourceVersion)
  const isOurs =
    objectVersion !== null && lane.writtenVersion !== null && objectVersion <= lane.writtenVersion
  // What another record waits for and is not there yet is news to this target, wherever we had it from.
  const isWaitedFor = request.requestedFor !== null && lane.link === null
  if (isOurs && !isWaitedFor) return supersede('echo', null)
  return null
}

/** Two changes of one time: which of them is newer only the source knows. */
function needsReading({ tied, request }: Pending, lane: Lane): boolean {
  return tied || (lane.sourceVersion !== null && isTie(lane.sourceVersion, request.sourceVersion))
}

/** Null when the adapter tripped over the record: this sync fails, the worker goes on. */
function planned(
  push: PushAdapter,
  { record, externalIds }: ForTarget,
  { lane, state }: Ready,
  more: Pick<PlanContext, 'reference' | 'choices'>,
) {
  try {
    return push.plan(record, {
      link: linkToWrite(lane, state.conflict),
      accountId: lane.accountId,
      ...more,
      externalIdOf: ({ sourceId }) => externalIds.get(sourceId) ?? null,
    })
  } catch {
    return null
  }
}

/** A person chose to write over the version that was found; over a later one they did not. */
function linkToWrite({ link }: Lane, conflict: Pending['conflict']): Link | null {
  const over = conflict?.choice === 'ours' ? conflict.externalVersion : null
  return link && over !== null
    ? { ...link, externalVersion: Math.max(link.externalVersion ?? 0, over) }
    : link
}

/** The record as it is at its source now; null where it can't be read from there. */
async function readSource(deps: ExecutorDeps, job: SyncJob, { state }: Ready): Promise<Fetched | null> {
  const { source, entity } = state.request
  return fetchObject(deps, job.organizationId, { ...source, entity })
}
