import type { Choices, CredentialKind, Entity, ProviderName } from '@syncline/domain/connection'
import type { ErrorCode } from '@syncline/domain/error'
import type { CanonicalRecord, Dependency, RecordOf } from '@syncline/domain/record'
import type { RefundablePayment } from '@syncline/domain/refund'
import type { Attempt, Certainty } from '@syncline/domain/sync'
import type { CachedRead } from './cached-read.ts'
import type { Choice } from './choice.ts'
import type { MovementsAdapter } from './movements.ts'
import type { TaggingAdapter } from './tagging.ts'
import type { WebhookEndpoints } from './webhook-endpoints.ts'
import type { IntakeAdapter, WebhookAdapter } from './webhook-port.ts'

export * from './choice.ts'
export type { TaggingAdapter } from './tagging.ts'
export * from './webhook-endpoints.ts'
export * from './webhook-port.ts'

/**
 * The port. A provider is one folder that implements this and passes `provider.contract.ts`.
 * Nothing here knows of a database, a queue or our own HTTP server.
 */
export interface Provider {
  readonly manifest: Manifest
  readonly webhook?: WebhookAdapter
  /** What it pushes with an API key of ours, instead of sending webhooks. */
  readonly intake?: IntakeAdapter
  /** Entities that can be written there. */
  readonly push?: { readonly [Kind in Entity]?: PushAdapter<Kind> }
  /** Payments that can be given back there; the refunds themselves are pushed. */
  readonly refunds?: RefundAdapter
  /** Entities that can be read from there, page by page. */
  readonly pull?: Partial<Record<Entity, PullAdapter>>
  /** What came into the balance it keeps, and what left it. */
  readonly movements?: MovementsAdapter
  /** Tags of those on the list it is about. */
  readonly tagging?: TaggingAdapter
  /** The addresses it sends webhooks to, where its API keeps them. */
  readonly webhookEndpoints?: WebhookEndpoints
  /** Where its credentials come from signing in there. */
  readonly oauth?: OAuthAdapter
  /** Where its API is, where that follows from a credential; else at the first of its hosts. */
  addressOf?(
    secrets: Access['secrets'],
  ):
    | { readonly ok: true; readonly baseUrl: string }
    | { readonly ok: false; readonly kind: CredentialKind; readonly reason: string }
  /** What a connection to it is about: chosen from what it has. */
  readonly choices?: readonly Choice[]
  /** What of it rarely changes, by name. */
  readonly cachedReads?: Readonly<Record<string, CachedRead>>
  /** One cheap call that proves the credentials: used by Test and by the health check. */
  probe(access: Access): Promise<ProbeResult>
}

// --- signing in -------------------------------------------------------------------------------------------------

/** Our app as the provider registered it. */
export interface OAuthApp {
  readonly clientId: string
  readonly clientSecret: string
  /** Where browsers are sent. */
  readonly authorizeUrl: string
  readonly tokenUrl: string
  /** What connections are made of, without the account. */
  readonly apiUrl: string
}

export interface Tokens {
  readonly accessToken: string
  /** In place of the one it was got with, which may be dead from then on. */
  readonly refreshToken: string
  readonly expiresInSeconds: number
}

export type TokenOutcome =
  | { readonly ok: true; readonly tokens: Tokens }
  | {
      readonly ok: false
      /** False: the code or the refresh token is dead, whoever asks how often. */
      readonly retryable: boolean
      /** The provider's own words, masked. */
      readonly detail: string | null
    }

export interface OAuthAdapter {
  /** Where to send somebody who is to agree. */
  authorizeUrl(app: OAuthApp, ask: { readonly state: string; readonly redirectUri: string }): string
  /** The account that somebody came back with, and where its API is; null when they came back with none. */
  accountIn(
    app: OAuthApp,
    query: Readonly<Record<string, unknown>>,
  ): { readonly accountId: string; readonly baseUrl: string } | null
  /** Results are values, only bugs throw. */
  exchange(app: OAuthApp, code: string, redirectUri: string, signal: AbortSignal): Promise<TokenOutcome>
  refresh(app: OAuthApp, refreshToken: string, signal: AbortSignal): Promise<TokenOutcome>
}

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

// --- calls out --------------------------------------------------------------------------------------------------

/** Opened credentials of one connection, for the length of one call. Never logged. */
export interface Access {
  readonly baseUrl: string
  readonly secrets: Readonly<Partial<Record<CredentialKind, string>>>
  /** What the connection is about, where a person chose. */
  readonly choices?: Choices
  readonly now: () => Date
  readonly signal: AbortSignal
  /** Where given, asked for the very address a socket is about to go to: keeps calls off private networks. */
  readonly allowsAddress?: (address: string) => boolean
}

/** What the hub knows of the object at the target. */
export interface Link {
  readonly externalId: string
  readonly externalVersion: number | null
}

/** What planning one record for one target may ask of the hub. */
export interface PlanContext {
  readonly link: Link | null
  /** Id at the target of an object of the record's source; null when it is not there yet. */
  readonly externalIdOf: (dependency: Dependency) => string | null
  /** The account of the target that the object lives in; null for the connection's own. */
  readonly accountId: string | null
  /** What of the connection was chosen from what the target has. */
  readonly choices?: Choices
  /**
   * What the target keeps of where the record came from; the record's own id where it is left out. Null: the object keeps
   * what it has.
   */
  readonly reference?: string | null
}

export const keptReference = (
  { sourceId }: { readonly sourceId: string },
  { reference }: Pick<PlanContext, 'reference'>,
): string | null => (reference === undefined ? sourceId : reference)

/** The very request that will go out: planned before the socket opens, kept sealed, repeated byte for byte. */
export interface PlannedCall {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the connection's base URL. */
  readonly path: string
  readonly body: string
  readonly effect: 'created' | 'updated' | 'deleted'
  /** The object it goes to, where that exists already. */
  readonly externalId: string | null
  /** The account of the target it goes to; null for the connection's own. */
  readonly accountId: string | null
  /** It may have gone out with others, under no key of its own: an open outcome is looked up, never repeated. */
  readonly amongOthers?: true
}

export type Plan =
  | { readonly ok: true; readonly call: PlannedCall }
  /**
   * The record can't be put into the provider's form; `field` is the one at fault. RECORD_NOT_FOUND: it has ended, and
   * nothing of it is there that could be ended.
   */
  | {
      readonly ok: false
      readonly code: ErrorCode
      readonly field: string
      readonly detail: string
      /** With DEPENDENCY_MISSING: what has to be written first. */
      readonly missing?: Dependency
    }

export type PushOutcome =
  | {
      readonly outcome: 'done'
      readonly link: Link
      readonly effect: 'created' | 'updated' | 'unchanged' | 'deleted'
      readonly attempt: Attempt
    }
  | {
      readonly outcome: 'failed'
      readonly code: ErrorCode
      readonly certainty: Certainty
      readonly retryable: boolean
      /** False where the answer came out of the provider's memory: the same request would only hear it again. */
      readonly repeatable?: boolean
      /** What Retry-After asked for; 0 when it asked for nothing. */
      readonly retryAfterMs: number
      /** The provider's own words, masked. */
      readonly detail: string | null
      /** A refusal may teach us the object's id or version; the next plan uses it. */
      readonly learned: Link | null
      readonly attempt: Attempt
    }

/** What became of a call whose key the provider may have forgotten. */
export type LookUp =
  | { readonly outcome: 'present'; readonly link: Link; readonly attempt: Attempt }
  | { readonly outcome: 'absent'; readonly attempt: Attempt }
  | Extract<PushOutcome, { outcome: 'failed' }>

export interface PushAdapter<Kind extends Entity = Entity> {
  /** Pure: the same record and context give the same bytes. */
  plan(record: RecordOf<Kind>, context: PlanContext): Plan
  /** One try on the wire; no retries inside. Results are values, only bugs throw. */
  send(call: PlannedCall, idempotencyKey: string, access: Access): Promise<PushOutcome>
  /**
   * What a pull tells of the record once it is written, so that both can be compared: ids of others as they are there,
   * texts as long as they fit. Pure; null where there is no such form of it.
   */
  asRead?(record: RecordOf<Kind>, context: PlanContext): CanonicalRecord | null
  /** Reads whether the call was carried out; changes nothing. */
  lookUp(call: PlannedCall, access: Access): Promise<LookUp>
  /** Where the provider takes several of its calls by one. */
  readonly together?: Together
}

export interface Together {
  /** So many at once. */
  readonly most: number
  /** Their own keys are not told there: who repeated one of them alone could carry it out twice. */
  readonly hidesKeys?: true
  takes(call: PlannedCall): boolean
  /**
   * One try of all of them by one call, no more than `most`, none that it does not take. Each has an outcome of its own,
   * in the order given. Null: it was surely not carried out here, and may be alone.
   */
  send(items: readonly TogetherItem[], access: Access): Promise<readonly (PushOutcome | null)[]>
}

export interface TogetherItem {
  readonly call: PlannedCall
  /** The one it would go out with alone. */
  readonly idempotencyKey: string
}

export interface RefundAdapter {
  /** A payment as it is now; null where there is none of that id. Results are values. */
  payment(
    paymentId: string,
    accountId: string | null,
    access: Access,
  ): Promise<{ readonly ok: true; readonly payment: RefundablePayment | null } | PullFailure>
}

export type PullFailure = {
  readonly ok: false
  readonly code: ErrorCode
  readonly retryable: boolean
  readonly retryAfterMs: number
  readonly detail: string | null
}

/** One object as it is now. `order` and `objectVersion` as in a notice; null record: there is no such object. */
export type Fetched =
  | {
      readonly ok: true
      readonly record: CanonicalRecord | null
      readonly order: number
      readonly objectVersion: number | null
      /** When it was changed last, ISO 8601 in UTC, where the provider says. */
      readonly changedAt: string | null
    }
  | PullFailure

export type Page =
  | {
      readonly ok: true
      readonly records: readonly CanonicalRecord[]
      /** Objects of the page that could not be told as records. */
      readonly unreadable: number
      /** Where to go on; null after the last page. */
      readonly cursor: string | null
    }
  | PullFailure

export interface PullAdapter {
  /** One page, from a cursor of an earlier one. `changedSince` makes it incremental. Results are values. */
  page(cursor: string | null, changedSince: Date | null, access: Access): Promise<Page>
  /** As `page`, of what was made since, whatever changed: for a comparison of a range of time. `page` where it is left out. */
  pageMadeSince?(cursor: string | null, madeSince: Date, access: Access): Promise<Page>
  /** One object as it is now. */
  one(sourceId: string, accountId: string | null, access: Access): Promise<Fetched>
  /**
   * What is left to tell of an object that was spoken of and is not there any more, where webhooks only point: nobody else
   * may tell that it has ended. Null for an id that is none.
   */
  gone?(sourceId: string): CanonicalRecord | null
}

export type ProbeResult =
  | { readonly ok: true; readonly tookMs: number }
  | { readonly ok: false; readonly code: ErrorCode; readonly detail: string | null; readonly tookMs: number }
