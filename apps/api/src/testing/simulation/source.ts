import { streamName } from '@syncline/domain/event'
import type { CustomerRecord } from '@syncline/domain/record'
import { defaultRetryWaitsMs } from '@syncline/domain/sync'
import type { Notice, Provider } from '@syncline/providers/port'
import type { Random } from '@syncline/sandbox'
import type { Change } from '../../jobs/place-change.ts'
import type { Clock, Machine } from './clock.ts'
import { ids, uuidAt } from './ids.ts'
import type { ModelLog } from './log.ts'

/** Where the changes come from: customers that are made, changed, often within one second, and at times deleted. */
export interface Source {
  /** How each customer is now; null once deleted. */
  readonly truth: ReadonlyMap<string, string | null>
  /** Webhooks that the door took in, in the order of the log, and may be routed. */
  readonly inbox: Change[]
  providerOf(machine: Machine): Provider
}

const flow = {
  flowId: ids.flow,
  entity: 'customer',
  sourceConnectionId: ids.source,
  targetConnectionId: ids.target,
  targetProvider: 'flasherp',
  mappingVersion: 1,
  place: null,
  retryWaitsMs: defaultRetryWaitsMs,
} as const
const ranks = { created: 0, updated: 1, deleted: 2 } as const
type Kind = keyof typeof ranks

const recordOf = (sourceId: string, name: string | null): CustomerRecord => ({
  entity: 'customer',
  sourceId,
  deleted: name === null,
  name,
  email: null,
  phone: null,
  address: null,
  note: null,
})

/** @param stormMs all changes are made within this time, and told of a little later at most */
export function createSource(clock: Clock, random: Random, log: ModelLog, stormMs: number): Source {
  const truth = new Map<string, string | null>()
  const inbox: Change[] = []
  let deliveries = 0

  function change(id: string, kind: Kind, turn: number): void {
    if (truth.get(id) === null) return
    const name = kind === 'deleted' ? null : `${id} v${turn}`
    truth.set(id, name)
    const notice: Notice = {
      entity: 'customer',
      operation: kind === 'deleted' ? 'delete' : 'upsert',
      sourceId: id,
      accountId: null,
      order: Math.floor(clock.nowMs() / 1_000),
      typeRank: ranks[kind],
      objectVersion: null,
      requestKey: null,
      externalRef: null,
    }
    const eventId = `evt_${id}_${turn}`
    for (let copy = random.whole(1, 2); copy > 0; copy--)
      clock.in(random.chance(50) ? random.whole(1, 300) : random.whole(1, 20_000), () =>
        takeIn(eventId, notice, recordOf(id, name)),
      )
  }

  /** The door: each event once. */
  function takeIn(eventId: string, notice: Notice, record: CustomerRecord): void {
    const payloadId = uuidAt('payload', ++deliveries)
    const stream = streamName('delivery', uuidAt('delivery', deliveries))
    const data = {
      connectionId: ids.source,
      provider: 'stripe',
      providerEventId: eventId,
      eventType: 'customer.updated',
      accountId: null,
      payloadId,
      sizeBytes: 1,
    }
    const result = log.append({
      organizationId: ids.organization,
      stream,
      events: [{ type: 'WebhookReceived', data }],
      context: { now: clock.now(), actor: 'system:door', correlationId: eventId },
      idempotencyKey: eventId,
      payload: { payloadId, sealed: Buffer.from(JSON.stringify(record)) },
    })
    const delivery = result.outcome === 'appended' && log.at(result.position)
    if (delivery) inbox.push({ delivery, notice, flow, record })
  }

  const customers = random.whole(1, 3)
  for (let customer = 1; customer <= customers; customer++) {
    const id = `cus_${customer}`
    const changes = random.whole(1, 6)
    let atMs = random.whole(0, stormMs / 4)
    for (let turn = 1; turn <= changes; turn++) {
      const last = turn === changes && turn > 1 && random.chance(25)
      const kind = turn === 1 ? 'created' : last ? 'deleted' : 'updated'
      clock.in(atMs, () => change(id, kind, turn))
      atMs += random.chance(40) ? random.whole(0, 900) : random.whole(0, stormMs / 8)
    }
  }

  return {
    truth,
    inbox,
    providerOf: (machine) =>
      ({
        manifest: {},
        webhook: { record: (body: Uint8Array) => JSON.parse(Buffer.from(body).toString('utf8')) },
        pull: {
          customer: {
            async one(id: string) {
              await machine.wait(random.whole(1, 300))
              const name = truth.get(id) ?? null
              const order = Math.floor(clock.nowMs() / 1_000)
              return {
                ok: true,
                record: name === null ? null : recordOf(id, name),
                order,
                objectVersion: null,
              }
            },
          },
        },
        // Executing a sync asks no more of the place that a record comes from.
      }) as unknown as Provider,
  }
}
