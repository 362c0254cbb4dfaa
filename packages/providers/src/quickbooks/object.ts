import type { Entity } from '@syncline/domain/connection'
import type { CanonicalRecord } from '@syncline/domain/record'
import type { z } from 'zod'
import { tombstone } from './tombstone.ts'
import { deletedSchema, type ObjectHead } from './wire.ts'

/** An object of QuickBooks told as a record. */
export interface ReadObject {
  readonly record: CanonicalRecord
  /** QuickBooks' count of the object's changes; null for one that is gone. */
  readonly version: number | null
  /** When it was changed last, UTC, where it says. */
  readonly changedAt: string | null
}

/** Null when it hasn't the shape, or says what no record can hold. */
export type ObjectReader = (object: unknown) => ReadObject | null

/** Reads by a schema, then tells what was read as a record; what is left of a deleted object is one too. */
export function objectReader<Shape extends ObjectHead>(
  entity: Entity,
  schema: z.ZodType<Shape>,
  toRecord: (object: Shape) => CanonicalRecord | null,
): ObjectReader {
  return (object) => {
    const deleted = deletedSchema.safeParse(object)
    if (deleted.success) {
      const record = tombstone(entity, deleted.data.Id)
      return record && { record, version: null, changedAt: null }
    }
    const read = schema.safeParse(object)
    const record = read.success ? toRecord(read.data) : null
    if (!read.success || !record) return null
    const { SyncToken: version, MetaData } = read.data
    return { record, version, changedAt: MetaData?.LastUpdatedTime ?? null }
  }
}
