import { z } from 'zod'

export const webhookEndpointInput = z.strictObject({
  connectionId: z.uuid(),
  /** The provider's id of it. */
  endpointId: z.string().regex(/^[A-Za-z0-9_-]{1,255}$/),
})
export type WebhookEndpointInput = z.output<typeof webhookEndpointInput>

export const webhookEndpointCreateInput = z.strictObject({
  connectionId: z.uuid(),
  /** Made by who asks. Asking again under the same one makes no second address. */
  requestId: z.uuid(),
  /** Those that point here already are deleted once the new one stands. */
  replace: z.boolean().default(false),
})
export type WebhookEndpointCreateInput = z.output<typeof webhookEndpointCreateInput>

/** How the provider's list of webhook addresses stands to one connection. */
const webhookSetupStates = ['none', 'right', 'wrong_events', 'disabled', 'several'] as const
export type WebhookSetupState = (typeof webhookSetupStates)[number]

/** An address at the provider that points to the connection. */
export interface WebhookEndpointView {
  readonly endpointId: string
  readonly isEnabled: boolean
  /** Types that are routed here and not sent. */
  readonly missing: readonly string[]
  /** Types that are sent and not routed here; `*` for everything. */
  readonly surplus: readonly string[]
  /** It was made from here, so its secret is the one in custody; of others nobody can tell. */
  readonly isOurs: boolean
  /** ISO 8601 UTC. */
  readonly createdAt: string
}

export interface WebhookSetup {
  readonly address: string
  /** False where the provider could not reach it: this installation is known by no public https address. */
  readonly isReachable: boolean
  readonly state: WebhookSetupState
  readonly endpoints: readonly WebhookEndpointView[]
  /** Addresses at the provider that point to other programs; they are left alone. */
  readonly elsewhere: number
  /** Whether a webhook secret is kept at all. */
  readonly hasSecret: boolean
}
