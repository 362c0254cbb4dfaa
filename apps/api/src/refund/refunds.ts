import { labelPlace, payloadPlace, type Vault } from '@syncline/db/custody'
import type { Appender } from '@syncline/db/log'
import { withOrganization } from '@syncline/db/pool'
import { type ConnectionRow, findConnection, type NamesOf } from '@syncline/db/queries'
import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { type Actor, type EventData, type NewEvent, streamName } from '@syncline/domain/event'
import { amountOf, type RefundRecord, sourceVersion, subjectOf } from '@syncline/domain/record'
import {
  leftOf,
  onTheirWay,
  type RefundablePayment,
  refundRefusal,
  refundSourceId,
} from '@syncline/domain/refund'
import { syncFace } from '@syncline/domain/sync'
import type {
  RefundablePaymentInput,
  RefundCreated,
  RefundCreateInput,
  RefundPreview,
  RefundView,
} from '@syncline/domain/view'
import type { Provider } from '@syncline/providers/port'
import type pg from 'pg'
import { subjectIdOf } from '../erasure/subject-id.ts'
import { uuidv7 } from '../ingest/uuid.ts'
import { type AskDeps, askProvider } from '../protection/call.ts'
import { type PaymentKey, type Refund, readRefunds, refundSyncId } from './earlier.ts'

export interface RefundsDeps extends AskDeps {
  readonly pool: pg.Pool
  readonly vault: Vault
  readonly appender: Appender
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly namesOf: NamesOf
}

interface By {
  readonly actor: Actor
  readonly correlationId: string
}

export type Refunds = ReturnType<typeof createRefunds>

/** A person waits for the answer. */
const longestReadMs = 10_000
const maxTries = 3

/**
 * Giving payments back. A refund is a sync of its own: the same tries, the same key and bytes on each repeat, looked up
 * where its outcome is open. What may be given back the provider is asked right before.
 */
export function createRefunds(deps: RefundsDeps) {
  const { pool, vault, appender, now = () => new Date() } = deps
  const within = <Result>(organizationId: string, work: (tx: pg.ClientBase) => Promise<Result>) =>
    withOrganization(pool, organizationId, work)

  const keyOf = ({ connectionId, paymentId, accountId }: RefundablePaymentInput): PaymentKey => ({
    connectionId,
    paymentId,
    accountId: accountId ?? null,
  })

  /** @throws SynclineError RECORD_NOT_FOUND */
  const demand = (organizationId: string, key: PaymentKey) =>
    within(organizationId, async (tx) => {
      const connection = await findConnection(tx, organizationId, key.connectionId)
      if (!connection) throw new SynclineError('RECORD_NOT_FOUND')
      return { connection, refunds: await readRefunds(tx, organizationId, key) }
    })

  /** @throws SynclineError STATE_CONFLICT while the connection is off, and with what hinders the question */
  async function ask(
    organizationId: string,
    { provider }: ConnectionRow,
    { connectionId, paymentId, accountId }: PaymentKey,
  ): Promise<RefundablePayment> {
    const { refunds } = await deps.loadProvider(provider)
    if (!refunds)
      throw new SynclineError('INVALID_INPUT', { field: 'connectionId', reason: 'gives no refunds' })
    const answer = await askProvider(
      deps,
      { organizationId, connectionId, kind: 'read', longestMs: longestReadMs },
      (access) => refunds.payment(paymentId, accountId, access),
    )
    if (!answer.ok) throw new SynclineError(answer.code)
    if (!answer.payment) throw new SynclineError('RECORD_NOT_FOUND')
    return answer.payment
  }

  /** Seals the refund for whoever paid, unless that person was erased here: then it names nobody. */
  async function seal(organizationId: string, syncId: string, key: PaymentKey, asked: Asked) {
    const { payment } = asked
    const keys = await vault.keysOf(organizationId)
    const payloadId = uuidv7(now().getTime())
    return within(organizationId, async (tx) => {
      const subjectOfRefund = (of: RefundRecord) => subjectIdOf(organizationId, key, subjectOf(of))
      const payerId = payment.payer && subjectOfRefund(recordOf(key, asked))
      const known = await keys.forRecords(tx, { lookUp: payerId ? [payerId] : [], fresh: true })
      const payer = payerId && known.erasedAt(payerId) ? null : payment.payer
      const record = recordOf(key, { ...asked, payment: { ...payment, payer } })
      const subjectId = subjectOfRefund(record)
      const records = await keys.forRecords(tx, { subjectIds: subjectId === null ? [] : [subjectId] })
      const label = (payer?.name ?? payment.id).slice(0, 200)
      const bytes = Buffer.from(JSON.stringify(record))
      return {
        amount: amountOf(record),
        label: records.sealText(labelPlace(organizationId, syncId), label, subjectId),
        payload: {
          payloadId,
          sealed: records.sealBytes(payloadPlace(organizationId, payloadId), bytes, subjectId),
        },
      }
    })
  }

  async function append(
    organizationId: string,
    connection: ConnectionRow,
    key: PaymentKey,
    asked: Asked,
    by: By,
  ) {
    const syncId = refundSyncId(organizationId, key, asked.number)
    const { payload, ...told } = await seal(organizationId, syncId, key, asked)
    const result = await appender.append({
      organizationId,
      stream: streamName('sync', syncId),
      events: eventsOf(connection, key, asked, { ...told, payloadId: payload.payloadId }),
      context: { now: now(), ...by },
      expectedVersion: 0,
      payload,
    })
    return result.outcome === 'conflict' ? null : { syncId, position: result.position, replayed: false }
  }

  return {
    /** @throws SynclineError RECORD_NOT_FOUND */
    async list(organizationId: string, input: RefundablePaymentInput): Promise<readonly RefundView[]> {
      const { refunds } = await demand(organizationId, keyOf(input))
      const names = await deps.namesOf([...new Set(refunds.map(({ requested }) => requested.actor))])
      return refunds.map((refund) => toView(refund, names))
    },

    /** @throws SynclineError RECORD_NOT_FOUND; STATE_CONFLICT while the connection is off; what hinders the question */
    async preview(organizationId: string, input: RefundablePaymentInput): Promise<RefundPreview> {
      const key = keyOf(input)
      const { connection, refunds } = await demand(organizationId, key)
      const payment = await ask(organizationId, connection, key)
      return {
        payment,
        onTheirWay: onTheirWay(refunds),
        left: leftOf(payment, refunds),
        refusal: refundRefusal(payment, refunds, null),
      }
    },

    /**
     * Answers as soon as the request is in the log; a worker makes the refund.
     * @throws SynclineError as `preview`, and with why it may not be; IDEMPOTENCY_CONFLICT for another refund under a
     *   known id
     */
    async create(organizationId: string, input: RefundCreateInput, by: By): Promise<RefundCreated> {
      const key = keyOf(input)
      const { requestId, reason, currency } = input
      const amount = { amount: input.amount, currency }
      for (let tries = 0; tries < maxTries; tries++) {
        // Ours are read before the provider is asked: what goes through in between counts on both sides, not on none.
        const { connection, refunds } = await demand(organizationId, key)
        const same = refunds.find(({ asked }) => asked.requestId === requestId)
        if (same) return again(same, amount)
        const payment = await ask(organizationId, connection, key)
        const refusal = refundRefusal(payment, refunds, amount)
        if (refusal)
          throw new SynclineError(refusal, { left: leftOf(payment, refunds), currency: payment.currency })
        const asked = { requestId, amount, reason, payment, number: refunds.length + 1, at: now() }
        const created = await append(organizationId, connection, key, asked, by)
        if (created) return created
      }
      throw new SynclineError('STATE_CONFLICT', { reason: 'changed_meanwhile' })
    },
  }
}

interface Asked extends Pick<EventData<'RefundRequested'>, 'requestId' | 'amount' | 'reason'> {
  readonly payment: RefundablePayment
  /** The how manyth refund of the payment. */
  readonly number: number
  readonly at: Date
}

function again({ syncId, position, asked }: Refund, amount: Asked['amount']): RefundCreated {
  if (asked.amount.amount !== amount.amount || asked.amount.currency !== amount.currency)
    throw new SynclineError('IDEMPOTENCY_CONFLICT', { field: 'requestId' })
  return { syncId, position, replayed: true }
}

const recordOf = (
  { paymentId }: PaymentKey,
  { amount, payment, number, reason, at }: Asked,
): RefundRecord => ({
  entity: 'refund',
  sourceId: refundSourceId(paymentId, number),
  deleted: false,
  status: 'pending',
  amount,
  paymentId,
  orderId: null,
  customerId: payment.payer?.id ?? null,
  reason,
  refundedAt: at.toISOString(),
})

function eventsOf(
  { connectionId, provider, retryWaitsMs }: ConnectionRow,
  { accountId, paymentId }: PaymentKey,
  { requestId, amount, reason, number, at }: Asked,
  told: Pick<EventData<'SyncRequested'>, 'label' | 'amount' | 'payloadId'>,
): readonly NewEvent[] {
  const requested: EventData<'SyncRequested'> = {
    connectionId,
    provider,
    entity: 'refund',
    direction: 'outbound',
    // It begins and ends at the same connection: what is given back there was paid there.
    source: {
      connectionId,
      system: provider,
      accountId,
      id: refundSourceId(paymentId, number),
      externalRef: null,
    },
    operation: 'upsert',
    sourceVersion: sourceVersion(Math.floor(at.getTime() / 1_000), 0, 0),
    objectVersion: null,
    ...told,
    deliveryId: null,
    payloadKind: 'record',
    requestedFor: null,
    mappingVersion: 1,
    retryWaitsMs: [...retryWaitsMs],
  }
  return [
    { type: 'SyncRequested', data: requested },
    { type: 'RefundRequested', data: { requestId, paymentId, amount, reason } },
  ]
}

function toView({ syncId, sync, asked, requested }: Refund, names: ReadonlyMap<Actor, string>): RefundView {
  if (sync.status === 'none') throw new Error(`The sync of refund ${syncId} has no beginning`)
  return {
    syncId,
    amount: asked.amount,
    face: syncFace(sync.status, sync.status === 'pending' ? sync.hold : null, sync.lastCertainty),
    externalId: sync.status === 'synced' ? sync.externalId : null,
    reason: asked.reason,
    by: { actor: requested.actor, name: names.get(requested.actor) ?? null },
    requestedAt: requested.occurredAt.toISOString(),
  }
}
