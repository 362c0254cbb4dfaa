import { z } from 'zod'

const text = (max: number) => z.string().max(max)

export const addressSchema = z.strictObject({
  line1: text(500).nullable(),
  line2: text(500).nullable(),
  city: text(200).nullable(),
  state: text(200).nullable(),
  postalCode: text(50).nullable(),
  /** ISO 3166-1 alpha-2 where the provider gives it so; else as it came. */
  country: text(100).nullable(),
})

/** The hub's own form of a customer, whichever provider it came from. */
export const customerRecord = z.strictObject({
  entity: z.literal('customer'),
  /** The provider's id of the object it was read from. */
  sourceId: z.string().min(1).max(255),
  name: text(500).nullable(),
  email: text(512).nullable(),
  phone: text(60).nullable(),
  address: addressSchema.nullable(),
  note: text(1_000).nullable(),
  deleted: z.boolean(),
})
export type CustomerRecord = z.output<typeof customerRecord>
export type CanonicalRecord = CustomerRecord

/** What a list calls a record: its name, else its e-mail, else its id at the provider. */
export function recordLabel(record: CanonicalRecord): string {
  return record.name?.trim() || record.email?.trim() || record.sourceId
}

/**
 * The order of two versions of one object, as text that sorts.
 * @param objectSeconds the provider's time of the change, Unix seconds
 * @param typeRank 0 to 99: at the same second a deletion outranks a change, a change outranks a creation
 * @param arrival position of the delivery in the log: the last tie breaker
 */
export function sourceVersion(objectSeconds: number, typeRank: number, arrival: number): string {
  const part = (value: number, width: number) => String(Math.max(0, Math.trunc(value))).padStart(width, '0')
  return `${part(objectSeconds, 12)}.${part(Math.min(typeRank, 99), 2)}.${part(arrival, 16)}`
}
