import type { IncomingHttpHeaders } from 'node:http'
import type { Read } from './shape.ts'

export type ProviderName =
  | 'stripe'
  | 'flasherp'
  | 'square'
  | 'buypower'
  | 'mailchimp'
  | 'pcs-ai'
  | 'quickbooks'
export const providerNames = [
  'stripe',
  'flasherp',
  'square',
  'buypower',
  'mailchimp',
  'pcs-ai',
  'quickbooks',
] as const satisfies readonly ProviderName[]

/** One request as it arrived: whole, within the size limit, nothing decoded but the address. */
export type Call = {
  provider: ProviderName
  method: string
  /** Without the query. */
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: Buffer
  bodySha256: string
  idempotencyKey: string | null
  requestId: string
  receivedAtMs: number
}

/** What goes back. `body` is serialised here already, so that a replay is the same bytes. */
export type Answer = { status: number; headers: Record<string, string>; body: string }

/** `executed` false: refused before anything was done, and not remembered under the idempotency key. */
export type Result = { executed: boolean; answer: Answer }

/** What a call asks for, found but not yet done. */
export type Operation = {
  write: boolean
  /** The name of the object concerned, where sentinels are looked for; null for reads. */
  objectName: string | null
  /** Key and fingerprint of the parameters; null when this call is not protected against repeats. */
  idempotency: { key: string; fingerprint: string } | null
  /** All of it is done already: an accident of an earlier answer does not come back. */
  repeats?: boolean
  /** What has to be asked of others before it is done; an answer refuses it. */
  prepare?(): Promise<Answer | null>
  /** Does it, synchronously: state, effect and event are in the store (not yet committed) on return. */
  run(): Result
}

export type Either<T> = { ok: true; value: T } | { ok: false; answer: Answer }

/** Ways to fail that do not depend on what was asked. */
export type Failure =
  | 'rate_limited'
  | 'server_error'
  | 'unavailable'
  | 'too_large'
  | 'invalid_email'
  /** What came to prove who calls was good once. */
  | 'expired'

/** How a provider remembers keys: what it keeps and how it words its refusals. */
export type IdempotencyManner = {
  /** Stripe keeps a 500 once execution began and replays it; FlashERP keeps only what was really answered by the operation. */
  keepsServerErrors: boolean
  rememberedForMs: number
  replayed(stored: Answer, key: string): Answer
  otherParameters(key: string): Answer
  inFlight(key: string): Answer
}

/** One webhook on its way: everything needed to post it, signed at the time of the attempt. */
export type Parcel = { url: string; headers: Record<string, string>; body: string }

export type TriggerRequest = {
  account: string | null
  id: string | null
  name: string | null
  email: string | null
  phone: string | null
  /** Of a sale or a refund, in minor units; a plausible one when null. */
  amount: number | null
  /** Of a sale, three letters. */
  currency: string | null
  /** A sale to nobody known. */
  guest: boolean
}
/** A request that leaves everything to the provider. */
export const unspecified: TriggerRequest = {
  account: null,
  id: null,
  name: null,
  email: null,
  phone: null,
  amount: null,
  currency: null,
  guest: false,
}

export type Triggered = { eventIds: string[]; objectId: string }

export type AccountView = {
  provider: ProviderName
  account: string
  webhookUrl: string | null
  createdAt: string
}

export type Holding = { account: string; deleted: boolean; object: object }

/** One provider of the sandbox: its API, its accounts, its webhooks. */
export type Provider = {
  name: ProviderName
  owns(path: string): boolean
  freshRequestId(): string
  /** Headers that every answer of this provider carries. */
  commonHeaders(call: Call): Record<string, string>
  /** Where a body holds the idempotency key instead of its header. */
  idempotencyKeyOf?(body: Buffer): string | null
  authenticate(call: Call): Either<{ account: string }>
  /** Calls that bring new tokens: what goes wrong with answers leaves them alone, since nobody could tell a lost one from a dead one. */
  isSignIn?(path: string): boolean
  open(call: Call, account: string): Either<Operation>
  failure(failure: Failure): Answer
  idempotency: IdempotencyManner
  /** Null when the receiver is gone (endpoint deleted or disabled): the delivery is abandoned. */
  parcel(delivery: { account: string; endpointId: string; eventId: string }): Promise<Parcel | null>
  /** What `trigger` can make happen. */
  events: readonly string[]
  /** Makes the change behind an event happen inside the provider, as if somebody did it on its dashboard. */
  trigger(event: string, request: TriggerRequest): Read<Triggered>
  /** Registers (or updates) an account from the admin route's settings. */
  register(settings: unknown): Read<{ account: string }>
  accounts(): AccountView[]
  /** The objects of a kind in one account, or in all, oldest first per account; null for a kind it does not know. */
  holdings(entity: string, account: string | null): Iterable<Holding> | null
}

export function jsonAnswer(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) }
}
