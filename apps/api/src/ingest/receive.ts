import { payloadPlace, type Vault } from '@syncline/db/custody'
import type { Appender } from '@syncline/db/log'
import { SynclineError } from '@syncline/domain/error'
import { InvalidEventError, type NewEvent, streamName } from '@syncline/domain/event'
import { keptHeaders } from '@syncline/domain/webhook'
import type { Description, Verdict, WebhookAdapter, WebhookPart } from '@syncline/providers/port'
import type { DoorConnection } from './connections.ts'
import { uuidv7 } from './uuid.ts'

export interface Arrival {
  readonly rawBody: Buffer
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** The address the provider was given, byte for byte. */
  readonly url: string
  readonly now: Date
}

export type Received =
  | {
      readonly verdict: 'accepted' | 'duplicate' | 'quarantined'
      readonly deliveryId: string
      readonly position: number
    }
  | { readonly verdict: 'refused'; readonly reason: Extract<Verdict, { ok: false }>['reason'] }

/**
 * Verify, append, answer: nothing else happens while the sender waits. When this resolves as accepted, event, sealed
 * bytes and wake-up are committed. A body that is signed but can't be read is kept and quarantined, never refused.
 * @throws SynclineError OVERLOADED or DATABASE_UNAVAILABLE: the sender is to come again
 */
export async function receive(
  deps: { appender: Pick<Appender, 'append'>; vault: Vault },
  connection: DoorConnection,
  adapter: WebhookAdapter,
  arrival: Arrival,
): Promise<Received> {
  const { rawBody, headers, url, now } = arrival
  const { webhookSecrets, organizationId, connectionId } = connection
  const verifyBy = (secrets: DoorConnection['webhookSecrets']) =>
    adapter.verify({ rawBody, headers, url, now, secrets: secrets.map(({ secret }) => secret) })
  let used = webhookSecrets.slice(0, 1)
  let verdict = verifyBy(used)
  if (!verdict.ok && webhookSecrets.length > 1) {
    used = webhookSecrets.slice(1)
    verdict = verifyBy(used)
  }
  if (!verdict.ok) return { verdict: 'refused', reason: verdict.reason }
  deps.vault.uses.count(organizationId, connectionId, used)

  const parts = adapter.split?.(rawBody) ?? []
  if (parts.length === 0) return keepVerified(deps, connection, adapter, arrival)
  const kept = await keepParts(deps, adapter, arrival, parts, () => [connection])
  return kept ?? keepVerified(deps, connection, adapter, arrival)
}

/** Whether a secret of the connection signed what came, now. */
export const isSignedBy = (
  { webhookSecrets }: DoorConnection,
  adapter: WebhookAdapter,
  arrival: Arrival,
): boolean => adapter.verify({ ...arrival, secrets: webhookSecrets.map(({ secret }) => secret) }).ok

type Stored = Exclude<Received, { verdict: 'refused' }>
export type Keeper = Pick<DoorConnection, 'connectionId' | 'organizationId' | 'provider' | 'accountId'>

/** So many are on their way into the log at once: what comes in one body must not crowd out what others send. */
const partsAtOnce = 200

/**
 * Keeps the events of one body as deliveries of their own, each with whoever has its account: one event is known again
 * in whatever company it comes.
 * @returns what became of the last one, and `duplicate` only if all of them were; null where nobody keeps any
 */
export async function keepParts(
  deps: { appender: Pick<Appender, 'append'>; vault: Vault },
  adapter: WebhookAdapter,
  arrival: Arrival,
  parts: readonly WebhookPart[],
  keepersOf: (accountId: string) => readonly Keeper[],
): Promise<Stored | null> {
  let last: Stored | null = null
  for (let from = 0; from < parts.length; from += partsAtOnce) {
    const some = parts.slice(from, from + partsAtOnce).flatMap(({ accountId, rawBody }) =>
      keepersOf(accountId).map((keeper) => {
        const part = { ...arrival, rawBody: Buffer.from(rawBody) }
        return keepVerified(deps, keeper, adapter, part, keeper.accountId !== accountId)
      }),
    )
    for (const stored of await Promise.all(some))
      if (last === null || last.verdict === 'duplicate' || stored.verdict !== 'duplicate') last = stored
  }
  return last
}

type Describing = Pick<WebhookAdapter, 'describe' | 'isOfOneAccount'>

/** Whether it names another account than the connection's; of one whose account nobody told us all is taken. */
function isOfAnother({ accountId, connectionId }: Keeper, adapter: Describing, description: Description) {
  if (!adapter.isOfOneAccount || !description.ok || description.accountId === null) return false
  return accountId !== connectionId && accountId !== description.accountId
}

/** @param isOfOther it is of an account that the connection does not have: kept, and never routed */
export async function keepVerified(
  deps: { appender: Pick<Appender, 'append'>; vault: Vault },
  connection: Keeper,
  adapter: Describing,
  arrival: Arrival,
  isOfOther = false,
): Promise<Stored> {
  const description = adapter.describe(arrival.rawBody)
  const isForeign = isOfOther || isOfAnother(connection, adapter, description)
  try {
    return await keep(deps, connection, arrival, description, isForeign)
  } catch (error) {
    // What it says of itself can't be stored, and the sender would only send it again: kept as bytes, named by digest.
    const refused =
      error instanceof InvalidEventError || (error instanceof SynclineError && error.code === 'DB_ERROR')
    if (!refused || !description.ok) throw error
    return keep(deps, connection, arrival, { ok: false, reason: 'unexpected_shape' }, isForeign)
  }
}

/** Puts one verified delivery into the log, its sealed bytes beside it. */
async function keep(
  deps: { appender: Pick<Appender, 'append'>; vault: Vault },
  connection: Keeper,
  { rawBody, headers, now }: Arrival,
  description: Description,
  isForeign: boolean,
): Promise<Stored> {
  const { organizationId, connectionId, provider } = connection
  const keys = await deps.vault.keysOf(organizationId)
  const deliveryId = uuidv7(now.getTime())
  const payloadId = uuidv7(now.getTime())
  const eventId = eventIdOf(description, () => keys.digest('webhook', rawBody))
  const quarantined = description.ok ? (isForeign ? 'unknown_account' : null) : description.reason
  const received: NewEvent = {
    type: 'WebhookReceived',
    data: {
      connectionId,
      provider,
      providerEventId: eventId,
      // Without a type there is nothing to route.
      eventType: quarantined === null && description.ok ? description.eventType : '',
      accountId: description.ok ? description.accountId : null,
      payloadId,
      sizeBytes: rawBody.length,
      headers: keptHeaders(headers),
    },
  }
  const events: NewEvent[] =
    quarantined === null
      ? [received]
      : [received, { type: 'WebhookQuarantined', data: { reason: quarantined } }]
  const result = await deps.appender.append({
    organizationId,
    stream: streamName('delivery', deliveryId),
    events,
    context: { now, actor: `provider:${provider}`, correlationId: deliveryId },
    expectedVersion: 0,
    // The connection comes first: two organizations may both be sent an event of the same id.
    idempotencyKey: `webhook:${connectionId}:${eventId}`,
    payload: { payloadId, sealed: keys.sealBytes(payloadPlace(organizationId, payloadId), rawBody) },
  })
  if (result.outcome === 'conflict') throw new SynclineError('UNKNOWN', { reason: 'delivery_id_taken' })
  if (result.outcome === 'duplicate') return { verdict: 'duplicate', deliveryId, position: result.position }
  return { verdict: quarantined === null ? 'accepted' : 'quarantined', deliveryId, position: result.position }
}

/** What a delivery is known by again. Digests are keyed: a body may be little more than somebody's address. */
function eventIdOf(description: Description, digest: () => string): string {
  if (!description.ok) return `digest:${digest()}`
  return description.isShared ? `${description.eventId}:${digest()}` : description.eventId
}
