import type { CredentialKind, ProviderName } from '@syncline/domain/connection'

/** What screens, the door and the limiter need to know before any code of the provider is loaded. */
export interface Manifest {
  readonly name: ProviderName
  readonly title: string
  readonly credentials: readonly CredentialField[]
  readonly webhook: {
    /** How authenticity is proved. */
    readonly scheme: 'stripe' | 'flasherp' | 'square' | 'intuit' | 'mailchimp' | 'standardwebhooks' | 'none'
    /** True where the time is signed, so that old deliveries can be refused. */
    readonly signsTime: boolean
    readonly maxBodyBytes: number
    /** True where the provider asks for the address by GET before it sends anything there, and needs a 200. */
    readonly checkedByGet?: true
  }
  /** Host names that calls may go to; the connection's base URL must match one, or be listed by the installation. `*.` stands for any one name. */
  readonly hosts: readonly string[]
  /** Where its API begins at the first of them; `/` unless told. */
  readonly basePath?: string
  readonly limits: { readonly requestTimeoutMs: number; readonly maxAnswerBytes: number }
  /** Its ids count within one account: two accounts have objects of the same id. */
  readonly idsAreOfAccount?: true
  /** How long it surely remembers an idempotency key; after that an effect is looked up, never repeated. */
  readonly keyLifeMs: number
}

export interface CredentialField {
  readonly kind: CredentialKind
  readonly title: string
  readonly help: string
}
