import type { ChoiceName } from '@syncline/domain/connection'
import type { Access, PullFailure } from './access.ts'

/** Something of a connection that a person chooses from what the provider has. */
export interface Choice {
  readonly name: ChoiceName
  readonly title: string
  readonly help: string
  /** The cached read that lists what there is, as `[{id, name, …}]`. */
  readonly read: string
  /** Nothing travels before it is chosen; null where nothing in particular may be chosen, and what that is called. */
  readonly none: string | null
  /**
   * Where the connection leads from then on; left out where it leads where it led.
   * @param chosen as the read lists it; null for nothing in particular
   * @param all that it lists
   */
  place?(chosen: Listed | null, all: readonly Listed[], before: Place): Place
  /** How one more is made there, where that can be done from here. */
  readonly creation?: Creation
}

/** One of what a provider has, as a cached read lists it. */
export interface Listed {
  readonly id: string
  readonly name: string
  readonly [more: string]: unknown
}

export interface Place {
  readonly accountId: string
  readonly baseUrl: string
}

export interface Creation {
  /** What a person is asked for. */
  readonly fields: readonly { readonly name: string; readonly title: string; readonly example: string }[]
  /** Makes one. Not to be repeated blindly. @returns its id, or the field that does not do */
  create(
    given: Readonly<Record<string, string>>,
    access: Access,
  ): Promise<
    { readonly ok: true; readonly id: string } | { readonly ok: false; readonly field: string } | PullFailure
  >
}
