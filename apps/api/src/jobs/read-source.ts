import type { SyncJob } from '@syncline/domain/job'
import { amountOf, type CanonicalRecord, readVersion } from '@syncline/domain/record'
import { openAccess } from '../protection/call.ts'
import type { ExecutorDeps } from './executor-deps.ts'
import { fetchObject, sealRecord } from './fetch-object.ts'
import type { Ready } from './prepare.ts'
import { deletedSourceReason, erasedReason, heldBy, refuse, type Step, waitToRead } from './step.ts'

/** A source that could not be read for so long fails the sync, so that a person hears of it. */
const longestWaitMs = 3_600_000

/**
 * A sync that was asked for by hand, or by a webhook that only points, has nothing to send yet: its record is read from
 * the source, and from there it is carried as one that a webhook told of, in the same lane and by the same rules.
 */
export async function readSourceFirst(deps: ExecutorDeps, job: SyncJob, ready: Ready): Promise<Step> {
  const { organizationId } = job
  const { source, entity } = ready.state.request
  const fetched = await fetchObject(deps, organizationId, { ...source, entity })
  if (!fetched)
    return (await openAccess(deps, organizationId, source.connectionId)) === 'gone'
      ? { command: { type: 'cancel', reason: deletedSourceReason } }
      : refuse('NOT_CONFIGURED', 'Its source could not be read.')
  if (!fetched.ok) {
    if (fetched.retryable && (heldBy(fetched.code) || ready.ageMs < longestWaitMs))
      return waitToRead(fetched, 'retry_at', ready.ageMs)
    return refuse(fetched.code, fetched.detail)
  }
  const { order, objectVersion } = fetched
  const isPointedAt = ready.state.request.deliveryId !== null
  // A webhook pointed at it, and it is gone since: it ends at the target, or another webhook tells of its deletion.
  const gone = fetched.record || !isPointedAt ? null : await goneOf(deps, ready)
  const record = fetched.record ?? gone
  if (!record && isPointedAt)
    return { command: { type: 'supersede', reason: 'deleted_at_source', newerVersion: null } }
  if (!record) return refuse('RECORD_NOT_FOUND', `${entity} ${source.id}: its source has none`)
  const sealed = await sealRecord(deps, job, ready, record)
  if (!sealed) return { command: { type: 'cancel', reason: erasedReason } }
  const { label, payload } = sealed
  return {
    command: {
      type: 'readSource',
      read: {
        operation: record.deleted ? 'delete' : 'upsert',
        // What is not there tells no time of its own: it is as old as the word that it was spoken of.
        sourceVersion: gone ? ready.state.request.sourceVersion : readVersion(order, objectVersion),
        objectVersion,
        label,
        amount: amountOf(record),
        deliveryId: null,
        payloadId: payload.payloadId,
        payloadKind: 'record',
      },
    },
    payload,
  }
}

async function goneOf(deps: ExecutorDeps, { state: { request } }: Ready): Promise<CanonicalRecord | null> {
  const { source, entity } = request
  return (await deps.loadProvider(source.system)).pull?.[entity]?.gone?.(source.id) ?? null
}
