import type { Entity, ProviderName } from '@syncline/domain/connection'
import type { ErrorCode } from '@syncline/domain/error'
import type { CanonicalRecord } from '@syncline/domain/record'
import type { Attempt, Certainty } from '@syncline/domain/sync'

/**
 * The port. A provider is one folder that implements this and passes `provider.contract.ts`.
 * Nothing here knows of a database, a queue or our own HTTP server.
 */
export interface Provider {
  readonly manifest: Manifest
  readonly webhook?: WebhookAdapter
  /** Entities that can be written there. */
  readonly push?: Partial<Record<Entity, PushAdapter>>
  /** Entities that can be read from there, page by page. */
  readonly pull?: Partial<Record<Entity, PullAdapter>>
  /** One cheap call that proves the credentials: used by Test and by the health check. */
  probe(access: Access): Promise<ProbeResult>
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
  }
  /** Host names that calls may go to; the connection's base URL must match one, or be listed by the installation. */
  readonly hosts: readonly string[]
  readonly limits: { readonly requestTimeoutMs: number; readonly maxAnswerBytes: number }
}

export interface CredentialField {
  readonly kind: 'api_key' | 'api_secret' | 'webhook_secret'
  readonly title: string
  readonly help: string
}

// --- webhooks in ------------------------------------------------------------------------------------------------

export interface VerifyInput {
  /** The bytes as they came: nothing parsed, nothing decoded. */
  readonly rawBody: Uint8Array
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Up to two live secrets: the new one and the one it replaces. */
  readonly secrets: readonly string[]
  /** The address as registered with the provider, byte for byte. */
  readonly url: string
  readonly now: Date
}

export type Verdict =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly reason:
        | 'header_missing'
        | 'header_malformed'
        | 'signature_mismatch'
        | 'too_old'
        | 'from_the_future'
        | 'no_secret'
    }

/** What the door needs to know of a verified body: enough to name and deduplicate it. */
export type Description =
  | {
      readonly ok: true
      readonly eventId: string
      readonly eventType: string
      /** The provider account the event belongs to, where it says so. */
      readonly accountId: string | null
    }
  | { readonly ok: false; readonly reason: 'not_json' | 'unexpected_shape' }

/** One object that a webhook speaks of. */
export interface Notice {
  readonly entity: Entity
  readonly operation: 'upsert' | 'delete'
  readonly sourceId: string
  /** Provider's time of the change in Unix seconds, and the rank among changes of that second. */
  readonly objectSeconds: number
  readonly typeRank: number
}

export type Reading =
  | { readonly ok: true; readonly notices: readonly Notice[] }
  | { readonly ok: false; readonly reason: 'not_json' | 'unexpected_shape' }

export interface WebhookAdapter {
  /** Pure; never throws on hostile input, never fails open, compares in constant time. */
  verify(input: VerifyInput): Verdict
  describe(rawBody: Uint8Array): Description
  /** What a stored body means. No notices: a type we do not route. */
  read(rawBody: Uint8Array): Reading
  /** The canonical record inside a stored body, or null when it has none of that entity. */
  record(rawBody: Uint8Array, entity: Entity): CanonicalRecord | null
}

// --- calls out --------------------------------------------------------------------------------------------------

/** Opened credentials of one connection, for the length of one call. Never logged. */
export interface Access {
  readonly baseUrl: string
  readonly secrets: Readonly<Partial<Record<CredentialField['kind'], string>>>
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

/** The very request that will go out: planned before the socket opens, kept sealed, repeated byte for byte. */
export interface PlannedCall {
  readonly method: 'POST' | 'PUT' | 'DELETE'
  /** Below the connection's base URL. */
  readonly path: string
  readonly body: string
  readonly effect: 'created' | 'updated' | 'deleted'
  /** The object it goes to, where that exists already. */
  readonly externalId: string | null
}

export type Plan =
  | { readonly ok: true; readonly call: PlannedCall }
  /** The record can't be put into the provider's form; `field` is the one at fault. */
  | { readonly ok: false; readonly code: ErrorCode; readonly field: string; readonly detail: string }

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
      /** What Retry-After asked for; 0 when it asked for nothing. */
      readonly retryAfterMs: number
      /** The provider's own words, masked. */
      readonly detail: string | null
      /** A refusal may teach us the object's id or version; the next plan uses it. */
      readonly learned: Link | null
      readonly attempt: Attempt
    }

export interface PushAdapter {
  /** Pure: the same record and link give the same bytes. */
  plan(record: CanonicalRecord, link: Link | null): Plan
  /** One try on the wire; no retries inside. Results are values, only bugs throw. */
  send(call: PlannedCall, idempotencyKey: string, access: Access): Promise<PushOutcome>
}

export interface Page {
  readonly records: readonly CanonicalRecord[]
  /** Where to go on; null after the last page. */
  readonly cursor: string | null
}

export interface PullAdapter {
  /** One page, from a cursor of an earlier one. `changedSince` makes it incremental. */
  page(cursor: string | null, changedSince: Date | null, access: Access): Promise<Page>
}

export type ProbeResult =
  | { readonly ok: true; readonly tookMs: number }
  | { readonly ok: false; readonly code: ErrorCode; readonly detail: string | null; readonly tookMs: number }
