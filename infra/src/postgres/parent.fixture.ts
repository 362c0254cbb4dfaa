/** A program that owns a server, for tests that kill it: argv is the data directory, the answer is one message. */
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { EmbeddedPostgresError } from './errors.ts'
import { startPostgres } from './start.ts'

export type Started = { url: string; pid: number; port: number; mode: string }
export type Answer = Started | { error: string; code: string }

const dataDirectory = isMainThread ? process.argv[2] : (workerData as string)

function answer(message: Answer): void {
  if (isMainThread) process.send?.(message)
  else parentPort?.postMessage(message)
}

try {
  const { url, pid, port, mode } = await startPostgres({
    dataDirectory: dataDirectory ?? '',
    settings: { fsync: 'off' },
  })
  answer({ url, pid, port, mode })
} catch (error) {
  const code = error instanceof EmbeddedPostgresError ? error.code : 'unexpected'
  answer({ error: String(error), code })
  if (isMainThread) process.disconnect()
}
