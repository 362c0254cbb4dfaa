import type { WakeQueue } from '@syncline/domain/job'
import type { AppendResult, EncodedRequest } from './requests.ts'

/** The call of `log.append` that writes a flush. */
export const appendStatement = 'select tip, verdicts, positions, versions from log.append($1, $2, $3, $4, $5)'

/** Its one row. `verdicts` null: everything was written, `versions` holds one element per event. */
export interface AppendAnswer {
  readonly tip: number
  readonly verdicts: readonly ('appended' | 'duplicate' | 'conflict')[] | null
  readonly positions: readonly (string | null)[] | null
  readonly versions: readonly number[]
}

/**
 * Puts requests together into the parameters of `log.append`, in the form that its comment describes. Each event is
 * told its place among its stream's events here, where a map knows it; the database would have to sort for it.
 */
export function encodeFlush(
  requests: readonly EncodedRequest[],
  floor: number,
): [events: string, payloads: string | null, sealed: Buffer | null, floor: number, queues: WakeQueue[]] {
  const streams = new Map<string, { events: number; placed: number }>()
  const queues = new Set<WakeQueue>()
  for (const { streamKey, events, wakes } of requests) {
    for (const wake of wakes) queues.add(wake)
    const stream = streams.get(streamKey)
    if (stream) stream.events += events.length
    else streams.set(streamKey, { events: events.length, placed: 0 })
  }
  const rows: string[] = []
  const payloads: string[] = []
  const sealed: Uint8Array[] = []
  let sealedBytes = 0
  for (const [number, { streamKey, follows, events, payload }] of requests.entries()) {
    const stream = streams.get(streamKey) as { events: number; placed: number }
    for (const event of events) {
      stream.placed++
      rows.push(
        `${event},${number},${stream.placed},${stream.placed === stream.events}${follows ? ',true' : ''}]`,
      )
    }
    if (payload !== null) {
      const { place, bytes, owner } = payload
      payloads.push(`${place},${sealedBytes + 1},${bytes.length},${owner}]`)
      sealed.push(bytes)
      sealedBytes += bytes.length
    }
  }
  const some = payloads.length > 0
  return [
    `[${rows.join(',')}]`,
    some ? `[${payloads.join(',')}]` : null,
    some ? Buffer.concat(sealed, sealedBytes) : null,
    floor,
    [...queues],
  ]
}

/** Takes the answer to a flush apart: one result per request, in their order. */
export function readAnswer(requests: readonly EncodedRequest[], answer: AppendAnswer): AppendResult[] {
  const { tip, verdicts, positions, versions } = answer
  if (verdicts === null) {
    let written = 0
    return requests.map(({ events }) => {
      written += events.length
      return { outcome: 'appended', position: tip + written, version: versions[written - 1] as number }
    })
  }
  return verdicts.map((outcome, number) => {
    const version = versions[number] as number
    return outcome === 'conflict'
      ? { outcome, version }
      : { outcome, position: Number(positions?.[number]), version }
  })
}
