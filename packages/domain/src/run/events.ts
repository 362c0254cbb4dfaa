import { z } from 'zod'
import { entities } from '../connection/entity.ts'
import { providerNames } from '../connection/provider.ts'
import { recordedCodes } from '../error/table.ts'
import { defineEvent, sealedText } from '../event/define.ts'
import { maxPageRecords, maxRunPages, runKinds } from './limits.ts'

const count = z.int().min(0).max(maxPageRecords)
const reason = z.string().trim().min(3).max(500)

export const runEvents = {
  RunStarted: defineEvent({
    type: 'RunStarted',
    version: 1,
    stream: 'run',
    sentence: 'A pull of many records from a connection was asked for.',
    schema: z.strictObject({
      connectionId: z.uuid(),
      provider: z.enum(providerNames),
      entity: z.enum(entities),
      kind: z.enum(runKinds),
      /** Only what was changed at or after this is asked for; null: everything. */
      since: z.iso.datetime().nullable(),
    }),
    example: {
      connectionId: '0190a000-0000-7000-8000-000000000003',
      provider: 'stripe',
      entity: 'customer',
      kind: 'incremental',
      since: '2026-11-20T10:00:00.000Z',
    },
  }),
  RunPageRead: defineEvent({
    type: 'RunPageRead',
    version: 1,
    stream: 'run',
    sentence: 'A page was read, and syncs were asked for of what differs on it.',
    schema: z.strictObject({
      /** From 1, without a gap. */
      page: z.int().min(1).max(maxRunPages),
      /** Objects on the page: the sum of the four that follow. */
      read: count,
      changed: count,
      unchanged: count,
      /** Of people who were erased. */
      leftOut: count,
      unreadable: count,
      /** Syncs asked for: one of each changed record for each flow that wants it. */
      asked: z.int().min(0).max(100_000),
      /** Where to go on, in the provider's own terms and so sealed; null after the last page. */
      cursor: sealedText.nullable(),
    }),
    example: {
      page: 1,
      read: 100,
      changed: 3,
      unchanged: 96,
      leftOut: 0,
      unreadable: 1,
      asked: 3,
      cursor: 'sealed:v1:o1:AAAA',
    },
  }),
  RunPaused: defineEvent({
    type: 'RunPaused',
    version: 1,
    stream: 'run',
    sentence: 'A person paused the run; the page in hand is its last until it goes on.',
    schema: z.strictObject({}),
    example: {},
  }),
  RunResumed: defineEvent({
    type: 'RunResumed',
    version: 1,
    stream: 'run',
    sentence: 'A person had the run go on from its checkpoint.',
    schema: z.strictObject({}),
    example: {},
  }),
  RunCancelled: defineEvent({
    type: 'RunCancelled',
    version: 1,
    stream: 'run',
    sentence: 'A person ended the run; the syncs it asked for stay.',
    schema: z.strictObject({ reason }),
    example: { reason: 'Started by mistake' },
  }),
  RunCompleted: defineEvent({
    type: 'RunCompleted',
    version: 1,
    stream: 'run',
    sentence: 'The last page was read.',
    schema: z.strictObject({}),
    example: {},
  }),
  RunFailed: defineEvent({
    type: 'RunFailed',
    version: 1,
    stream: 'run',
    sentence: 'The run could not go on; it can be resumed from its checkpoint.',
    schema: z.strictObject({
      code: z.enum(recordedCodes),
      /** The provider's own words, masked; never our exception. */
      detail: z.string().max(500).nullable(),
    }),
    example: { code: 'TOKEN_EXPIRED', detail: 'Expired API key provided' },
  }),
} as const
