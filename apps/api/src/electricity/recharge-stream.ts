import { type Appender, readStream } from '@syncline/db/log'
import { withOrganization } from '@syncline/db/pool'
import { SynclineError } from '@syncline/domain/error'
import { type Actor, type RecordedEvent, streamName } from '@syncline/domain/event'
import {
  decideRecharge,
  evolveRecharge,
  initialRecharge,
  type Recharge,
  type RechargeCommand,
  type RechargeEvent,
  type RechargeNews,
} from '@syncline/domain/recharge'
import type { Told, Vended } from '@syncline/providers/buypower'
import type pg from 'pg'
import { uuidOf } from '../ingest/uuid.ts'

export interface By {
  readonly actor: Actor
  readonly correlationId: string
}

interface StreamDeps {
  readonly pool: pg.Pool
  readonly appender: Appender
  readonly now: () => Date
}

/** A recharge as its stream tells it. */
export interface LoadedRecharge {
  readonly state: Recharge
  readonly version: number
  /** Of its newest fact; 0 where there is none. */
  readonly position: number
}

/** The order id: made of what the caller chose, so that it is known before the call and the same for whoever asks again. */
export const rechargeIdOf = (organizationId: string, requestId: string): string =>
  uuidOf(`${organizationId}/recharge/${requestId}`)

export const foldRecharge = (events: readonly RecordedEvent[]): Recharge =>
  events.reduce<Recharge>(
    (state, event) => evolveRecharge(state, event as unknown as RechargeEvent),
    initialRecharge,
  )

export async function loadRecharge(
  { pool }: Pick<StreamDeps, 'pool'>,
  organizationId: string,
  rechargeId: string,
): Promise<LoadedRecharge> {
  const events = await withOrganization(pool, organizationId, (tx) =>
    readStream(tx, organizationId, streamName('recharge', rechargeId)),
  )
  const last = events.at(-1)
  return { state: foldRecharge(events), version: last?.version ?? 0, position: last?.position ?? 0 }
}

const maxTries = 5

/**
 * Writes down what was heard of a recharge, unless it was known.
 * @throws SynclineError RECORD_NOT_FOUND; STATE_CONFLICT where others wrote each time; what the appender throws
 */
export async function learn(
  { pool, appender, now }: StreamDeps,
  organizationId: string,
  rechargeId: string,
  heard: Omit<Extract<RechargeCommand, { type: 'learn' }>, 'type'>,
  by: By,
): Promise<LoadedRecharge> {
  for (let tries = 0; tries < maxTries; tries++) {
    const known = await loadRecharge({ pool }, organizationId, rechargeId)
    const context = { now: now(), ...by }
    const decision = decideRecharge({ type: 'learn', ...heard }, known.state, context)
    if (!decision.ok) throw new SynclineError(decision.code, decision.details)
    const { events } = decision
    if (events.length === 0) return known
    const written = await appender.append({
      organizationId,
      stream: streamName('recharge', rechargeId),
      events,
      context,
      expectedVersion: known.version,
    })
    if (written.outcome !== 'conflict')
      return {
        state: events.reduce(evolveRecharge, known.state),
        version: written.version,
        position: written.position,
      }
  }
  throw new SynclineError('STATE_CONFLICT', { reason: 'changed_meanwhile' })
}

const firstWaitMs = 120_000

/** What an answer of BuyPower's says of a recharge; its token is left behind here. */
export function newsOf(told: Told<Vended>, now: Date): RechargeNews {
  switch (told.verdict) {
    case 'done': {
      const { units, paidKobo, receipt } = told.value
      const paid = paidKobo === null ? null : { amount: paidKobo, currency: 'NGN' }
      return { verdict: 'vended', units, paid, receipt }
    }
    case 'failed':
      return { verdict: 'failed', code: told.code, certainty: told.certainty }
    case 'unknown': {
      const waitMs = told.requeryAfterMs[0] ?? firstWaitMs
      const askAgainAt = new Date(now.getTime() + waitMs).toISOString()
      return { verdict: 'unknown', code: told.code, askAgainAt }
    }
  }
}
