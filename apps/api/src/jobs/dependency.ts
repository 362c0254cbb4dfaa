import { type EventData, streamName } from '@syncline/domain/event'
import type { SyncJob } from '@syncline/domain/job'
import { amountOf, type CanonicalRecord, type Dependency, sourceVersion } from '@syncline/domain/record'
import { uuidOf } from '../ingest/uuid.ts'
import type { ExecutorDeps } from './executor-deps.ts'
import { fetchObject, sealRecord } from './fetch-object.ts'
import type { Ready } from './prepare.ts'
import { erasedReason, refuse, type Step, wait, waitToRead } from './step.ts'

/** A dependency that has not come for so long does not come by itself. */
const longestWaitMs = 3_600_000
/** What was asked for a moment ago may not be known to be coming yet. */
const unknownWaitMs = 15_000
/** One that is gone at its source may still be told of by the webhook that is on its way. */
const goneWaitMs = 300_000

/**
 * What a sync does whose dependency is not at the target: it waits, and where nobody is bringing the dependency, it is
 * read from the source and asked for. A dependency that failed is waited for too: retrying it lets both go.
 */
export async function standOnDependency(
  deps: ExecutorDeps,
  job: SyncJob,
  ready: Ready,
  missing: Dependency,
): Promise<Step> {
  const { connectionId, source } = ready.state.request
  const named = `${missing.entity} ${missing.sourceId}`
  if (ready.ageMs > longestWaitMs) return refuse('DEPENDENCY_MISSING', `${named}: still not there`)
  const coming = await deps.store.within(job.organizationId, (tx) => tx.isKnown(connectionId, missing))
  if (coming) return wait('dependency', ready.ageMs)
  const fetched = await fetchObject(deps, job.organizationId, {
    ...source,
    id: missing.sourceId,
    entity: missing.entity,
  })
  // It came along in the same body, or not at all: there is nothing to read it from.
  if (!fetched && ready.ageMs < unknownWaitMs) return wait('dependency', ready.ageMs)
  if (!fetched || (!fetched.ok && !fetched.retryable))
    return refuse('DEPENDENCY_MISSING', `${named}: it could not be read from its source`)
  if (!fetched.ok) return waitToRead(fetched, 'dependency', ready.ageMs)
  if (!fetched.record || fetched.record.deleted)
    return ready.ageMs > goneWaitMs
      ? refuse('DEPENDENCY_MISSING', `${named}: it is gone at its source`)
      : wait('dependency', ready.ageMs)
  const requested = await requestFetched(deps, job, ready, fetched.record, fetched.objectVersion)
  return requested ? wait('dependency', 0) : { command: { type: 'cancel', reason: erasedReason } }
}

/**
 * Asks for a sync of a record that was read, not sent. Asked for once, whoever needs it.
 * @returns false where the person was erased meanwhile
 */
async function requestFetched(
  deps: ExecutorDeps,
  job: SyncJob,
  ready: Ready,
  record: CanonicalRecord,
  objectVersion: number | null,
): Promise<boolean> {
  const { organizationId } = job
  const { request } = ready.state
  const { source } = request
  const key = `dependency:${request.connectionId}:${record.entity}:${source.connectionId}:${source.accountId ?? ''}:${record.sourceId}`
  const syncId = uuidOf(`${organizationId}/${key}`)
  const sealed = await sealRecord(deps, { organizationId, syncId }, ready, record)
  if (!sealed) return false
  const { label, payload } = sealed
  const mapping = await deps.store.within(organizationId, (tx) =>
    tx.findMapping({ ...request, entity: record.entity }, null),
  )
  const data: EventData<'SyncRequested'> = {
    ...request,
    entity: record.entity,
    mappingVersion: mapping.version,
    operation: 'upsert',
    source: { ...source, id: record.sourceId, externalRef: null },
    // Older than whatever a webhook will tell of it.
    sourceVersion: sourceVersion(objectVersion ?? 0, 0, 0),
    objectVersion,
    label,
    amount: amountOf(record),
    deliveryId: null,
    payloadId: payload.payloadId,
    payloadKind: 'record',
    requestedFor: job.syncId,
  }
  await deps.appender.append({
    organizationId,
    stream: streamName('sync', syncId),
    events: [{ type: 'SyncRequested', data }],
    context: {
      now: deps.now(),
      actor: `system:${deps.worker}`,
      correlationId: ready.correlationId,
      causationPosition: ready.causationPosition,
    },
    idempotencyKey: key,
    payload,
  })
  return true
}
