import type { CredentialKind, Entity } from '@syncline/domain/connection'
import type { ErrorCode } from '@syncline/domain/error'
import type { Access } from './access.ts'
import type { CachedRead } from './cached-read.ts'
import type { Choice } from './choice.ts'
import type { Manifest } from './manifest-port.ts'
import type { MovementsAdapter } from './movements.ts'
import type { OAuthAdapter } from './oauth-port.ts'
import type { PullAdapter } from './pull-port.ts'
import type { PushAdapter, RefundAdapter } from './push-port.ts'
import type { TaggingAdapter } from './tagging.ts'
import type { WebhookEndpoints } from './webhook-endpoints.ts'
import type { IntakeAdapter, WebhookAdapter } from './webhook-port.ts'

export type * from './access.ts'
export * from './choice.ts'
export type * from './manifest-port.ts'
export type * from './oauth-port.ts'
export type * from './pull-port.ts'
export * from './push-port.ts'
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

export type ProbeResult =
  | { readonly ok: true; readonly tookMs: number }
  | { readonly ok: false; readonly code: ErrorCode; readonly detail: string | null; readonly tookMs: number }
