import type { Entity } from '@syncline/domain/connection'
import type { Money } from '@syncline/domain/money'
import type { CanonicalRecord, CustomerRecord } from '@syncline/domain/record'
import type { Access, Provider, PullAdapter, PushAdapter } from '../provider.ts'
import type { RawAnswer } from './fake-target.ts'

/** What a provider's own test file brings along: how it signs, what it sends, where it can be written to. */
export interface ProviderHarness {
  readonly provider: Provider
  readonly webhook?: WebhookHarness
  readonly push?: PushHarness
  /** One for each kind of record that is read from there. */
  readonly pull?: readonly PullHarness[]
  /** Why a point of the contract is not tried here. */
  readonly leftOut?: Readonly<Partial<Record<ContractPoint, string>>>
  readonly probe: {
    /** A place that answers as the provider does. */
    open(): Promise<{ access(): Access; close(): Promise<void> }>
    /** Credentials that are well formed and nobody's; another API key where they are left out. */
    readonly strangers?: Access['secrets']
    /** Credentials that can't be sent; API keys of that kind where they are left out. */
    readonly unusable?: readonly Access['secrets'][]
    /** What is held when those answers come. */
    readonly held?: Access['secrets']
    /** Answers to the probe and what it has to make of them. */
    readonly answers: readonly { readonly answer: RawAnswer; readonly code: string }[]
  }
}

export interface WebhookHarness {
  readonly secret: string
  /** The header that holds the signature. */
  readonly signatureHeader: string
  /** Signs as the provider does, by other means than ours. */
  readonly sign: (rawBody: string, secret: string, unixSeconds: number) => Record<string, string>
  readonly samples: readonly {
    readonly name: string
    readonly body: unknown
    readonly eventType: string
    readonly entity: Entity
    readonly operation: 'upsert' | 'delete'
  }[]
  /** The body of an event about a customer of this name; left out where events only point, and tell nobody's name. */
  namedBody?(name: string | null): string
  /** A body of a type that is known there and not routed here. */
  readonly unrouted: { readonly body: unknown; readonly eventType: string }
  /** Bodies whose news another event tells. */
  readonly covered: readonly { readonly name: string; readonly body: unknown }[]
  /** Bodies that name an object without telling all of it. */
  readonly pointers?: readonly { readonly name: string; readonly body: unknown; readonly entity: Entity }[]
  /** The bytes of a body; JSON where it is left out. */
  encode?(body: unknown): string
  /** The name that the record of {@link namedBody} carries; a customer's where it is left out. */
  nameIn?(record: CanonicalRecord): string | null
  /** Deliveries that somebody else signed: the provider's documentation or test-suite, or openssl. */
  readonly vectors?: readonly SignedVector[]
  /** The body of an event about an amount, and the amount of the record in it. */
  readonly money?: { body(money: Money): string; amountIn(record: CanonicalRecord): Money | null }
}

export interface SignedVector {
  readonly from: string
  readonly rawBody: string
  readonly headers: Readonly<Record<string, string>>
  readonly secret: string
  readonly unixSeconds: number
  readonly url?: string
}

export interface PullTarget {
  access(): Access
  /** Makes so many objects there, without the hub. @returns their ids */
  add(count: number): Promise<readonly string[]>
  close(): Promise<void>
}

export interface PullHarness {
  readonly entity: Entity
  /** In a hurry: times out within a second, takes answers of up to a megabyte. */
  readonly adapter: PullAdapter
  /** How many objects make a second page. */
  readonly pageSize: number
  readonly open: () => Promise<PullTarget>
  /** An id that names nothing there. */
  readonly missingId: string
  /** Credentials that are well formed and nobody's. */
  readonly strangers?: Access['secrets']
  /** Signed in by a token that runs out: who is refused renews it and asks again. */
  readonly tokenExpires?: true
  /** An object of an amount as it is answered, and the amount of the record read from it. */
  readonly money?: {
    answer(id: string, money: Money): string
    amountIn(record: CanonicalRecord): Money | null
  }
}

export interface PushTarget {
  access(): Access
  /** What was really changed there, in order. */
  effects(): readonly { readonly objectId: string; readonly operation: string }[]
  /** The name that an object carries now. */
  nameOf(objectId: string): Promise<string | null>
  /** Resolves when no call is being worked on there any more. */
  quiet(): Promise<void>
  /** Somebody else changes the object there. */
  changeElsewhere(objectId: string): Promise<void>
  close(): Promise<void>
}

export interface PushHarness {
  /** In a hurry: times out within half a second, takes answers of up to 64 kB. */
  readonly adapter: PushAdapter<'customer'>
  /** An object's id as the provider gives them out; for answers to a change. */
  readonly sampleId?: string
  /** One that names nothing there. */
  readonly missingId?: string
  /** Credentials that are well formed and nobody's; another API key where they are left out. */
  readonly strangers?: Access['secrets']
  /** What is held when those answers come, besides an API key and its secret. */
  readonly held?: Access['secrets']
  /** What a customer has at the least, where it is more than a phone number. */
  readonly bare?: Partial<CustomerRecord>
  readonly open: () => Promise<PushTarget>
  /** The members of a planned body. */
  decode(body: string): unknown
  readonly traits: {
    /** Refuses a second object of one source id, and names the first. */
    readonly uniqueReferences: boolean
    /** Counts the versions of an object and refuses a change of a stale one. */
    readonly versions: boolean
    /** What its 503 says of the call. */
    readonly unavailable: 'not_executed' | 'unknown'
    /**
     * False where it knows no idempotency keys, so that only what a call does makes a repeat harmless; `blind` where a
     * known key brings up the first answer, whatever is asked under it.
     */
    readonly keys?: false | 'blind'
    /** Refuses a second customer of one name. */
    readonly uniqueNames?: true
    /** How a customer's name stands there; as it is where this is left out. */
    readonly nameThere?: (customer: CustomerRecord) => string | null
    /** Signed in by a token that runs out: who is refused renews it, and the same goes out again. */
    readonly tokenExpires?: true
    /** A change of what is not there makes it. */
    readonly upserts?: true
    /** Calls are signed with their time. */
    readonly signsCalls?: true
    /** What its 429 asks for; a second where it is left out. */
    readonly retryAfterMs?: number
  }
  /** Answers of each class and what has to be made of them; `on` says for which call. */
  readonly answers: readonly {
    readonly title: string
    readonly on: 'create' | 'update'
    readonly answer: RawAnswer
    /** `CODE certainty`, with `retryable` behind it where it is. */
    readonly expect: string
    readonly learned?: { readonly externalId: string; readonly externalVersion: number | null }
    readonly retryAfterMs?: number
  }[]
}

/** What the contract asks of a provider, and how one tells that a harness has it tried. */
export const points = {
  'proves credentials, and names what is wrong with others': ({ probe }) => probe.answers.length > 0,
  'reads page by page to the end': ({ pull = [] }) => pull.length > 0,
  'goes on in the middle': ({ pull = [] }) => pull.length > 0,
  'stops where credentials run out, and goes on with new ones': ({ pull = [] }) => pull.length > 0,
  'does nothing twice when repeated, or when an answer was lost': ({ push }) => push !== undefined,
  'tells every class of error from real bodies': ({ push }) => (push?.answers.length ?? 0) > 0,
  'waits as long as a limit asks': ({ push, pull = [] }) => push !== undefined || pull.length > 0,
  'bears garbled, cut, endless and slow answers': ({ push, pull = [] }) =>
    push !== undefined || pull.length > 0,
  'learns from a conflict of versions': ({ push }) => push?.traits.versions === true,
  'deletes once': ({ push }) => push !== undefined,
  'bounds a clock that is wrong': ({ provider, webhook, push }) =>
    (webhook !== undefined && provider.manifest.webhook.signsTime) || push?.traits.signsCalls === true,
  'accepts deliveries that others signed, and no changed ones': ({ webhook }) =>
    (webhook?.vectors?.length ?? 0) > 0,
  'never throws over hostile deliveries': ({ webhook }) => webhook !== undefined,
  'keeps names in every script': ({ webhook, push }) =>
    webhook?.namedBody !== undefined || push !== undefined,
  'keeps amounts of every currency, with and without decimals': ({ webhook, pull = [] }) =>
    webhook?.money !== undefined || pull.some(({ money }) => money !== undefined),
} satisfies Record<string, (harness: ProviderHarness) => boolean>

export type ContractPoint = keyof typeof points
export const contractPoints = Object.keys(points) as ContractPoint[]
