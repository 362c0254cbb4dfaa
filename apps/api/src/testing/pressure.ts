import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export interface Call {
  readonly path: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface PressingInput {
  readonly origin: string
  readonly calls: readonly Call[]
  /** Calls under way at once. */
  readonly lanes: number
  /** Of each lane between two calls. */
  readonly pauseMs?: number
}

export interface Pressed {
  readonly answers: readonly { readonly status: number; readonly tookMs: number }[]
}

export interface Pressure {
  stop(): Promise<Pressed>
}

/** Calls a server over and over from another thread, until told to stop; returns when the first is answered. */
export async function press(workerData: PressingInput): Promise<Pressure> {
  const worker = new Worker(new URL('./pressing.ts', import.meta.url), { workerData })
  await once(worker, 'message')
  return {
    async stop() {
      const told = once(worker, 'message')
      worker.postMessage('over')
      const [pressed] = (await told) as [Pressed]
      await worker.terminate()
      return pressed
    },
  }
}

/** A quantile of times in milliseconds. */
export function quantile(timesMs: readonly number[], at: number): number {
  return timesMs.toSorted((a, b) => a - b)[Math.floor(at * (timesMs.length - 1))] ?? Number.NaN
}
