import { connect } from 'node:net'

/** One keep-alive connection that sends prepared requests and reads no more of an answer than it must. */
export interface Connection {
  /** One exchange at a time. @throws when the answer is not 200, or the other side hangs up */
  exchange(request: Buffer): Promise<void>
  close(): void
}

/**
 * A bare socket: the load shares the processors with what it measures, and an HTTP client would cost as much as the
 * server. Knows answers with a Content-Length, which is what all contenders send.
 */
export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  let answer = ''
  let waiting: { resolve: () => void; reject: (error: Error) => void } | null = null
  const settle = (error?: Error) => {
    const { resolve, reject } = waiting ?? {}
    waiting = null
    answer = ''
    if (error) reject?.(error)
    else resolve?.()
  }
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    answer += chunk
    const headEnd = answer.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    const length = /\r\ncontent-length: (\d+)/i.exec(answer)?.[1]
    if (length === undefined) return settle(new Error(`an answer without a length: ${answer.slice(0, 300)}`))
    if (answer.length < headEnd + 4 + Number(length)) return
    settle(answer.startsWith('HTTP/1.1 200') ? undefined : new Error(`answered ${answer.slice(0, 2_000)}`))
  })
  socket.on('error', settle)
  socket.on('close', () => settle(new Error('the server hung up')))
  return {
    exchange: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}
