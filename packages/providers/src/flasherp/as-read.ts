import type { Entity } from '@syncline/domain/connection'
import type { CanonicalRecord, RecordOf } from '@syncline/domain/record'
import type { PlanContext } from '../provider.ts'
import type { Kind } from './kind.ts'

/** Names an object that was never written, where one has to be named. */
const unwritten = 'unwritten'

/** The record as FlashERP's object would be read: what is written of it, told by the one who reads. */
export function asRead<Name extends Entity>(
  kind: Kind<Name>,
  record: RecordOf<Name>,
  context: PlanContext,
): CanonicalRecord | null {
  const asked = kind.membersOf(record, { ...context, reference: null })
  if (!asked.ok) return null
  const head = { id: context.link?.externalId ?? unwritten, version: 1, external_ref: null, updated_at: null }
  return kind.read({ ...asked.members, ...(record.deleted && kind.ending), ...head })?.record ?? null
}
