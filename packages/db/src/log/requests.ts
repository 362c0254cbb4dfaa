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
  /** A second append under the same key is a no-op that answers with the first. */
  readonly idempotencyKey?: string
  /** Sealed raw bytes to keep beside the log, in the same commit. */
  readonly payload?: { readonly payloadId: string; readonly sealed: Uint8Array }
}

export type AppendResult =
  /** `position` and `version` are those of the request's last event. */
  | { readonly outcome: 'appended' | 'duplicate'; readonly position: number; readonly version: number }
  /** The stream was at `version` instead. Nothing was written. */
  | { readonly outcome: 'conflict'; readonly version: number }

export interface EncodedRequest {
  readonly json: string
  readonly wakes: readonly WakeQueue[]
  readonly eventCount: number
}

/** More than this in one request is refused: a stream's story is told in small facts. */
export const maxEventsPerRequest = 100
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
  const wakes = new Set<WakeQueue>(['wake-projections'])
  const occurredAt = context.now.toISOString()
  const checked = events.map((event) => {
    const wake = wakesFor[event.type]
    if (wake) wakes.add(wake)
    const { type, data, schemaVersion } = checkEvent(event, request.stream)
    return { t: type, v: schemaVersion, w: occurredAt, d: data }
  })
  const json = JSON.stringify({
    o: request.organizationId,
    s: request.stream,
    x: request.expectedVersion ?? null,
    k: idempotencyKey ?? null,
    c: checked.length,
    a: context.actor,
    r: context.correlationId,
    u: context.causationPosition ?? null,
    p: payload
      ? {
          i: payload.payloadId,
          b: Buffer.from(
            payload.sealed.buffer,
            payload.sealed.byteOffset,
            payload.sealed.byteLength,
          ).toString('base64'),
        }
      : null,
    e: checked,
  })
  return { json, wakes: [...wakes], eventCount: checked.length }
}
