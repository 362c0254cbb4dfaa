import { type OrganizationKeys, operationPlace, payloadPlace } from '@syncline/db/custody'
import type { EventData } from '@syncline/domain/event'
import { type CanonicalRecord, canonicalRecord, dependenciesOf } from '@syncline/domain/record'
import { openOperation, type Sync } from '@syncline/domain/sync'
import { type PlannedCall, type Provider, readerOf } from '@syncline/providers/port'
import type { SyncTransaction } from './sync-store.ts'

type Pending = Extract<Sync, { status: 'pending' }>
type Requested = EventData<'SyncRequested'>

/** What a try stands on: the bytes of the last one while its outcome is open, else the record. */
export type Material =
  | { readonly kind: 'repeat'; readonly call: PlannedCall; readonly sealed: string }
  | {
      readonly kind: 'record'
      readonly record: CanonicalRecord
      /** By the id at the source. */
      readonly externalIds: ReadonlyMap<string, string>
    }
  /** Nothing yet: it is to be read from the source. */
  | { readonly kind: 'source' }
  | { readonly kind: 'unusable'; readonly code: 'PAYLOAD_EXPIRED' | 'PAYLOAD_UNREADABLE' }

interface MaterialInput {
  readonly organizationId: string
  readonly syncId: string
  readonly state: Pending
  readonly keys: OrganizationKeys
  readonly source: Provider
}

export async function readMaterial(tx: SyncTransaction, input: MaterialInput): Promise<Material> {
  const { organizationId, syncId, state, keys } = input
  const { request } = state
  const { payloadId } = request
  const open = openOperation(state)
  if (payloadId === null) return { kind: 'source' }
  const sealed = open === null ? await tx.readPayload(payloadId) : null
  let record: CanonicalRecord | null
  try {
    if (open !== null) {
      const call = JSON.parse(keys.openText(operationPlace(organizationId, syncId), open)) as PlannedCall
      return { kind: 'repeat', call, sealed: open }
    }
    if (!sealed) return { kind: 'unusable', code: 'PAYLOAD_EXPIRED' }
    record = recordIn(input.source, request, keys.openBytes(payloadPlace(organizationId, payloadId), sealed))
  } catch {
    // Sealed bytes that do not open, or an adapter that tripped over its input: this sync fails, the worker goes on.
    record = null
  }
  if (!record) return { kind: 'unusable', code: 'PAYLOAD_UNREADABLE' }
  const dependencies = dependenciesOf(record)
  const externalIds =
    dependencies.length === 0 ? new Map<string, string>() : await tx.findExternalIds(request, dependencies)
  return { kind: 'record', record, externalIds }
}

/** What lies in opened bytes; null where they are no record of the kind that was asked for. */
export function recordIn(source: Provider, request: Requested, bytes: Buffer): CanonicalRecord | null {
  if (request.payloadKind === 'webhook')
    return readerOf(source)?.record(bytes, request.entity, request.source.id) ?? null
  const read = canonicalRecord.safeParse(JSON.parse(bytes.toString('utf8')))
  return read.success ? read.data : null
}
