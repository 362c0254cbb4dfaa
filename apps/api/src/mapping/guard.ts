import { isMainThread, Worker } from 'node:worker_threads'
import type { Request } from './expressions.ts'

/**
 * The process that expressions are computed in. It only looks on: the computing is a thread's, so that this process
 * can still hear that its parent is gone, and end, whatever the thread is at. A thread alone would not do: one that
 * fills its memory fast enough takes its whole process along.
 */
if (isMainThread) {
  const thread = new Worker(new URL('./thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 16, stackSizeMb: 2 },
    env: {},
  })
  process.on('message', (request: Request) => thread.postMessage(request))
  process.on('disconnect', () => process.exit(0))
  thread.on('message', (answer) => process.send?.(answer))
  thread.on('error', () => process.exit(1))
  thread.on('exit', () => process.exit(1))
}
