import { type Appender, readPayload, readStream } from '@syncline/db/log'
import { readOrganization } from '@syncline/db/pool'
import { matchingDeliveries } from '@syncline/db/queries'
import { SynclineError } from '@syncline/domain/error'
import { type Actor, streamName } from '@syncline/domain/event'
import type { ReplayedMany, ReplaySelection } from '@syncline/domain/view'
import {
  type Delivery,
  decideDelivery,
  evolveDelivery,
  initialDelivery,
  maxReplayedMatches,
  type WebhookEvent,
} from '@syncline/domain/webhook'
import type pg from 'pg'

interface By {
  readonly reason: string
  readonly actor: Actor
  readonly correlationId: string
}

/** So many are replayed side by side, so that a person's bulk leaves the pool to others. */
const abreast = 4

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
      const kept =
        state.status !== 'none' && (await readPayload(tx, organizationId, state.payloadId)) !== null
      return { state, kept, version: events.at(-1)?.version ?? 0 }
    })
  }

  async function replay(organizationId: string, deliveryId: string, by: By): Promise<{ position: number }> {
    const stream = streamName('delivery', deliveryId)
    const { state, kept, version } = await load(organizationId, stream)
    const decision = decideDelivery({ type: 'replay', reason: by.reason, kept }, state)
    if (!decision.ok) throw new SynclineError(decision.code, decision.details)
    const result = await appender.append({
      organizationId,
      stream,
      events: decision.events,
      context: { now: now(), actor: by.actor, correlationId: by.correlationId },
      expectedVersion: version,
    })
    if (result.outcome === 'conflict')
      throw new SynclineError('STATE_CONFLICT', { reason: 'changed_meanwhile' })
    return { position: result.position }
  }

  /** @throws SynclineError STATE_CONFLICT when nothing matches any more, or more than the person was shown */
  async function selected(organizationId: string, selection: ReplaySelection): Promise<readonly string[]> {
    if (selection.kind === 'ids') return [...new Set(selection.deliveryIds)]
    const { filter, upto, shown } = selection
    const ids = await readOrganization(pool, organizationId, (tx) =>
      matchingDeliveries({ tx, organizationId }, { filter, upto, limit: maxReplayedMatches + 1 }),
    )
    if (ids.length === 0) throw new SynclineError('STATE_CONFLICT', { reason: 'nothing_matches' })
    if (ids.length > shown) throw new SynclineError('STATE_CONFLICT', { reason: 'more_than_shown' })
    return ids
  }

  return {
    replay,
    /** Replays each that can be; the others are counted with the reason. */
    async replayMany(organizationId: string, selection: ReplaySelection, by: By): Promise<ReplayedMany> {
      const left = [...(await selected(organizationId, selection))]
      const refused = new Map<string, number>()
      const positions: number[] = []
      const one = async (deliveryId: string) => {
        try {
          positions.push((await replay(organizationId, deliveryId, by)).position)
        } catch (error) {
          if (!(error instanceof SynclineError) || !spared.has(error.code)) throw error
          const { reason: detail } = error.details
          const reason = typeof detail === 'string' ? detail : error.code
          refused.set(reason, (refused.get(reason) ?? 0) + 1)
        }
      }
      const lane = async () => {
        for (let id = left.pop(); id !== undefined; id = left.pop()) await one(id)
      }
      await Promise.all(Array.from({ length: abreast }, lane))
      return {
        replayed: positions.length,
        refused: [...refused].map(([reason, count]) => ({ reason, count })),
        position: positions.length === 0 ? null : Math.max(...positions),
      }
    },
  }
}

/** What spares one webhook and does not end the work on the others. */
const spared: ReadonlySet<string> = new Set(['RECORD_NOT_FOUND', 'PAYLOAD_EXPIRED', 'STATE_CONFLICT'])
