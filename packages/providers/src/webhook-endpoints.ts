import type { Access, PullFailure } from './access.ts'

/** An address that a provider sends webhooks to, as it keeps it. */
export interface WebhookEndpoint {
  readonly id: string
  readonly url: string
  /** The provider's names of what it sends there; `*` for everything. */
  readonly eventTypes: readonly string[]
  readonly isEnabled: boolean
  readonly createdAt: string
}

export type WrittenEndpoint = { readonly ok: true; readonly endpoint: WebhookEndpoint } | PullFailure

/**
 * Results are values. A failure that is `retryable` may have been carried out all the same: a creation is asked again
 * under its key, of the others the list tells.
 */
export interface WebhookEndpoints {
  /** What is routed here, and so all that has to be sent. */
  readonly eventTypes: readonly string[]
  list(
    access: Access,
  ): Promise<{ readonly ok: true; readonly endpoints: readonly WebhookEndpoint[] } | PullFailure>
  /** Makes one that sends exactly `eventTypes`. Its secret is told this once. @param key of idempotency */
  create(
    wanted: { readonly url: string; readonly description: string },
    key: string,
    access: Access,
  ): Promise<{ readonly ok: true; readonly endpoint: WebhookEndpoint; readonly secret: string } | PullFailure>
  /** Has it send exactly `eventTypes`, and send at all. */
  correct(endpointId: string, access: Access): Promise<WrittenEndpoint>
  /** It stays, and sends nothing. */
  disable(endpointId: string, access: Access): Promise<WrittenEndpoint>
  /** Gone already counts as done. */
  remove(endpointId: string, access: Access): Promise<{ readonly ok: true } | PullFailure>
}
