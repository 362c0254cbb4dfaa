import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { LoadMessage, LoadOrder } from './load-process.ts'

const program = fileURLToPath(new URL('./load-process.ts', import.meta.url))

/** The process that sends webhooks, apart from what it measures. */
export interface Load {
  /**
   * Prepares and sends.
   * @param begun called when everything is signed and the first request goes out
   * @throws Error when one is not answered with 200
   */
  send(order: LoadOrder, begun: () => void): Promise<Extract<LoadMessage, { kind: 'done' }>>
  stop(): void
}

export async function startLoad(): Promise<Load> {
  const child = fork(program, { stdio: ['ignore', 2, 2, 'ipc'] })
  const hear = async <Kind extends LoadMessage['kind']>(kind: Kind) => {
    const message = await new Promise<LoadMessage>((resolve, reject) => {
      const ended = () => reject(new Error('the load generator ended'))
      child.once('exit', ended)
      child.once('message', (heard: LoadMessage) => {
        child.off('exit', ended)
        resolve(heard)
      })
    })
    if (message.kind === 'failed') throw new Error(`the load generator failed: ${message.reason}`)
    if (message.kind !== kind) throw new Error(`the load generator said ${message.kind}, not ${kind}`)
    return message as Extract<LoadMessage, { kind: Kind }>
  }
  await hear('ready')
  return {
    async send(order, begun) {
      child.send(order)
      await hear('begun')
      begun()
      return hear('done')
    },
    stop: () => void child.disconnect(),
  }
}
