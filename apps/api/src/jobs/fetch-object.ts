import { labelPlace, type OrganizationKeys, payloadPlace, UnsealableError } from '@syncline/db/custody'
import type { Entity, ProviderName } from '@syncline/domain/connection'
import { type CanonicalRecord, recordLabel } from '@syncline/domain/record'
import type { Access, Fetched } from '@syncline/providers/port'
import { uuidv7 } from '../ingest/uuid.ts'
import type { ExecutorDeps } from './executor.ts'

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
  const entry = await deps.protection.enter(organizationId, object.connectionId, 'read')
  if (!entry.ok)
    return { ok: false, code: entry.code, retryable: true, retryAfterMs: entry.waitMs, detail: null }
  const fetched = await pull.one(object.id, object.accountId, access)
  await entry.report(fetched)
  return fetched
}

/** Credentials that do not open are as good as none: this sync fails with a remedy, the worker goes on. */
export async function openAccess(
  deps: FetchDeps,
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

/** A record that was fetched, sealed as a sync carries it: its label, and its bytes beside the log. */
export function sealRecord(
  keys: OrganizationKeys,
  { organizationId, syncId, now }: { organizationId: string; syncId: string; now: Date },
  record: CanonicalRecord,
) {
  const payloadId = uuidv7(now.getTime())
  const bytes = Buffer.from(JSON.stringify(record))
  return {
    label: keys.sealText(labelPlace(organizationId, syncId), recordLabel(record).slice(0, 200)),
    payload: { payloadId, sealed: keys.sealBytes(payloadPlace(organizationId, payloadId), bytes) },
  }
}
