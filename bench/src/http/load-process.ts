/**
 * Load from a process of its own, so that making and signing webhooks is on nobody's bill:
 * `node load-process.ts <options as JSON>`, then orders by message. A closed loop on kept-alive connections.
 */
import { connect, type Socket } from 'node:net'
import { newWebhook, requestBytes } from './webhook.ts'

export interface LoadOptions {
  readonly port: number
  readonly path: string
  readonly secret: string
  readonly connections: number
}

export interface LoadReport {
  readonly answered: number
  readonly refused: number
  readonly elapsedMs: number
}

const options = JSON.parse(process.argv[2] ?? '{}') as LoadOptions
process.on('disconnect', () => process.exit())

/** One request and its answer. Answers here are short and end with their declared length. */
function exchange(socket: Socket, bytes: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = ''
    const take = (chunk: Buffer) => {
      text += chunk.toString('latin1')
      const head = text.indexOf('\r\n\r\n')
      if (head < 0) return
      const length = /content-length: (\d+)/i.exec(text)
      if (text.length < head + 4 + Number(length?.[1] ?? 0)) return
      socket.off('data', take)
      socket.off('close', closed)
      resolve(Number(text.slice(9, 12)))
    }
    const closed = () => reject(new Error('the server closed a connection'))
    socket.on('data', take)
    socket.once('close', closed)
    socket.write(bytes)
  })
}

async function run(runMs: number): Promise<LoadReport> {
  const { port, path, secret, connections } = options
  const begun = performance.now()
  let answered = 0
  let refused = 0
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true })
      await new Promise((resolve) => socket.once('connect', resolve))
      while (performance.now() - begun < runMs) {
        const status = await exchange(socket, requestBytes(newWebhook(secret), path, `127.0.0.1:${port}`))
        if (status === 200) answered++
        else refused++
      }
      socket.destroy()
    }),
  )
  return { answered, refused, elapsedMs: performance.now() - begun }
}

process.on('message', ({ runMs }: { runMs: number }) => {
  run(runMs).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      process.exit(1)
    },
  )
})
process.send?.('ready')
