import type { Readable } from 'node:stream'
import { SynclineError } from '@syncline/domain/error'

/**
 * Reads a request's bytes as they are, up to a size and a deadline.
 * @throws SynclineError PAYLOAD_TOO_LARGE, or INVALID_INPUT when the sender stalls or hangs up
 */
export async function readRawBody(
  body: Readable,
  limits: { maxBytes: number; deadlineMs: number },
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  return new Promise((resolve, reject) => {
    const finish = (error: SynclineError | null) => {
      clearTimeout(timer)
      body.off('data', take)
      body.off('end', done)
      body.off('error', broken)
      body.off('close', broken)
      // Most bodies come in one piece, which is as good as a copy of it.
      if (!error) return resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size))
      // What still comes is let run into nothing, so that the answer can go out.
      body.resume()
      reject(error)
    }
    const take = (chunk: Buffer) => {
      size += chunk.length
      if (size > limits.maxBytes)
        finish(new SynclineError('PAYLOAD_TOO_LARGE', { maxBytes: limits.maxBytes }))
      else chunks.push(chunk)
    }
    const done = () => finish(null)
    const broken = () => finish(new SynclineError('INVALID_INPUT', { reason: 'body_incomplete' }))
    const timer = setTimeout(
      () => finish(new SynclineError('INVALID_INPUT', { reason: 'body_too_slow' })),
      limits.deadlineMs,
    )
    body.on('data', take)
    body.on('end', done)
    body.on('error', broken)
    body.on('close', broken)
  })
}
