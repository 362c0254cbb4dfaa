import type { EffectMoney } from '../ledger.ts'
import type { Answer } from '../provider.ts'
import type { Read } from '../shape.ts'
import type { FlashErpObject } from './state.ts'

export type Surroundings<T> = {
  /** The object as it was; null for a new one. */
  before: T | null
  /** Whether an object is there, by the word in its address (`customers`) and its id. */
  exists(plural: string, id: string): boolean
}

export type Settled = Omit<EffectMoney, 'moved'> & { settled: boolean }

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
  blank(): Partial<T>
  /** Members that a body must name on creation. */
  required: readonly (keyof T & string)[]
  /** Reads a body; members left out stay as they are, null clears. */
  read(body: unknown): Read<Partial<T>>
  /** Rules on the whole object that would result, such as a needed dependency; null when it may be. */
  check(object: T, around: Surroundings<T>): Answer | null
  /** The name that sentinels hang on. */
  sentinelName(object: Partial<T>): string | null
  /** False: its webhooks know no `created`; a new object is announced as `updated`. */
  announcesCreation: boolean
  /** What the object says of money received or given back; null when it says nothing of the kind. */
  money(object: T): Settled | null
}
