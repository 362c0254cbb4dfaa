import type { ChoiceName } from '../connection/choice.ts'
import type { CredentialKind } from '../connection/credential.ts'
import type { Entity } from '../connection/entity.ts'
import type { ProviderName } from '../connection/provider.ts'

/** What a person is asked for to connect a provider, and what can travel to and from it. */
export interface ProviderForm {
  readonly provider: ProviderName
  readonly title: string
  readonly fields: readonly {
    readonly kind: CredentialKind
    readonly title: string
    readonly help: string
    /** What can be had only when the provider knows our address is given later. */
    readonly required: boolean
  }[]
  /** Where it is reached unless a person says otherwise; null where that follows from the credentials. */
  readonly baseUrl: string | null
  /** Kinds of record that can be read from it, and written to it. */
  readonly reads: readonly Entity[]
  readonly writes: readonly Entity[]
  /** Those it can be asked for page by page: the rest of what is read is pushed to us. */
  readonly pulls: readonly Entity[]
  /** Of other providers what becomes something that can be written, by a mapping that comes with the hub. */
  readonly converts: readonly { readonly from: ProviderName; readonly entity: Entity }[]
  readonly sendsWebhooks: boolean
  /** Its API keeps the addresses it sends webhooks to: Syncline can enter its own. */
  readonly managesWebhooks: boolean
  /** It is connected by signing in on its own page: no credentials are typed here. */
  readonly signsIn: boolean
  /** What a connection is about, chosen from what the provider has once it took the credentials. */
  readonly choices: readonly ChoiceForm[]
}

export interface ChoiceForm {
  readonly name: ChoiceName
  readonly title: string
  readonly help: string
  /** The cached read that lists what there is, as `[{id, name, …}]`. */
  readonly read: string
  /** What it is called to choose nothing in particular; null: something has to be chosen. */
  readonly none: string | null
  /** What is taken while nobody chose, as the read lists it; null where nothing is. */
  readonly usualId: string | null
  /** It says which account of the provider the connection belongs to, so that nobody types that. */
  readonly placesAccount: boolean
  /** What is asked for to make one more there; null where that can't be done from here. */
  readonly creation:
    | readonly { readonly name: string; readonly title: string; readonly example: string }[]
    | null
}

export interface ConnectionTest {
  readonly ok: boolean
  /** Null when the provider took the credentials. */
  readonly code: string | null
  /** The provider's own words, masked. */
  readonly detail: string | null
  readonly tookMs: number
}
