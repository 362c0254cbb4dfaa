import {
  ErasedError,
  type OrganizationKeys,
  operationPlace,
  payloadPlace,
  type RecordKeys,
} from '@syncline/db/custody'
import type { EventData } from '@syncline/domain/event'
import { type CanonicalRecord, canonicalRecord, dependenciesOf, subjectOf } from '@syncline/domain/record'
import { openOperation, type Sync } from '@syncline/domain/sync'
import { type PlannedCall, type Provider, readerOf } from '@syncline/providers/port'
import { subjectIdOf } from '../erasure/subject-id.ts'
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
      /** Whom the record is about; null for nobody. */
      readonly subjectId: string | null
      /** Of the subject and of the sync's last try. */
      readonly keys: RecordKeys
    }
  /** Nothing yet: it is to be read from the source. */
  | { readonly kind: 'source' }
  | { readonly kind: 'unusable'; readonly code: 'PAYLOAD_EXPIRED' | 'PAYLOAD_UNREADABLE' }
  /** The person it is about was erased: nothing goes out any more, and nothing of it can be read. */
  | { readonly kind: 'erased' }

interface MaterialInput {
  readonly organizationId: string
  readonly syncId: string
  readonly state: Pending
  readonly keys: OrganizationKeys
  readonly source: Provider
}

export async function readMaterial(tx: SyncTransaction, input: MaterialInput): Promise<Material> {
  const { organizationId, syncId, state } = input
  const { request, operation } = state
  const { payloadId } = request
  const open = openOperation(state)
  const sealed = open === null && payloadId !== null ? await tx.readPayload(payloadId) : null
  const keys = await tx.keysFor(input.keys, { sealed: [request.label, operation?.sealed, sealed] })
  if ([request.label, operation?.sealed].some((text) => text && keys.isErased(text)))
    return { kind: 'erased' }
  if (payloadId === null) return { kind: 'source' }
  let record: CanonicalRecord | null
  try {
    if (open !== null) {
      const call = JSON.parse(keys.openText(operationPlace(organizationId, syncId), open)) as PlannedCall
      return { kind: 'repeat', call, sealed: open }
    }
    if (!sealed) return { kind: 'unusable', code: 'PAYLOAD_EXPIRED' }
    record = recordIn(input.source, request, keys.openBytes(payloadPlace(organizationId, payloadId), sealed))
  } catch (error) {
    // It named somebody else too, who was erased; this record's own person was not.
    if (error instanceof ErasedError) return { kind: 'unusable', code: 'PAYLOAD_EXPIRED' }
    // Sealed bytes that do not open, or an adapter that tripped over its input: this sync fails, the worker goes on.
    record = null
  }
  if (!record) return { kind: 'unusable', code: 'PAYLOAD_UNREADABLE' }
  const dependencies = dependenciesOf(record)
  const externalIds =
    dependencies.length === 0 ? new Map<string, string>() : await tx.findExternalIds(request, dependencies)
  const subjectId = subjectIdOf(organizationId, request.source, subjectOf(record))
  const sealing = await tx.keysFor(input.keys, {
    sealed: [operation?.sealed],
    subjectIds: subjectId === null ? [] : [subjectId],
  })
  return { kind: 'record', record, externalIds, subjectId, keys: sealing }
}

/** What lies in opened bytes; null where they are no record of the kind that was asked for. */
export function recordIn(source: Provider, request: Requested, bytes: Buffer): CanonicalRecord | null {
  if (request.payloadKind === 'webhook')
    return readerOf(source)?.record(bytes, request.entity, request.source.id) ?? null
  const read = canonicalRecord.safeParse(JSON.parse(bytes.toString('utf8')))
  return read.success ? read.data : null
}
