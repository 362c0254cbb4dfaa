import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One answer, as exactly as a test wants it. */
export interface RawAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
  /** `cut` ends the line before the last byte, `hold` never sends it, `reset` ends it before the first. */
  readonly ending?: 'whole' | 'cut' | 'hold' | 'reset'
}

/** A server that gives this answer to whatever it is asked. */
export async function fakeTarget(
  answer: RawAnswer,
): Promise<{ url: string /** How often. */; asked(): number; close(): Promise<void> }> {
  const bytes = Buffer.from(answer.body)
  let asked = 0
  const server: Server = createServer((request, response) => {
    asked += 1
    request.resume()
    request.on('end', () => {
      if (answer.ending === 'reset') return request.socket.destroy()
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
    asked: () => asked,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
