import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One answer, as exactly as a test wants it. */
export interface RawAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
  /** `cut` ends the line before the last byte, `hold` never sends it. */
  readonly ending?: 'whole' | 'cut' | 'hold'
}

/** A server that gives this answer to whatever it is asked. */
export async function fakeTarget(answer: RawAnswer): Promise<{ url: string; close(): Promise<void> }> {
  const bytes = Buffer.from(answer.body)
  const server: Server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      response.writeHead(answer.status, { 'content-length': bytes.length, ...answer.headers })
      const { ending = 'whole' } = answer
      if (ending === 'whole') response.end(bytes)
      else response.write(bytes.subarray(0, -1), () => ending === 'cut' && response.destroy())
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
