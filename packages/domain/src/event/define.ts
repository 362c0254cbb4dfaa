import { z } from 'zod'
import type { StreamNoun } from './noun.ts'

export interface EventDefinition<Type extends string = string, Schema extends z.ZodType = z.ZodType> {
  readonly type: Type
  /** Schema version. A changed shape is a new version with an upcaster; `events.lock.json` holds us to it. */
  readonly version: number
  readonly stream: StreamNoun
  /** One sentence, in the past tense, for the generated catalogue page. */
  readonly sentence: string
  readonly schema: Schema
  readonly example: z.input<Schema>
}

export function defineEvent<const Type extends string, Schema extends z.ZodType>(
  definition: EventDefinition<Type, Schema>,
): EventDefinition<Type, Schema> {
  return definition
}

/** `sync-018f…`: the noun, then the id. Streams are bounded: one per sync, one per delivery, never one per record. */
export function streamName(noun: StreamNoun, id: string): string {
  return `${noun}-${id}`
}

export function streamId(stream: string): string {
  return stream.slice(stream.indexOf('-') + 1)
}

/**
 * Text sealed under a key of the organization: `sealed:v1:<key id>:<base64 of iv, ciphertext and tag>`.
 * Personal data enters an event only in this form; the log never holds it in the clear.
 */
export const sealedText = z
  .string()
  .regex(/^sealed:v1:[A-Za-z0-9._-]{1,64}:[A-Za-z0-9+/]+={0,2}$/)
  .max(16_384)
