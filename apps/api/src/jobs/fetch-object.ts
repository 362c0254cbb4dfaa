import { labelPlace, payloadPlace } from '@syncline/db/custody'
import type { Entity, ProviderName } from '@syncline/domain/connection'
import { type CanonicalRecord, recordLabel, subjectOf } from '@syncline/domain/record'
import type { Fetched } from '@syncline/providers/port'
import { subjectIdOf } from '../erasure/subject-id.ts'
import { uuidv7 } from '../ingest/uuid.ts'
import { type CallDeps, callProvider } from '../protection/call.ts'
import type { ExecutorDeps } from './executor-deps.ts'
import type { Ready } from './prepare.ts'

export type FetchDeps = CallDeps & Pick<ExecutorDeps, 'loadProvider' | 'signal'>

/**
 * Reads one object from a connection; null where its provider offers no such thing, or nothing opens it. Where the
 * provider may not be called now, it answers as if the provider had asked for a wait.
 */
export async function fetchObject(
  deps: FetchDeps,
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
  if (!pull) return null
  const { connectionId, id, accountId } = object
  const called = await callProvider(
    deps,
    { organizationId, connectionId, kind: 'read', signal: deps.signal },
    (access) => pull.one(id, accountId, access),
  )
  if (called.wentOut) return called.end
  return called.failure.code === 'NOT_CONFIGURED' ? null : called.failure
}

/**
 * A record that was fetched, sealed as a sync carries it, under the key of whom it is about: its label, and its bytes
 * beside the log. Null where that person was erased after the sync was asked for: what was asked for is not wanted any more.
 */
export async function sealRecord(
  deps: ExecutorDeps,
  { organizationId, syncId }: { organizationId: string; syncId: string },
  { keys, state, carriedAt }: Ready,
  record: CanonicalRecord,
) {
  const subjectId = subjectIdOf(organizationId, state.request.source, subjectOf(record))
  const subjectIds = subjectId === null ? [] : [subjectId]
  const sealing = await deps.store.within(organizationId, async (tx) => {
    const known = await tx.keysFor(keys, { lookUp: subjectIds, fresh: true })
    const erasedAt = subjectId && known.erasedAt(subjectId)
    return erasedAt && erasedAt > carriedAt ? null : tx.keysFor(keys, { subjectIds })
  })
  if (!sealing) return null
  const payloadId = uuidv7(deps.now().getTime())
  const bytes = Buffer.from(JSON.stringify(record))
  return {
    label: sealing.sealText(labelPlace(organizationId, syncId), recordLabel(record).slice(0, 200), subjectId),
    payload: {
      payloadId,
      sealed: sealing.sealBytes(payloadPlace(organizationId, payloadId), bytes, subjectId),
    },
  }
}
