import type { Entity } from '@syncline/domain/connection'
import type { CanonicalRecord } from '@syncline/domain/record'

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
      /** True where the provider numbers nothing, so that two events may be named alike: their bytes tell them apart. */
      readonly isShared?: true
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
  /** The provider's account it lives in, where there are several behind one connection. */
  readonly accountId: string | null
  /** The place of business it belongs to, where it says one: a connection may be about another. */
  readonly place?: string
  /** Grows with every change: the provider's version of the object, else the time of the change in Unix seconds. */
  readonly order: number
  /** Rank among changes of the same order. */
  readonly typeRank: number
  /** The provider's version of the object, where it counts them. */
  readonly objectVersion: number | null
  /** The idempotency key of the request that made the change, where the provider says it. */
  readonly requestKey: string | null
  /** What the object says of where it came from: the source id that was written there with it. */
  readonly externalRef: string | null
}

export type Reading =
  | {
      readonly ok: true
      readonly notices: readonly Notice[]
      /** No notices: a type we do not know, or one whose news another event tells in full. */
      readonly ignored: 'unknown_type' | 'covered' | null
    }
  | { readonly ok: false; readonly reason: 'not_json' | 'unexpected_shape' }

/** One event out of a body that held several, as a delivery of its own. */
export interface WebhookPart {
  /** The provider account it belongs to. */
  readonly accountId: string
  readonly rawBody: Uint8Array
}

export interface WebhookAdapter {
  /** The account that an event names is the connection's own: one of another is kept, and never routed. */
  readonly isOfOneAccount?: true
  /** Pure; never throws on hostile input, never fails open, compares in constant time. */
  verify(input: VerifyInput): Verdict
  describe(rawBody: Uint8Array): Description
  /**
   * The events of a verified body one by one, in their order, where a provider puts several into one, or events of
   * several accounts. None where the body can't be read: it is kept in whole.
   */
  split?(rawBody: Uint8Array): readonly WebhookPart[]
  /** What a stored body means. */
  read(rawBody: Uint8Array): Reading
  /**
   * The canonical record inside a stored body; null when it has none of that entity, or not all of it: then only the
   * provider knows what it is now.
   * @param sourceId where a body speaks of several
   */
  record(rawBody: Uint8Array, entity: Entity, sourceId?: string): CanonicalRecord | null
}

/** Reads what is pushed with a key: the key has proved who it is from, so nothing is signed. */
export interface IntakeAdapter extends Pick<WebhookAdapter, 'describe' | 'read' | 'record'> {
  /** Kinds of record that come out of it. */
  readonly gives: readonly Entity[]
  /** Its id, or every reason why it is not taken, by its place in the body: nothing of what was sent is repeated. */
  check(rawBody: Uint8Array):
    | { readonly ok: true; readonly id: string }
    | {
        readonly ok: false
        readonly problems: readonly {
          readonly path: string
          readonly problem: string
          readonly message?: string
        }[]
      }
}

/** What reads the stored bytes of a provider's deliveries, however they came. */
export const readerOf = ({
  webhook,
  intake,
}: {
  readonly webhook?: WebhookAdapter
  readonly intake?: IntakeAdapter
}) => webhook ?? intake
