import { payloadPlace, type RecordKeys, UnsealableError } from '@syncline/db/custody'
import type { EventData } from '@syncline/domain/event'
import type { CanonicalRecord } from '@syncline/domain/record'
import type { Provider } from '@syncline/providers/port'
import { recordIn } from '../jobs/material.ts'

/** The record that lies sealed under a sync's payload; null where it does not open, or is none. */
export function openRecord(
  keys: RecordKeys,
  organizationId: string,
  source: Provider,
  request: EventData<'SyncRequested'>,
  sealed: Buffer,
): CanonicalRecord | null {
  try {
    const bytes = keys.openBytes(payloadPlace(organizationId, request.payloadId ?? ''), sealed)
    return recordIn(source, request, bytes)
  } catch (error) {
    if (error instanceof UnsealableError || error instanceof SyntaxError) return null
    throw error
  }
}
