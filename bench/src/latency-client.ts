import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { LatencyMessage, LatencyOrder, LatencyReport } from './latency-process.ts'

const program = fileURLToPath(new URL('./latency-process.ts', import.meta.url))

/** Starts the process at both ends of the road. `stop` it whatever happened. */
export function startClient() {
  const child = fork(program, { stdio: ['ignore', 2, 2, 'ipc'] })
  const answer = () =>
    new Promise<LatencyMessage>((resolve, reject) => {
      const ended = () => reject(new Error('the latency client ended'))
      child.once('exit', ended)
      child.once('message', (message: LatencyMessage) => {
        child.off('exit', ended)
        if (message.kind === 'failed') reject(new Error(message.reason))
        else resolve(message)
      })
    })
  return {
    ready: answer(),
    async measure(order: LatencyOrder): Promise<LatencyReport> {
      child.send(order)
      const message = await answer()
      if (message.kind !== 'done') throw new Error(`the latency client said ${message.kind}`)
      return message.report
    },
    stop: () => child.kill(),
  }
}
