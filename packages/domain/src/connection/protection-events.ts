import { z } from 'zod'
import { recordedCodes } from '../error/table.ts'
import { defineEvent } from '../event/define.ts'
import {
  breakerOpenMs,
  breakerThreshold,
  callWindowMs,
  healths,
  mostCalls,
  mostCallsAtOnce,
} from './protection.ts'

const code = z.enum(recordedCodes)

const callLimitSchema = z.strictObject({
  calls: z.int().min(1).max(mostCalls),
  windowMs: z.int().min(callWindowMs.min).max(callWindowMs.max),
})

export const limitPolicySchema = z.strictObject({
  /** Of the account at the provider, for all its connections; null: what the provider is known to allow. */
  account: callLimitSchema.nullable(),
  /** How many calls of the account may be out at once, of all its connections together; null: as it is known to allow. */
  atOnce: z.int().min(1).max(mostCallsAtOnce).nullable(),
  /** Of this connection's calls that change something, beneath that; null: no limit of their own. */
  writes: callLimitSchema.nullable(),
  /** Of those that only read. */
  reads: callLimitSchema.nullable(),
  /** Null: the usual one. */
  breaker: z
    .strictObject({
      threshold: z.int().min(breakerThreshold.min).max(breakerThreshold.max),
      openMs: z.int().min(breakerOpenMs.min).max(breakerOpenMs.max),
    })
    .nullable(),
})
export type LimitPolicy = z.output<typeof limitPolicySchema>

export const protectionEvents = {
  LimitPolicySet: defineEvent({
    type: 'LimitPolicySet',
    version: 2,
    stream: 'connection',
    sentence: 'A person set how many calls a provider gets, and when it is left in peace.',
    schema: limitPolicySchema,
    example: {
      account: { calls: 50, windowMs: 60_000 },
      atOnce: 10,
      writes: null,
      reads: null,
      breaker: { threshold: 3, openMs: 30_000 },
    },
  }),
  CircuitOpened: defineEvent({
    type: 'CircuitOpened',
    version: 1,
    stream: 'connection',
    sentence: 'A provider failed several times in a row; it is left in peace for a while and syncs wait.',
    schema: z.strictObject({
      /** In a row. */
      failures: z.int().min(1),
      /** Of the last failure. */
      code: code.nullable(),
      openMs: z.int().min(0),
    }),
    example: { failures: 5, code: 'PROVIDER_UNAVAILABLE', openMs: 60_000 },
  }),
  CircuitHalfOpened: defineEvent({
    type: 'CircuitHalfOpened',
    version: 1,
    stream: 'connection',
    sentence: 'The time of peace is over; one call goes out to see whether the provider is back.',
    schema: z.strictObject({}),
    example: {},
  }),
  CircuitClosed: defineEvent({
    type: 'CircuitClosed',
    version: 1,
    stream: 'connection',
    sentence: 'Calls go out to the provider again.',
    schema: z.strictObject({
      /** Why a person closed it; null: the trial call was answered. */
      reason: z.string().min(1).max(500).nullable(),
    }),
    example: { reason: null },
  }),
  HealthChanged: defineEvent({
    type: 'HealthChanged',
    version: 1,
    stream: 'connection',
    sentence: 'A look at a provider found a connection in another health than before.',
    schema: z.strictObject({
      health: z.enum(healths),
      /** Null: this was the first look. */
      before: z.enum(healths).nullable(),
      /** Null: it answered as it should. */
      code: code.nullable(),
      tookMs: z.int().min(0),
      /** Looks in a row without success. */
      failures: z.int().min(0),
    }),
    example: { health: 'down', before: 'degraded', code: 'NETWORK_UNREACHABLE', tookMs: 12, failures: 3 },
  }),
} as const
