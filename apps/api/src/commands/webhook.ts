import { isErasedMark } from '@syncline/db/custody'
import { type Appender, readPayload, readStream } from '@syncline/db/log'
import { readOrganization } from '@syncline/db/pool'
import { SynclineError } from '@syncline/domain/error'
import { type Actor, streamName } from '@syncline/domain/event'
import {
  type ReplayCommand as DecidedReplay,
  type Delivery,
  decideDelivery,
  evolveDelivery,
  initialDelivery,
  type WebhookEvent,
} from '@syncline/domain/webhook'
import type pg from 'pg'

interface By {
  readonly reason: string
  readonly actor: Actor
  readonly correlationId: string
  /** Of what asked for it, when that was a command on many. */
  readonly causationPosition?: number
}

/** A person's commands on webhooks: the router then reads them again. */
export function createWebhookCommands({
  pool,
  appender,
  now = () => new Date(),
}: {
  pool: pg.Pool
  appender: Appender
  now?: () => Date
}) {
  async function load(organizationId: string, stream: string) {
    return readOrganization(pool, organizationId, async (tx) => {
      const events = await readStream(tx, organizationId, stream)
      const state = events.reduce<Delivery>(
        (delivery, event) => evolveDelivery(delivery, event as unknown as WebhookEvent),
        initialDelivery,
      )
      const sealed = state.status === 'none' ? null : await readPayload(tx, organizationId, state.payloadId)
      const bytes: DecidedReplay['bytes'] =
        sealed === null ? 'expired' : isErasedMark(sealed) ? 'erased' : 'kept'
      return { state, bytes, version: events.at(-1)?.version ?? 0 }
    })
  }

  /** @throws SynclineError RECORD_NOT_FOUND, STATE_CONFLICT, PAYLOAD_EXPIRED, SUBJECT_ERASED */
  async function replay(organizationId: string, deliveryId: string, by: By): Promise<{ position: number }> {
    const stream = streamName('delivery', deliveryId)
    const { state, bytes, version } = await load(organizationId, stream)
    const decision = decideDelivery({ type: 'replay', reason: by.reason, bytes }, state)
    if (!decision.ok) throw new SynclineError(decision.code, decision.details)
    const result = await appender.append({
      organizationId,
      stream,
      events: decision.events,
      context: {
        now: now(),
        actor: by.actor,
        correlationId: by.correlationId,
        ...(by.causationPosition !== undefined && { causationPosition: by.causationPosition }),
      },
      expectedVersion: version,
    })
    if (result.outcome === 'conflict')
      throw new SynclineError('STATE_CONFLICT', { reason: 'changed_meanwhile' })
    return { position: result.position }
  }

  return { replay }
}

export type ReplayCommand = ReturnType<typeof createWebhookCommands>['replay']
