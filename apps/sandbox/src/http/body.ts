import type { IncomingMessage } from 'node:http'

export type Body = { kind: 'whole'; bytes: Buffer } | { kind: 'too_large' } | { kind: 'aborted' }

/** Reads a request's body up to the limit, in bytes. */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) {
    request.resume()
    return Promise.resolve({ kind: 'too_large' })
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > limitBytes) {
        chunks.length = 0
        resolve({ kind: 'too_large' })
      } else chunks.push(chunk)
    })
    request.on('end', () => resolve({ kind: 'whole', bytes: Buffer.concat(chunks) }))
    request.on('close', () => resolve({ kind: 'aborted' }))
    request.on('error', () => resolve({ kind: 'aborted' }))
  })
}
