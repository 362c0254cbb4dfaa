import { setTimeout as pause } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import type { Pressed, PressingInput } from './pressure.ts'

/** A caller in a thread of its own: what its calls cost here is no cost of the server's. */
const { calls, lanes, origin, pauseMs = 0 } = workerData as PressingInput
const answers: Pressed['answers'][number][] = []
let over = false
parentPort?.once('message', () => {
  over = true
})

async function lane(first: number): Promise<void> {
  for (let turn = first; !over; turn++) {
    const { path, ...request } = calls[turn % calls.length] as PressingInput['calls'][number]
    const begun = performance.now()
    const answer = await fetch(`${origin}${path}`, request)
    await answer.arrayBuffer()
    answers.push({ status: answer.status, tookMs: performance.now() - begun })
    if (answers.length === 1) parentPort?.postMessage('begun')
    if (pauseMs > 0) await pause(pauseMs)
  }
}

await Promise.all(Array.from({ length: lanes }, (_, first) => lane(first)))
parentPort?.postMessage({ answers } satisfies Pressed)
