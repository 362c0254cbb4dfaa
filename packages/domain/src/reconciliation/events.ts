import { z } from 'zod'
import { entities } from '../connection/entity.ts'
import { providerName } from '../connection/events.ts'
import { recordedCodes } from '../error/table.ts'
import { defineEvent } from '../event/define.ts'
import { moneySchema } from '../money/index.ts'
import {
  discrepancyKinds,
  maxCurrencies,
  maxDifferingFields,
  maxFoundAtOnce,
  reconciliationPhases,
} from './kinds.ts'

const count = z.int().min(0)
const id = z.string().min(1).max(255)
const side = z.strictObject({ count, amount: z.string().regex(/^-?\d{1,30}$/) })
const counts = z.strictObject({
  compared: count,
  matched: count,
  missing_here: count,
  missing_there: count,
  amount_differs: count,
  fields_differ: count,
  onTheWay: count,
  unreadable: count,
})
const totals = z
  .array(z.strictObject({ currency: z.string().regex(/^[A-Z]{3}$/), ours: side, theirs: side }))
  .max(maxCurrencies)
const told = z.union([id, z.number(), z.boolean(), moneySchema]).nullable()
const exampleCounts = {
  compared: 1_297,
  matched: 1_284,
  missing_here: 2,
  missing_there: 5,
  amount_differs: 4,
  fields_differ: 2,
  onTheWay: 1,
  unreadable: 0,
}
const exampleTotals = [
  {
    currency: 'NGN',
    ours: { count: 1_271, amount: '2481635000' },
    theirs: { count: 1_268, amount: '2463185000' },
  },
]

export const reconciliationEvents = {
  ReconciliationStarted: defineEvent({
    type: 'ReconciliationStarted',
    version: 1,
    stream: 'reconciliation',
    sentence: 'The records of a connection are to be compared with what its provider has.',
    schema: z.strictObject({
      connectionId: z.uuid(),
      provider: providerName,
      entity: z.enum(entities),
      /** The how manieth of this connection and entity. */
      number: z.int().min(1),
      from: z.iso.datetime(),
      to: z.iso.datetime(),
    }),
    example: {
      connectionId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a02',
      provider: 'flasherp',
      entity: 'transaction',
      number: 12,
      from: '2026-08-23T00:00:00.000Z',
      to: '2026-11-21T00:00:00.000Z',
    },
  }),
  ReconciliationAdvanced: defineEvent({
    type: 'ReconciliationAdvanced',
    version: 1,
    stream: 'reconciliation',
    sentence: 'A part of the records was compared.',
    schema: z.strictObject({
      phase: z.enum(reconciliationPhases),
      /** Where the phase goes on; null at its beginning. */
      cursor: z.string().max(2_000).nullable(),
      /** Of all that was compared so far, as the totals are. */
      counts,
      totals,
      found: z
        .array(
          z.strictObject({
            number: z.int().min(1),
            kind: z.enum(discrepancyKinds),
            sourceConnectionId: z.uuid().nullable(),
            sourceId: id.nullable(),
            externalId: id.nullable(),
            /** The newest sync of the record. */
            syncId: z.uuid().nullable(),
            ours: moneySchema.nullable(),
            theirs: moneySchema.nullable(),
            /** Texts that somebody wrote are hidden: the field is named, its values are not. */
            fields: z
              .array(z.strictObject({ field: id, hidden: z.boolean(), ours: told, theirs: told }))
              .max(maxDifferingFields),
          }),
        )
        .max(maxFoundAtOnce),
    }),
    example: {
      phase: 'theirs',
      cursor: 'T-1200',
      counts: exampleCounts,
      totals: exampleTotals,
      found: [
        {
          number: 1,
          kind: 'amount_differs',
          sourceConnectionId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a01',
          sourceId: 'pi_Example1',
          externalId: 'T-100',
          syncId: '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c12',
          ours: { amount: 4_500_000, currency: 'NGN' },
          theirs: { amount: 450_000, currency: 'NGN' },
          fields: [
            {
              field: 'amount',
              hidden: false,
              ours: { amount: 4_500_000, currency: 'NGN' },
              theirs: { amount: 450_000, currency: 'NGN' },
            },
          ],
        },
      ],
    },
  }),
  ReconciliationCompleted: defineEvent({
    type: 'ReconciliationCompleted',
    version: 1,
    stream: 'reconciliation',
    sentence: 'Both sides were gone through.',
    schema: z.strictObject({ counts, totals }),
    example: { counts: exampleCounts, totals: exampleTotals },
  }),
  ReconciliationCancelled: defineEvent({
    type: 'ReconciliationCancelled',
    version: 1,
    stream: 'reconciliation',
    sentence: 'A person stopped a reconciliation; what was found by then stays.',
    schema: z.strictObject({}),
    example: {},
  }),
  ReconciliationFailed: defineEvent({
    type: 'ReconciliationFailed',
    version: 1,
    stream: 'reconciliation',
    sentence: 'A reconciliation could not go on.',
    schema: z.strictObject({ code: z.enum(recordedCodes) }),
    example: { code: 'INVALID_CREDENTIALS' },
  }),
} as const

/** Each discrepancy has a stream of its own, so that a report with thousands of them stays short. */
export const discrepancyEvents = {
  DiscrepancyResolved: defineEvent({
    type: 'DiscrepancyResolved',
    version: 1,
    stream: 'discrepancy',
    sentence: 'A person said what is done about a difference.',
    schema: z.strictObject({
      reconciliationId: z.uuid(),
      number: z.int().min(1),
      how: z.enum(['ignored', 'pushed', 'pulled']),
      reason: z.string().trim().min(3).max(500).nullable(),
      /** The sync that was asked for. */
      syncId: z.uuid().nullable(),
    }),
    example: {
      reconciliationId: '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c41',
      number: 1,
      how: 'ignored',
      reason: 'Booked by hand on purpose',
      syncId: null,
    },
  }),
} as const
