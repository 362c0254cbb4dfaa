import { operationPlace, UnsealableError } from '@syncline/db/custody'
import type { Entity, ProviderName } from '@syncline/domain/connection'
import type { SyncJob } from '@syncline/domain/job'
import { type CanonicalRecord, isTie } from '@syncline/domain/record'
import type { Sync, SyncCommand } from '@syncline/domain/sync'
import type { Access, Fetched, LookUp, PlannedCall, PushAdapter, PushOutcome } from '@syncline/providers/port'
import { standOnDependency } from './dependency.ts'
import type { ExecutorDeps, Ready } from './executor.ts'
import type { Lane } from './lane.ts'

type Pending = Extract<Sync, { status: 'pending' }>

/** What happens next with a sync that is due and has its lane. */
export type Step =
  | { readonly command: Extract<SyncCommand, { type: 'supersede' | 'refuse' | 'scheduleRetry' }> }
  | {
      readonly command: Extract<SyncCommand, { type: 'start' }>
      readonly send: (idempotencyKey: string) => Promise<PushOutcome>
    }
  /** The key of the open try may be forgotten: the provider is asked, nothing is repeated. */
  | { readonly ask: () => Promise<LookUp> }

export const refuse = (
  code: Extract<SyncCommand, { type: 'refuse' }>['code'],
  detail: string | null = null,
): Step => ({ command: { type: 'refuse', code, detail } })

/** So long after a try it may still be carried out: on a slow line, or by a slow provider. Only then absence is certain. */
const settleMs = 60_000

/** How long a sync waits before it looks again whether its reading or its dependency is there: longer and longer. */
export function wait(hold: 'dependency' | 'retry_at', ageMs: number): Step {
  const waitMs = Math.round(Math.min(Math.max(ageMs / 2, 500), 60_000))
  return { command: { type: 'scheduleRetry', hold, waitMs } }
}

export async function chooseStep(deps: ExecutorDeps, job: SyncJob, ready: Ready): Promise<Step> {
  const { state, lane, material } = ready
  const { connectionId, entity, provider } = state.request
  const left = nothingLeft(state, lane)
  if (left) return { command: left }
  if (material.kind === 'unusable') return refuse(material.code)
  const access = await openAccess(deps, job.organizationId, connectionId)
  const { push: adapters, manifest } = await deps.loadProvider(provider)
  const push = adapters?.[entity] as PushAdapter | undefined
  if (!access || !push) return refuse('NOT_CONFIGURED')
  const start = (call: PlannedCall, sealedOperation: string): Step => ({
    command: { type: 'start', idempotencyBase: job.syncId, sealedOperation, worker: deps.worker },
    send: (idempotencyKey) => push.send(call, idempotencyKey, access),
  })
  if (material.kind === 'repeat') {
    const { call, sealed } = material
    const nowMs = deps.now().getTime()
    const forgotten = nowMs - ready.keySince.getTime() >= manifest.keyLifeMs
    if (!forgotten) return start(call, sealed)
    const waitMs = settleMs - (nowMs - (ready.triedAt?.getTime() ?? 0))
    if (waitMs > 0) return { command: { type: 'scheduleRetry', hold: 'outcome_unknown', waitMs } }
    return { ask: () => push.lookUp(call, access) }
  }

  const newest = needsReading(state, lane) ? await readSource(deps, job, ready) : null
  if (newest && !newest.ok && newest.retryable) return wait('retry_at', ready.ageMs)
  const record = newest?.ok ? (newest.record ?? { ...material.record, deleted: true }) : material.record
  // Nothing of it ever got there, and nothing older may any more.
  if (record.deleted && !lane.link) return { command: supersede('deleted_at_source', null) }
  const plan = planned(push, record, ready)
  if (plan === null) return refuse('PAYLOAD_UNREADABLE')
  if (!plan.ok && plan.missing) return standOnDependency(deps, job, ready, plan.missing)
  if (!plan.ok) return refuse(plan.code, `${plan.field}: ${plan.detail}`.slice(0, 500))
  return start(plan.call, sealedCall(job, ready, JSON.stringify(plan.call)))
}

/** The sealed bytes of the last try where this one says the same, so that it goes out under the same key. */
function sealedCall({ organizationId, syncId }: SyncJob, { keys, state }: Ready, call: string): string {
  const place = operationPlace(organizationId, syncId)
  const last = state.operation?.sealed
  try {
    if (last !== undefined && keys.openText(place, last) === call) return last
  } catch (error) {
    if (!(error instanceof UnsealableError)) throw error
  }
  return keys.sealText(place, call)
}

type Supersede = Extract<SyncCommand, { type: 'supersede' }>
const supersede = (reason: Supersede['reason'], newerVersion: string | null): Supersede => ({
  type: 'supersede',
  reason,
  newerVersion,
})

function nothingLeft({ request, lastCertainty }: Pending, lane: Lane) {
  const { sourceVersion, operation, objectVersion } = request
  if (
    lane.sourceVersion !== null &&
    lane.sourceVersion > sourceVersion &&
    !isTie(lane.sourceVersion, sourceVersion)
  )
    return supersede('newer_written', lane.sourceVersion)
  // What a try of ours may have written has to be known before it is left behind.
  if (lastCertainty === 'unknown') return null
  if (lane.deleted && operation === 'upsert') return supersede('deleted_at_source', lane.sourceVersion)
  if (objectVersion !== null && lane.writtenVersion !== null && objectVersion <= lane.writtenVersion)
    return supersede('echo', null)
  return null
}

/** Two changes of one time: which of them is newer only the source knows. */
function needsReading({ tied, request }: Pending, lane: Lane): boolean {
  return tied || (lane.sourceVersion !== null && isTie(lane.sourceVersion, request.sourceVersion))
}

/** Null when the adapter tripped over the record: this sync fails, the worker goes on. */
function planned(push: PushAdapter, record: CanonicalRecord, { lane, material }: Ready) {
  const externalIds = material.kind === 'record' ? material.externalIds : new Map<string, string>()
  try {
    return push.plan(record, {
      link: lane.link,
      accountId: lane.accountId,
      externalIdOf: ({ sourceId }) => externalIds.get(sourceId) ?? null,
    })
  } catch {
    return null
  }
}

/** The record as it is at its source now; null where it can't be read from there. */
async function readSource(deps: ExecutorDeps, job: SyncJob, { state }: Ready): Promise<Fetched | null> {
  const { source, entity } = state.request
  return fetchObject(deps, job.organizationId, { ...source, entity })
}

/** Reads one object from a connection; null where its provider offers no such thing, or nothing opens it. */
export async function fetchObject(
  deps: ExecutorDeps,
  organizationId: string,
  object: {
    connectionId: string
    system: ProviderName
    accountId: string | null
    id: string
    entity: Entity
  },
): Promise<Fetched | null> {
  const pull = (await deps.loadProvider(object.system)).pull?.[object.entity]
  const access = pull && (await openAccess(deps, organizationId, object.connectionId))
  return access ? pull.one(object.id, object.accountId, access) : null
}

/** Credentials that do not open are as good as none: this sync fails with a remedy, the worker goes on. */
async function openAccess(
  deps: ExecutorDeps,
  organizationId: string,
  connectionId: string,
): Promise<Access | null> {
  try {
    const target = await deps.targets.open(organizationId, connectionId)
    return target && { ...target, now: deps.now, signal: deps.signal }
  } catch (error) {
    if (!(error instanceof UnsealableError)) throw error
    deps.log.error({ err: error, organizationId, connectionId }, 'credentials do not open')
    return null
  }
}
