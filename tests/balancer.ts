import { once } from 'node:events'
import { createServer, request } from 'node:http'

/** What stands in front of several web processes: sends each request to one of them, and to the next when that one is not there. */
export interface Balancer {
  readonly port: number
  /** Ports of the processes that get requests. */
  readonly targets: Set<number>
  /** Sends no more to a process; resolves when it has answered what it was sent. */
  takeOut(port: number): Promise<void>
  close(): Promise<void>
}

export async function startBalancer(port: number): Promise<Balancer> {
  const targets = new Set<number>()
  const calls = new Map<number, Set<Promise<unknown>>>()
  let turn = 0
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const tryNext = (left: readonly number[]): void => {
      const [target, ...others] = left
      if (target === undefined) {
        outgoing.writeHead(502).end()
        return
      }
      const { method, url: path, headers } = incoming
      const call = request({ host: '127.0.0.1', port: target, method, path, headers, agent: false })
      const own = calls.get(target) ?? new Set()
      calls.set(target, own)
      const closed = once(call, 'close').catch(() => {})
      own.add(closed)
      void closed.then(() => own.delete(closed))
      call.once('response', (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      })
      // Only where no connection stood may another process be asked: else it could be done twice.
      call.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNREFUSED') tryNext(others)
        else if (outgoing.headersSent) outgoing.destroy()
        else outgoing.writeHead(502).end()
      })
      call.end(body)
    }
    const all = [...targets]
    turn += 1
    tryNext([...all.slice(turn % all.length), ...all.slice(0, turn % all.length)])
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    port,
    targets,
    async takeOut(port) {
      targets.delete(port)
      const own = calls.get(port)
      if (own) await Promise.all(own)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
