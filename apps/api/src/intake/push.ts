import { payloadPlace, UnsealableError, type Vault } from '@syncline/db/custody'
import { type Appender, readEvent, readPayload } from '@syncline/db/log'
import { isDatabaseAway, readOrganization } from '@syncline/db/pool'
import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { type EventData, streamId } from '@syncline/domain/event'
import type { IntakeAdapter, Provider } from '@syncline/providers/port'
import type pg from 'pg'
import type { Counter } from 'prom-client'
import { type Arrival, type Keeper, keepVerified } from '../ingest/receive.ts'
import { admitNotes } from '../privacy/admit-notes.ts'
import type { PrivacyGate } from '../privacy/gate.ts'

export interface IntakeDeps {
  readonly pool: pg.Pool
  readonly appender: Appender
  readonly vault: Vault
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly counter: Counter<'provider' | 'verdict'>
  readonly gate: Pick<PrivacyGate, 'admitAll'>
}

export interface Pushed {
  /** Of the delivery it is kept as. */
  readonly deliveryId: string
  /** The sender's own id of it. */
  readonly id: string
  /** It had come before, and this is the answer of then. */
  readonly replayed: boolean
}

export interface IntakePort {
  /** The most that may be pushed at once, in bytes. @throws SynclineError RECORD_NOT_FOUND for a provider that pushes nothing */
  limitOf(provider: ProviderName): Promise<number>
  /**
   * Keeps what was pushed as a delivery, exactly as the door keeps a webhook. When this resolves it is committed.
   * @throws SynclineError INVALID_INPUT with each place at fault; IDEMPOTENCY_CONFLICT for another body under a known id;
   * PHI_DETECTED where the organization lets no such note in; OVERLOADED or DATABASE_UNAVAILABLE: the sender is to come again
   */
  push(connection: Keeper, arrival: Arrival): Promise<Pushed>
}

/** What providers push with a key of ours. */
export function createIntake(deps: IntakeDeps): IntakePort {
  const { pool, vault, counter } = deps

  /** @throws SynclineError RECORD_NOT_FOUND */
  async function adapterOf(provider: ProviderName): Promise<{ intake: IntakeAdapter; maxBytes: number }> {
    const { intake, manifest } = await deps.loadProvider(provider)
    if (!intake) throw new SynclineError('RECORD_NOT_FOUND', { what: 'address' })
    return { intake, maxBytes: manifest.webhook.maxBodyBytes }
  }

  /** The delivery that an id was kept as before. @throws SynclineError IDEMPOTENCY_CONFLICT when it was another body */
  async function before(organizationId: string, position: number, rawBody: Buffer): Promise<string> {
    const keys = await vault.keysOf(organizationId)
    const { event, sealed } = await readOrganization(pool, organizationId, async (tx) => {
      const event = await readEvent(tx, organizationId, position)
      const payloadId = event && (event.data as EventData<'WebhookReceived'>).payloadId
      return { event, sealed: payloadId && (await readPayload(tx, organizationId, payloadId)) }
    })
    if (!event) throw new SynclineError('UNKNOWN', { reason: 'delivery_missing' })
    const { payloadId } = event.data as EventData<'WebhookReceived'>
    // Bytes that have expired can't be compared: then the id has to do.
    if (
      sealed &&
      !isSame(
        openOrNull(() => keys.openBytes(payloadPlace(organizationId, payloadId), sealed)),
        rawBody,
      )
    )
      throw new SynclineError('IDEMPOTENCY_CONFLICT', { field: 'id' })
    return streamId(event.stream)
  }

  async function push(connection: Keeper, given: Arrival): Promise<Pushed> {
    const { organizationId, provider } = connection
    const { intake } = await adapterOf(provider)
    const checked = intake.check(given.rawBody)
    if (!checked.ok) {
      counter.inc({ provider, verdict: 'refused' })
      throw new SynclineError('INVALID_INPUT', { fields: checked.problems })
    }
    const arrival = { ...given, rawBody: await admitNotes(deps.gate, organizationId, given.rawBody) }
    const stored = await keepVerified(deps, connection, intake, arrival)
    counter.inc({ provider, verdict: stored.verdict })
    const { id } = checked
    if (stored.verdict !== 'duplicate') return { deliveryId: stored.deliveryId, id, replayed: false }
    return { deliveryId: await before(organizationId, stored.position, arrival.rawBody), id, replayed: true }
  }

  return {
    limitOf: async (provider) => (await adapterOf(provider)).maxBytes,
    async push(connection, arrival) {
      try {
        return await push(connection, arrival)
      } catch (error) {
        if (!isDatabaseAway(error)) throw error
        throw new SynclineError('DATABASE_UNAVAILABLE', { retryAfterSeconds: 2 }, { cause: error })
      }
    },
  }
}

function openOrNull(open: () => Buffer): Buffer | null {
  try {
    return open()
  } catch (error) {
    if (error instanceof UnsealableError) return null
    throw error
  }
}

/** The same invoice, however its JSON was laid out. */
function isSame(known: Buffer | null, rawBody: Buffer): boolean {
  if (known === null || known.equals(rawBody)) return true
  return canonical(known) === canonical(rawBody)
}

const canonical = (bytes: Buffer): string =>
  JSON.stringify(JSON.parse(bytes.toString('utf8')), (_name, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  )
