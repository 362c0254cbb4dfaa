import { type CommandContext, checkEvent, type NewEvent } from '@syncline/domain/event'
import { type WakeQueue, wakesFor } from '@syncline/domain/job'

/** One append to one stream: all its events are written, or none. */
export interface AppendRequest {
  readonly organizationId: string
  readonly stream: string
  readonly events: readonly NewEvent[]
  readonly context: CommandContext
  /** Refuse unless the stream is at this version; 0 means it must be new. Absent: append whatever the version. */
  readonly expectedVersion?: number
  /**
   * Decided on what the request handed over before it on this stream leaves behind: a conflict where that one was not
   * written, also when somebody else has brought the stream to the very version.
   */
  readonly follows?: boolean
  /** A second append under the same key is a no-op that answers with the first. */
  readonly idempotencyKey?: string
  /** Sealed raw bytes to keep beside the log, in the same commit. */
  readonly payload?: { readonly payloadId: string; readonly sealed: Uint8Array }
}

export type AppendResult =
  /** `position` and `version` are those of the request's last event. */
  | { readonly outcome: 'appended' | 'duplicate'; readonly position: number; readonly version: number }
  /** The stream was at `version` instead, 0 where nobody looked. Nothing was written. */
  | { readonly outcome: 'conflict'; readonly version: number }

/** A request on its way into a flush, its JSON made once. */
export interface EncodedRequest {
  /** Names the stream across organizations. */
  readonly streamKey: string
  readonly follows: boolean
  /** One open JSON array per event, in the order that `log.append` describes; the flush adds the rest and closes it. */
  readonly events: readonly string[]
  /** Its bytes, and what of its JSON array stands before and after where they lie in the flush. */
  readonly payload: { readonly place: string; readonly bytes: Uint8Array; readonly owner: string } | null
  readonly wakes: readonly WakeQueue[]
  /** Length of all its JSON and its payload. */
  readonly size: number
}

/** More than this in one request is refused: a stream's story is told in small facts. */
const maxEventsPerRequest = 100
const maxKeyLength = 400

/**
 * Checks a request against the catalogue and writes it in the form that `log.append` takes.
 * @throws InvalidEventError, RangeError
 */
export function encodeRequest(request: AppendRequest): EncodedRequest {
  const { events, context, payload, idempotencyKey } = request
  if (events.length === 0 || events.length > maxEventsPerRequest)
    throw new RangeError(`A request carries 1 to ${maxEventsPerRequest} events`)
  if (idempotencyKey !== undefined && (idempotencyKey === '' || idempotencyKey.length > maxKeyLength))
    throw new RangeError(`An idempotency key has 1 to ${maxKeyLength} characters`)
  const { organizationId, stream } = request
  const wakes = new Set<WakeQueue>()
  const occurredAt = context.now.getTime()
  const key = idempotencyKey ?? null
  let size = 0
  const encoded = events.map((event, index) => {
    for (const wake of wakesFor(event.type)) wakes.add(wake)
    const { type, data, schemaVersion } = checkEvent(event, stream)
    const json = JSON.stringify([
      organizationId,
      stream,
      type,
      schemaVersion,
      occurredAt,
      context.actor,
      context.correlationId,
      context.causationPosition ?? null,
      data,
      index === 0 ? (request.expectedVersion ?? null) : null,
      index === events.length - 1 ? key : null,
    ]).slice(0, -1)
    size += json.length
    return json
  })
  const sealed = payload
    ? {
        place: JSON.stringify([organizationId, payload.payloadId]).slice(0, -1),
        bytes: payload.sealed,
        owner: JSON.stringify([key, stream]).slice(1, -1),
      }
    : null
  return {
    streamKey: `${organizationId}/${stream}`,
    follows: request.follows ?? false,
    events: encoded,
    payload: sealed,
    wakes: [...wakes],
    size: size + (sealed ? sealed.place.length + sealed.bytes.length + sealed.owner.length : 0),
  }
}
