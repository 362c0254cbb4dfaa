import { z } from 'zod'
import { defineEvent } from '../event/define.ts'
import { maxRetries, maxRetryWaitMs } from '../sync/retry.ts'
import { credentialKinds } from './credential.ts'
import { providerNames } from './provider.ts'

export const providerName = z.enum(providerNames)

export const connectionEvents = {
  ConnectionConnected: defineEvent({
    type: 'ConnectionConnected',
    version: 1,
    stream: 'connection',
    sentence: 'A venue was connected to a provider.',
    schema: z.strictObject({
      provider: providerName,
      name: z.string().min(1).max(120),
      venue: z.string().min(1).max(120),
      /** The provider's own account id: part of every key, so that two accounts never mix. */
      accountId: z.string().min(1).max(120),
      baseUrl: z.url().max(500),
    }),
    example: {
      provider: 'flasherp',
      name: 'FlashERP · Ember Café',
      venue: 'Ember Café, Lekki',
      accountId: 'erp_ember',
      baseUrl: 'https://erp.example.com/v1',
    },
  }),
  ConnectionRetryPolicySet: defineEvent({
    type: 'ConnectionRetryPolicySet',
    version: 1,
    stream: 'connection',
    sentence: 'A person set how often and after what waits syncs to a connection are tried again.',
    schema: z.strictObject({
      /** How long each retry waits, before jitter; there are as many retries as waits. Null: the usual ones. */
      retryWaitsMs: z.array(z.int().min(0).max(maxRetryWaitMs)).max(maxRetries).nullable(),
    }),
    example: { retryWaitsMs: [1_000, 5_000, 60_000] },
  }),
  CredentialRotated: defineEvent({
    type: 'CredentialRotated',
    version: 2,
    stream: 'connection',
    sentence: 'A credential of a connection got a new version.',
    schema: z.strictObject({
      kind: z.enum(credentialKinds),
      credentialVersion: z.int().min(1),
      lastFour: z.string().max(4),
    }),
    example: { kind: 'webhook_secret', credentialVersion: 1, lastFour: '9f3a' },
  }),
} as const
