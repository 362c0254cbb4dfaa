import { connect, createServer, type Socket } from 'node:net'

/** A line to the database that can be cut and mended. */
export interface Line {
  /** The same database, by way of this line. */
  lead(url: string): Promise<string>
  cut(): Promise<void>
  mend(): Promise<void>
  close(): Promise<void>
}

export function createLine(): Line {
  const sockets = new Set<Socket>()
  let target = { host: '', port: 0 }
  let port = 0
  const server = createServer((near) => {
    const far = connect(target)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.once('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  })
  const listen = () =>
    new Promise<void>((resolve) =>
      server.listen(port, '127.0.0.1', () => {
        port = (server.address() as { port: number }).port
        resolve()
      }),
    )
  const cut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  return {
    async lead(text) {
      const url = new URL(text)
      target = { host: url.hostname, port: Number(url.port) }
      await listen()
      url.hostname = '127.0.0.1'
      url.port = String(port)
      return url.href
    },
    cut,
    mend: listen,
    close: cut,
  }
}
