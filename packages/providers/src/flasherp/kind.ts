import type { Entity } from '@syncline/domain/connection'
import type { ErrorCode } from '@syncline/domain/error'
import type { CanonicalRecord, RecordOf } from '@syncline/domain/record'
import type { z } from 'zod'
import { keptReference, type Plan, type PlanContext } from '../provider.ts'

export type NoPlan = Extract<Plan, { ok: false }>
export type Members = { readonly ok: true; readonly members: Readonly<Record<string, unknown>> } | NoPlan

/** What every kind of FlashERP's objects has in common once it is read. */
export interface ObjectHead {
  readonly version: number
  readonly external_ref: string | null
  readonly updated_at: string | null
}

/** One kind of object there and the record it is here. */
export interface ObjectKind {
  readonly entity: Entity
  /** As it stands in addresses. */
  readonly plural: string
  /** An object of an answer or a webhook; null when it hasn't the shape. */
  read(object: unknown): ReadObject | null
  /** What stands in an object whose record was deleted: FlashERP deletes nothing. */
  readonly ending: Readonly<Record<string, unknown>>
  /** Other kinds refer to it: it has to be there, also when it has ended. */
  readonly referredTo: boolean
}

export interface Kind<Name extends Entity> extends ObjectKind {
  /** All members of the object that a living record asks for, in one order. */
  membersOf(record: RecordOf<Name>, context: PlanContext): Members
}

export interface ReadObject {
  readonly head: ObjectHead
  readonly record: CanonicalRecord
}

/** Reads by a schema, then tells what was read as a record. */
export function objectReader<Shape extends ObjectHead>(
  schema: z.ZodType<Shape>,
  toRecord: (object: Shape) => CanonicalRecord,
): ObjectKind['read'] {
  return (object) => {
    const read = schema.safeParse(object)
    return read.success ? { head: read.data, record: toRecord(read.data) } : null
  }
}

export const noCall = (code: ErrorCode, field: string, detail: string): NoPlan => ({
  ok: false,
  code,
  field,
  detail,
})

/** Where the record came from; nothing where the object keeps what it has. */
export function referenceMember(record: { readonly sourceId: string }, context: PlanContext) {
  const external_ref = keptReference(record, context)
  return external_ref === null ? {} : { external_ref }
}

/** FlashERP takes null for nothing, never an empty text. */
export const filled = (text: string | null): string | null => (text === '' ? null : text)

/** The customer's id at FlashERP, which has to be there first. Null for nobody. */
export function customerIdOf(
  record: { readonly customerId: string | null },
  { externalIdOf }: PlanContext,
): { readonly ok: true; readonly id: string | null } | NoPlan {
  if (record.customerId === null) return { ok: true, id: null }
  const missing = { entity: 'customer', sourceId: record.customerId } as const
  const id = externalIdOf(missing)
  if (id !== null) return { ok: true, id }
  return {
    ...noCall('DEPENDENCY_MISSING', 'customer_id', 'The customer has to be written to FlashERP first.'),
    missing,
  }
}

export const customerNeeded = noCall(
  'REQUIRED_FIELD_MISSING',
  'customer_id',
  'FlashERP keeps this only of a customer, and the record names none.',
)
