import type { CanonicalRecord } from '@syncline/domain/record'
import { z } from 'zod'
import { identifier } from '../shape.ts'

/** What an object of Stripe's is to the hub. */
export type ObjectReading =
  | { readonly kind: 'record'; readonly record: CanonicalRecord; readonly externalRef: string | null }
  /** Its news are told in full by another object. */
  | { readonly kind: 'covered' }
  /** The hub keeps no record of such objects. */
  | { readonly kind: 'unknown_type' }
  | { readonly kind: 'unexpected_shape' }

/** @param eventType of the event that brought the object; null when it was asked for */
export type ObjectReader = (object: unknown, eventType: string | null) => ObjectReading

/** Where an object came from, if it was the hub that wrote it there. Others may keep there what they like. */
export const metadataSchema = z
  .object({ syncline_ref: z.string().min(1).max(255).nullish().catch(null) })
  .nullish()
  .catch(null)

interface Referring {
  readonly metadata?: z.output<typeof metadataSchema>
}

/** @param toRecord null: it has the shape and still can't be told in the hub's form */
export function objectReader<Shape extends Referring>(
  schema: z.ZodType<Shape>,
  toRecord: (object: Shape, eventType: string | null) => CanonicalRecord | 'covered' | null,
): ObjectReader {
  return (value, eventType) => {
    const read = schema.safeParse(value)
    const record = read.success ? toRecord(read.data, eventType) : null
    if (!read.success || record === null) return { kind: 'unexpected_shape' }
    if (record === 'covered') return { kind: 'covered' }
    return { kind: 'record', record, externalRef: read.data.metadata?.syncline_ref ?? null }
  }
}

/** Unix seconds, up to the year 5138. */
export const unixSeconds = z.int().min(0).max(99_999_999_999)
export const optionalSeconds = unixSeconds.nullish().transform((seconds) => seconds ?? null)

export function toInstant(seconds: number): string
export function toInstant(seconds: number | null): string | null
export function toInstant(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1_000).toISOString()
}

/** Another object: its id, or the object itself where it was expanded. */
export const reference = z
  .union([identifier(255), z.object({ id: identifier(255) }).transform(({ id }) => id)])
  .nullish()
  .transform((id) => id ?? null)

/** Whole minor units. */
export const minorUnits = z.int().min(0)
/** Stripe writes currencies in small letters. */
export const currency = z
  .string()
  .regex(/^[A-Za-z]{3}$/)
  .transform((code) => code.toUpperCase())

/** A machine's word, such as the reason of a decline. */
export const optionalCode = z
  .string()
  .max(120)
  .nullish()
  .transform((code) => code || null)

/** Stripe keeps descriptions of up to 5,000 characters; the hub's hold fewer. */
export const maxDescriptionLength = 1_000
export const maxSourceTextLength = 5_000
