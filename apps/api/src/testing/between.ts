import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What becomes of an answer: it comes whole, is made unreadable, is lost, or never comes; `dropped`: the call does not arrive. */
export type Fate = 'whole' | 'garbled' | 'lost' | 'never' | 'dropped'

export interface Between {
  readonly url: string
  /** Decides by the path of each call. */
  fate: (path: string) => Fate
  /** Resolves when the next call to an address that ends so has been answered from behind. */
  next(ending: string): Promise<void>
  close(): Promise<void>
}

/** Stands between the hub and a sandbox. */
export async function startBetween(behind: string): Promise<Between> {
  const heard = new EventEmitter<{ answered: [path: string] }>()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const path = request.url ?? ''
    const fate = between.fate(path)
    if (fate === 'dropped') return void request.socket.destroy()
    const { host: _host, 'content-length': _length, connection: _connection, ...headers } = request.headers
    const answer = await fetch(behind + path, {
      method: request.method ?? 'GET',
      headers: headers as Record<string, string>,
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    })
    const body = Buffer.from(await answer.arrayBuffer())
    heard.emit('answered', path)
    if (fate === 'never') return
    if (fate === 'lost') return void request.socket.destroy()
    response.writeHead(answer.status, { 'content-type': 'application/json' })
    response.end(fate === 'garbled' ? body.subarray(0, body.length / 2) : body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const between: Between = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fate: () => 'whole',
    next: (ending) =>
      new Promise((resolve) => {
        const hear = (path: string) => {
          if (!path.split('?')[0]?.endsWith(ending)) return
          heard.off('answered', hear)
          resolve()
        }
        heard.on('answered', hear)
      }),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return between
}
