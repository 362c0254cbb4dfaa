import { Agent, request as plainRequest } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import type { Parcel } from '../provider.ts'

export type Posted = { status: number | null; error: string | null }

export type Poster = {
  /** Never rejects: a broken line is `{status: null, error: 'ECONNREFUSED'}`. Redirects are not followed. */
  post(parcel: Parcel, signal: AbortSignal): Promise<Posted>
  close(): void
}

/** @param timeoutMs for the whole exchange, the answer's body included */
export function createPoster(timeoutMs: number, maxSockets: number): Poster {
  const plain = new Agent({ keepAlive: true, maxSockets })
  const secure = new SecureAgent({ keepAlive: true, maxSockets })

  return {
    post(parcel, signal) {
      return new Promise((resolve) => {
        const url = new URL(parcel.url)
        const options = {
          method: 'POST',
          headers: { ...parcel.headers, 'content-length': Buffer.byteLength(parcel.body) },
          signal,
        }
        const request =
          url.protocol === 'https:'
            ? secureRequest(url, { ...options, agent: secure })
            : plainRequest(url, { ...options, agent: plain })
        const timer = setTimeout(
          () => request.destroy(Object.assign(new Error(), { code: 'timeout' })),
          timeoutMs,
        )
        const end = (posted: Posted) => {
          clearTimeout(timer)
          resolve(posted)
        }
        request.on('error', (error: NodeJS.ErrnoException) =>
          end({ status: null, error: error.code ?? 'failed' }),
        )
        request.on('response', (response) => {
          response.resume()
          response.on('end', () => end({ status: response.statusCode ?? null, error: null }))
          response.on('error', (error: NodeJS.ErrnoException) =>
            end({ status: null, error: error.code ?? 'failed' }),
          )
        })
        request.end(parcel.body)
      })
    },
    close() {
      plain.destroy()
      secure.destroy()
    },
  }
}
