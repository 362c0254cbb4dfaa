import { labelPlace, payloadPlace, UnsealableError } from '@syncline/db/custody'
import type { Entity, ProviderName } from '@syncline/domain/connection'
import type { ErrorCode } from '@syncline/domain/error'
import { type CanonicalRecord, recordLabel, subjectOf } from '@syncline/domain/record'
import type { Access, Fetched } from '@syncline/providers/port'
import { subjectIdOf } from '../erasure/subject-id.ts'
import { uuidv7 } from '../ingest/uuid.ts'
import type { ExecutorDeps } from './executor.ts'
import type { Ready } from './prepare.ts'

export type FetchDeps = Pick<
  ExecutorDeps,
  'loadProvider' | 'targets' | 'protection' | 'now' | 'signal' | 'log'
>

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
  const access = pull && (await openAccess(deps, organizationId, object.connectionId))
  if (!access) return null
  if (access === 'away') return signInAway
  const entry = await deps.protection.enter(organizationId, object.connectionId, 'read')
  if (!entry.ok)
    return { ok: false, code: entry.code, retryable: true, retryAfterMs: entry.waitMs, detail: null }
  const fetched = await pull.one(object.id, object.accountId, access)
  await entry.report(fetched)
  await noteToken(deps, organizationId, object.connectionId, access, fetched)
  return fetched
}

export const signInAway: Extract<Fetched, { ok: false }> = {
  ok: false,
  code: 'PROVIDER_UNAVAILABLE',
  retryable: true,
  retryAfterMs: 0,
  detail: null,
}

/** An access token that the provider took for over is not used again. That this can't be told now stops nothing. */
export async function noteToken(
  deps: Pick<ExecutorDeps, 'targets'> & { readonly log: Pick<ExecutorDeps['log'], 'error'> },
  organizationId: string,
  connectionId: string,
  { secrets }: Pick<Access, 'secrets'>,
  end: object & { readonly code?: ErrorCode },
): Promise<void> {
  if (end.code !== 'TOKEN_EXPIRED') return
  await deps.targets.refused(organizationId, connectionId, secrets).catch((error: unknown) => {
    deps.log.error({ err: error, organizationId, connectionId }, 'a refused access token could not be noted')
  })
}

/**
 * Credentials that do not open are as good as none: this sync fails with a remedy, the worker goes on. `away`: there
 * will be some again, and nobody has to do anything.
 */
export async function openAccess(
  deps: FetchDeps,
  organizationId: string,
  connectionId: string,
): Promise<Access | 'away' | null> {
  try {
    const target = await deps.targets.open(organizationId, connectionId)
    return target && target !== 'away' ? { ...target, now: deps.now, signal: deps.signal } : target
  } catch (error) {
    if (!(error instanceof UnsealableError)) throw error
    deps.log.error({ err: error, organizationId, connectionId }, 'credentials do not open')
    return null
  }
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
