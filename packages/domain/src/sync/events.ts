import { z } from 'zod'
import { entities } from '../connection/entity.ts'
import { providerName } from '../connection/events.ts'
import { recordedCodes } from '../error/table.ts'
import { defineEvent, sealedText } from '../event/define.ts'
import { amountSchema } from '../money/index.ts'

/** What a pending sync waits for. Absent: it is in line. */
export const holds = [
  'retry_at',
  'outcome_unknown',
  'lane',
  'limit',
  'breaker',
  'switch_off',
  'dependency',
  'conflict',
] as const
export type Hold = (typeof holds)[number]

/**
 * How sure we are of a try that did not succeed:
 * `not_executed` the provider says, or the socket shows, that nothing was done; the same key may go out again.
 * `rejected` the provider answered no; the next try goes out under a new key.
 * `unknown` it may have been written; the next try repeats the same body under the same key.
 */
const certainties = ['not_executed', 'rejected', 'unknown'] as const
export type Certainty = (typeof certainties)[number]

/** One try as it may be shown: masked before it gets here. */
export const attemptSchema = z.strictObject({
  request: z.strictObject({
    method: z.string().max(10),
    path: z.string().max(500),
    body: z.string().max(8_192),
  }),
  response: z
    .strictObject({
      status: z.int(),
      body: z.string().max(8_192),
      providerRequestId: z.string().max(255).nullable(),
    })
    .nullable(),
  durationMs: z.int().min(0),
})
export type Attempt = z.output<typeof attemptSchema>

const exampleAttempt = {
  request: { method: 'POST', path: '/customers', body: '{"name":"A•••"}' },
  response: { status: 201, body: '{"id":"C-100"}', providerRequestId: 'req_9' },
  durationMs: 84,
}

/** Sorts as text: order, type rank, arrival. The later one wins, also within one second. */
const sourceVersionText = z.string().regex(/^\d{12}\.\d{2}\.\d{16}$/)

/** One change of a record, as it reached us: what a sync carries, and what a newer change puts in its place. */
const change = {
  operation: z.enum(['upsert', 'delete']),
  sourceVersion: sourceVersionText,
  /** The provider's own version of the object, where it counts them: tells an echo of our own write. */
  objectVersion: z.int().min(0).nullable(),
  /** The record's name as shown in lists, sealed. */
  label: sealedText.nullable(),
  /** How much money the record is about; null where it is about none, or it is not known yet. */
  amount: amountSchema.nullable(),
  deliveryId: z.uuid().nullable(),
  payloadId: z.uuid(),
  /** What lies sealed under `payloadId`: a webhook as it came, or a record that was fetched. */
  payloadKind: z.enum(['webhook', 'record']),
}

const tryNumber = z.int().min(1)
const code = z.enum(recordedCodes)
const reason = z.string().trim().min(3).max(500)

export const syncEvents = {
  SyncRequested: defineEvent({
    type: 'SyncRequested',
    version: 4,
    stream: 'sync',
    sentence: 'A record is to be written to a connection.',
    schema: z.strictObject({
      connectionId: z.uuid(),
      provider: providerName,
      entity: z.enum(entities),
      direction: z.enum(['outbound', 'inbound']),
      source: z.strictObject({
        connectionId: z.uuid(),
        system: providerName,
        /** The account the object lives in, where there are several behind one connection. */
        accountId: z.string().min(1).max(255).nullable(),
        id: z.string().min(1).max(255),
        /** What the object says of where it came from: an id at the connection it now goes to. */
        externalRef: z.string().min(1).max(255).nullable(),
      }),
      ...change,
      /** Null where nothing is at hand yet: the record is read from its source first. */
      payloadId: z.uuid().nullable(),
      payloadKind: z.enum(['webhook', 'record', 'source']),
      /** The sync that waits for this one. */
      requestedFor: z.uuid().nullable(),
      mappingVersion: z.int().min(1),
      /** How long each retry waits, before jitter; there are as many retries as waits. */
      retryWaitsMs: z.array(z.int().min(0).max(3_600_000)).max(20),
    }),
    example: {
      connectionId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a02',
      provider: 'flasherp',
      entity: 'customer',
      direction: 'outbound',
      source: {
        connectionId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a01',
        system: 'stripe',
        accountId: null,
        id: 'cus_Example1',
        externalRef: null,
      },
      operation: 'upsert',
      sourceVersion: '001790000000.01.0000000000000042',
      objectVersion: null,
      label: null,
      amount: null,
      deliveryId: '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c12',
      payloadId: '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c11',
      payloadKind: 'webhook',
      requestedFor: null,
      mappingVersion: 1,
      retryWaitsMs: [2_000, 4_000, 8_000, 16_000, 32_000],
    },
  }),
  SyncCoalesced: defineEvent({
    type: 'SyncCoalesced',
    version: 2,
    stream: 'sync',
    sentence: 'A newer change came before the sync went out, and travels in its place.',
    schema: z.strictObject({
      ...change,
      /** Both changes bear the same time: which is newer is read from the provider before anything goes out. */
      tied: z.boolean(),
    }),
    example: {
      operation: 'upsert',
      sourceVersion: '001790000001.02.0000000000000043',
      objectVersion: null,
      label: null,
      amount: null,
      deliveryId: '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c22',
      payloadId: '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c21',
      payloadKind: 'webhook',
      tied: false,
    },
  }),
  SourceRead: defineEvent({
    type: 'SourceRead',
    version: 2,
    stream: 'sync',
    sentence: 'The record was read from its source, as it is there now.',
    schema: z.strictObject({ ...change, payloadKind: z.literal('record') }),
    example: {
      operation: 'upsert',
      sourceVersion: '001790000001.99.0000000000000000',
      objectVersion: null,
      label: null,
      amount: { minor: 5_000, currency: 'USD' },
      deliveryId: null,
      payloadId: '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c31',
      payloadKind: 'record',
    },
  }),
  SyncStarted: defineEvent({
    type: 'SyncStarted',
    version: 1,
    stream: 'sync',
    sentence: 'A worker took the sync; from here on the provider may have been written to.',
    schema: z.strictObject({
      try: tryNumber,
      /** A new generation is a new key: only after an answer that is a certain no. */
      generation: z.int().min(1),
      idempotencyKey: z.string().min(1).max(255),
      /** The very bytes that go out, sealed, so that a repeat sends the same. */
      operation: sealedText,
      worker: z.string().max(120),
    }),
    example: {
      try: 1,
      generation: 1,
      idempotencyKey: '5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b90.1',
      operation: 'sealed:v1:o1:AAAA',
      worker: 'worker-1',
    },
  }),
  SyncSucceeded: defineEvent({
    type: 'SyncSucceeded',
    version: 2,
    stream: 'sync',
    sentence: 'The provider has written it.',
    schema: z.strictObject({
      try: tryNumber,
      externalId: z.string().min(1).max(255),
      /** The object's version as it was written, where the provider counts them. */
      externalVersion: z.int().min(0).nullable(),
      effect: z.enum(['created', 'updated', 'unchanged', 'deleted']),
      attempt: attemptSchema,
    }),
    example: { try: 1, externalId: 'C-100', externalVersion: 4, effect: 'created', attempt: exampleAttempt },
  }),
  SyncFailed: defineEvent({
    type: 'SyncFailed',
    version: 2,
    stream: 'sync',
    sentence: 'A try did not succeed.',
    schema: z.strictObject({
      try: tryNumber,
      code,
      certainty: z.enum(certainties),
      /** The provider's own words, masked; never our exception. */
      detail: z.string().max(500).nullable(),
      /** False: the same request would hear the same, out of the provider's memory; what became of it has to be looked up. */
      repeatable: z.boolean(),
      attempt: attemptSchema.nullable(),
    }),
    example: {
      try: 1,
      code: 'PROVIDER_UNAVAILABLE',
      certainty: 'not_executed',
      detail: null,
      repeatable: true,
      attempt: exampleAttempt,
    },
  }),
  SyncConflictFound: defineEvent({
    type: 'SyncConflictFound',
    version: 1,
    stream: 'sync',
    sentence: 'Both sides had changed the record; a person is to choose.',
    schema: z.strictObject({
      externalId: z.string().min(1).max(255),
      /** The version at the target that would be written over. */
      externalVersion: z.int().min(0).nullable(),
    }),
    example: { externalId: 'C-100', externalVersion: 4 },
  }),
  SyncConflictResolved: defineEvent({
    type: 'SyncConflictResolved',
    version: 1,
    stream: 'sync',
    sentence: 'A person chose which of two changes stays.',
    schema: z.strictObject({ choice: z.enum(['ours', 'theirs']), reason }),
    example: { choice: 'theirs', reason: 'The address was corrected there' },
  }),
  SyncRetryScheduled: defineEvent({
    type: 'SyncRetryScheduled',
    version: 1,
    stream: 'sync',
    sentence: 'The sync waits and goes again at a set time.',
    schema: z.strictObject({
      /** Retries used up, this one included; a wait that burns none repeats the number. */
      retry: z.int().min(0),
      hold: z.enum(holds),
      nextRetryAt: z.iso.datetime(),
    }),
    example: { retry: 1, hold: 'retry_at', nextRetryAt: '2026-11-21T10:00:02.000Z' },
  }),
  SyncRetryRequested: defineEvent({
    type: 'SyncRetryRequested',
    version: 1,
    stream: 'sync',
    sentence: 'A person asked for the sync to be tried again.',
    schema: z.strictObject({ reason: reason.nullable() }),
    example: { reason: 'FlashERP is back' },
  }),
  SyncSkipped: defineEvent({
    type: 'SyncSkipped',
    version: 1,
    stream: 'sync',
    sentence: 'The sync was set aside with a reason.',
    schema: z.strictObject({ reason }),
    example: { reason: 'Already booked by hand' },
  }),
  SyncSuperseded: defineEvent({
    type: 'SyncSuperseded',
    version: 2,
    stream: 'sync',
    sentence: 'There was nothing left to send: what is at the target is as new, or newer.',
    schema: z.strictObject({
      reason: z.enum(['newer_written', 'echo', 'deleted_at_source', 'never_written', 'target_kept']),
      /** The newer change that was written, where there is one. */
      newerVersion: z.string().max(40).nullable(),
    }),
    example: { reason: 'newer_written', newerVersion: '001790000100.01.0000000000000057' },
  }),
  SyncCancelled: defineEvent({
    type: 'SyncCancelled',
    version: 1,
    stream: 'sync',
    sentence: 'The sync was called off before it went out.',
    schema: z.strictObject({ reason }),
    example: { reason: 'Asked for by mistake' },
  }),
  EffectLookedUp: defineEvent({
    type: 'EffectLookedUp',
    version: 2,
    stream: 'sync',
    sentence: 'The provider was asked what became of a try whose outcome was unknown.',
    schema: z.strictObject({
      answer: z.enum(['present', 'absent']),
      /** The object that holds the effect; null when there is none. */
      externalId: z.string().min(1).max(255).nullable(),
      externalVersion: z.int().min(0).nullable(),
      attempt: attemptSchema,
    }),
    example: { answer: 'present', externalId: 'C-100', externalVersion: 4, attempt: exampleAttempt },
  }),
  SyncMappingChosen: defineEvent({
    type: 'SyncMappingChosen',
    version: 1,
    stream: 'sync',
    sentence: 'A sync goes on with another version of its flow’s mapping, or by choice with the one it had.',
    schema: z.strictObject({ mappingVersion: z.int().min(1) }),
    example: { mappingVersion: 2 },
  }),
  EffectReportedLate: defineEvent({
    type: 'EffectReportedLate',
    version: 1,
    stream: 'sync',
    sentence: 'A worker that had lost the sync reported what the provider had done all the same.',
    schema: z.strictObject({
      try: tryNumber,
      externalId: z.string().min(1).max(255),
      attempt: attemptSchema,
    }),
    example: { try: 1, externalId: 'C-100', attempt: exampleAttempt },
  }),
} as const
