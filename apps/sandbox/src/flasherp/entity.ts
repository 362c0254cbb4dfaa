import type { Answer } from '../provider.ts'
import type { Read } from '../shape.ts'
import type { FlashErpObject } from './state.ts'

/**
 * One kind of FlashERP object: its names, its fields, its own rules. Everything common (routes, versions,
 * `external_ref`, cursors, idempotency, effects, events) is done once for all kinds, so that a new kind is one
 * file with one of these, added to the list in `entities.ts`.
 */
export type Entity<T extends FlashErpObject> = {
  /** `customer`: in events and in the ledger of effects. */
  name: string
  /** `customers`: in addresses. */
  plural: string
  idPrefix: string
  /** The members of a new object before the body's are laid over them. */
  blank(): Omit<T, keyof FlashErpObject>
  /** Reads a body; members left out stay as they are, null clears. */
  read(body: unknown): Read<Partial<T>>
  /** Rules on the whole object that would result, such as a needed dependency; null when it may be. */
  check(object: T): Answer | null
  /** The name that sentinels hang on. */
  sentinelName(object: Partial<T>): string | null
}
