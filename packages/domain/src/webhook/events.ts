import { z } from 'zod'
import { providerName } from '../connection/events.ts'
import { defineEvent } from '../event/define.ts'
import { maxHeaders } from './headers.ts'

/** Raw bytes are sealed beside the log under `payloadId`; they expire, the event stays. */
export const webhookEvents = {
  WebhookReceived: defineEvent({
    type: 'WebhookReceived',
    version: 2,
    stream: 'delivery',
    sentence: 'A webhook arrived and its signature was right.',
    schema: z.strictObject({
      connectionId: z.uuid(),
      provider: providerName,
      /** The provider's own id of the event, or an HMAC of the body under a key of the organization. */
      providerEventId: z.string().min(1).max(255),
      /** The provider's name of what happened; '' when the body could not be read. */
      eventType: z.string().max(120),
      /** The provider's account it belongs to, where it says so. */
      accountId: z.string().min(1).max(255).nullable(),
      payloadId: z.uuid(),
      sizeBytes: z.int().min(0),
      /** What came with it, masked: its type, its sender, the provider's own. By name in lower case. */
      headers: z
        .record(z.string().regex(/^[a-z0-9-]{1,60}$/), z.string().max(200))
        .refine((headers) => Object.keys(headers).length <= maxHeaders),
    }),
    example: {
      connectionId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a01',
      provider: 'stripe',
      providerEventId: 'evt_1SyncExample',
      eventType: 'customer.updated',
      accountId: null,
      payloadId: '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c11',
      sizeBytes: 1840,
      headers: { 'content-type': 'application/json', 'stripe-signature': '•••' },
    },
  }),
  WebhookQuarantined: defineEvent({
    type: 'WebhookQuarantined',
    version: 1,
    stream: 'delivery',
    sentence: 'A signed webhook could not be understood; it is kept and waits for a person.',
    schema: z.strictObject({
      reason: z.enum(['not_json', 'unexpected_shape', 'payload_missing', 'unknown_account']),
    }),
    example: { reason: 'unexpected_shape' },
  }),
  WebhookRouted: defineEvent({
    type: 'WebhookRouted',
    version: 1,
    stream: 'delivery',
    sentence: 'A webhook led to syncs.',
    schema: z.strictObject({ syncIds: z.array(z.uuid()).min(1).max(100) }),
    example: { syncIds: ['5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b90'] },
  }),
  WebhookIgnored: defineEvent({
    type: 'WebhookIgnored',
    version: 3,
    stream: 'delivery',
    sentence: 'A webhook was stored, and nothing follows from it.',
    schema: z.strictObject({
      reason: z.enum(['unknown_type', 'covered', 'no_flow', 'other_place', 'echo', 'outdated']),
    }),
    example: { reason: 'unknown_type' },
  }),
  WebhookReplayed: defineEvent({
    type: 'WebhookReplayed',
    version: 1,
    stream: 'delivery',
    sentence: 'A person had a stored webhook routed again.',
    schema: z.strictObject({ reason: z.string().min(3).max(500) }),
    example: { reason: 'FlashERP was connected after it came' },
  }),
} as const
