import type { Actor } from '../event/envelope.ts'

/** An actor with its name looked up; a part of Syncline or a provider has its id only. */
export interface PersonOrPart {
  readonly actor: Actor
  readonly name: string | null
}
