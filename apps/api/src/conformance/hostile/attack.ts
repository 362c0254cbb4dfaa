import { request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'

/** One request as it goes out. */
export interface Attack {
  readonly method: string
  /** Path and query, encoded. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | null
  /** What was put in: it must not come back as markup. */
  readonly payload: string
  /** An answer that says yes would be a fault. */
  readonly refused?: boolean
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

const timeoutMs = 10_000
const maxAnswerBytes = 1024 * 1024

/** Sends one request on a socket of its own. @returns the answer, or what went wrong instead */
export function send(baseUrl: string, attack: Attack): Promise<Answer | string> {
  const url = new URL(baseUrl)
  const request = url.protocol === 'https:' ? requestSecure : requestPlain
  return new Promise((resolve) => {
    const outgoing = request(
      {
        protocol: url.protocol,
        hostname: url.hostname,
        port: url.port,
        method: attack.method,
        path: attack.path,
        headers: { ...attack.headers, ...(attack.body && { 'content-length': attack.body.length }) },
        signal: AbortSignal.timeout(timeoutMs),
      },
      (response) => {
        const chunks: Buffer[] = []
        let size = 0
        response.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size <= maxAnswerBytes) chunks.push(chunk)
        })
        response.on('error', (error) => resolve(`the answer broke off: ${error.message}`))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        )
      },
    )
    outgoing.on('error', (error: NodeJS.ErrnoException) =>
      resolve(
        error.name === 'AbortError' || error.name === 'TimeoutError'
          ? 'no answer in time'
          : `no answer: ${error.code ?? error.message}`,
      ),
    )
    outgoing.end(attack.body ?? undefined)
  })
}
