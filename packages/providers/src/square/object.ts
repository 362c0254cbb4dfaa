import type { CanonicalRecord } from '@syncline/domain/record'
import type { z } from 'zod'

/** One object of Square's as the hub sees it. */
export interface ObjectReading {
  readonly record: CanonicalRecord
  /** Square's count of the object's changes, where it keeps one that the hub goes by. */
  readonly version: number | null
  /** ISO 8601 in UTC. */
  readonly changedAt: string | null
  /** What stands in it of where it came from. */
  readonly externalRef: string | null
  /** The location it belongs to, where it names one. */
  readonly place: string | null
}

/** @param deleted said beside the object, which itself never says so. Null: it hasn't the shape. */
export type ObjectReader = (object: unknown, deleted: boolean) => ObjectReading | null

/** Reads by a schema, then tells what was read. */
export function objectReader<Shape>(
  schema: z.ZodType<Shape>,
  tell: (object: Shape, deleted: boolean) => ObjectReading,
): ObjectReader {
  return (object, deleted) => {
    const read = schema.safeParse(object)
    return read.success ? tell(read.data, deleted) : null
  }
}

/**
 * Where a change stands among those of its object: Square's count of them, which begins at 0, moved up by one, for an
 * order of 0 is that of what nobody has read yet; else the second of the change.
 */
export function orderOf(version: number | null, changedAt: string): number {
  return version === null ? Math.max(0, Math.floor(Date.parse(changedAt) / 1_000)) : version + 1
}
