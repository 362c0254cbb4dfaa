import { z } from 'zod'
import { recordedCodes } from '../error/table.ts'
import { defineEvent } from '../event/define.ts'
import { maxRetries, maxRetryWaitMs } from '../sync/retry.ts'
import { choiceNames } from './choice.ts'
import { credentialKinds } from './credential.ts'
import { scopes } from './entity.ts'
import { protectionEvents } from './protection-events.ts'
import { providerNames } from './provider.ts'
import { schedule } from './schedule.ts'

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
  ConnectionChoicesSet: defineEvent({
    type: 'ConnectionChoicesSet',
    version: 2,
    stream: 'connection',
    sentence: 'A person chose what a connection is about, from what its provider has.',
    schema: z.strictObject({
      /** All that is chosen from now on; what is left out is not. */
      choices: z.partialRecord(
        z.enum(choiceNames),
        z.strictObject({ id: z.string().min(1).max(120), name: z.string().min(1).max(500) }),
      ),
      /** What follows from that, as in `ConnectionConnected`. */
      accountId: z.string().min(1).max(120),
      baseUrl: z.url().max(500),
    }),
    example: {
      choices: { audience: { id: '5e3a9c71d2', name: 'Guests of the café' } },
      accountId: '5e3a9c71d2',
      baseUrl: 'https://us21.api.mailchimp.com/3.0/lists/5e3a9c71d2',
    },
  }),
  ConnectionScheduleSet: defineEvent({
    type: 'ConnectionScheduleSet',
    version: 1,
    stream: 'connection',
    sentence: 'A person set when what flows through a connection is read again by itself.',
    schema: schedule,
    example: { isOn: true, timing: { cron: '0 2 * * *', timeZone: 'Africa/Lagos' } },
  }),
  ConnectionScopeSet: defineEvent({
    type: 'ConnectionScopeSet',
    version: 2,
    stream: 'connection',
    sentence: 'A person chose which kinds of records stay where they are; the others of a connection travel.',
    schema: z.strictObject({
      /** All that is switched off from now on. */
      off: z.array(z.enum(scopes)).max(scopes.length),
      reason: z.string().min(1).max(500),
    }),
    example: { off: ['subscription'], reason: 'Subscriptions move to the new till first' },
  }),
  ConnectionDisabled: defineEvent({
    type: 'ConnectionDisabled',
    version: 1,
    stream: 'connection',
    sentence: 'A person switched a connection off: nothing leaves to it, webhooks are still stored.',
    schema: z.strictObject({ reason: z.string().min(1).max(500) }),
    example: { reason: 'The till is being moved' },
  }),
  ConnectionEnabled: defineEvent({
    type: 'ConnectionEnabled',
    version: 1,
    stream: 'connection',
    sentence: 'A person switched a connection on again.',
    schema: z.strictObject({}),
    example: {},
  }),
  ConnectionDeleted: defineEvent({
    type: 'ConnectionDeleted',
    version: 1,
    stream: 'connection',
    sentence: 'A person deleted a connection; its credentials are gone, ciphertext and key.',
    schema: z.strictObject({
      reason: z.string().min(1).max(500),
      /** Live credentials that were destroyed. */
      credentialsDestroyed: z.int().min(0),
    }),
    example: { reason: 'The venue was sold', credentialsDestroyed: 3 },
  }),
  ConnectionTested: defineEvent({
    type: 'ConnectionTested',
    version: 1,
    stream: 'connection',
    sentence: 'The provider was asked whether it takes the credentials of a connection.',
    schema: z.strictObject({
      /** Null: it took them. */
      code: z.enum(recordedCodes).nullable(),
      tookMs: z.int().min(0),
    }),
    example: { code: null, tookMs: 212 },
  }),
  CredentialRetired: defineEvent({
    type: 'CredentialRetired',
    version: 1,
    stream: 'connection',
    sentence: 'A version of a credential ended: its ciphertext and its key are gone.',
    schema: z.strictObject({ kind: z.enum(credentialKinds), credentialVersion: z.int().min(1) }),
    example: { kind: 'webhook_secret', credentialVersion: 1 },
  }),
  ConnectionReconnectNeeded: defineEvent({
    type: 'ConnectionReconnectNeeded',
    version: 1,
    stream: 'connection',
    sentence: 'A provider refused to renew our sign-in: a person has to sign in again.',
    schema: z.strictObject({
      code: z.enum(['TOKEN_REFRESH_FAILED']),
      /** The provider's own words, masked. */
      detail: z.string().max(300).nullable(),
    }),
    example: { code: 'TOKEN_REFRESH_FAILED', detail: 'Incorrect or invalid refresh token' },
  }),
  ConnectionReconnected: defineEvent({
    type: 'ConnectionReconnected',
    version: 1,
    stream: 'connection',
    sentence: 'A person signed in again to the account of a connection.',
    schema: z.strictObject({ accountId: z.string().min(1).max(120) }),
    example: { accountId: '9130000000000001' },
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
  WebhookEndpointChanged: defineEvent({
    type: 'WebhookEndpointChanged',
    version: 1,
    stream: 'connection',
    sentence: 'A person had the provider’s list of webhook addresses changed from here.',
    schema: z.strictObject({
      endpointId: z.string().min(1).max(255),
      change: z.enum(['created', 'corrected', 'disabled', 'deleted']),
    }),
    example: { endpointId: 'we_1Example', change: 'created' },
  }),
  ...protectionEvents,
} as const
