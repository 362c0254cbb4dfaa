import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

export interface Running {
  readonly pid: number
  readonly databaseUrl: string
}

/** Written by `start`: where the embedded database of the Syncline in this data folder is, while it runs. */
export function readRunning(dataDirectory: string): Running | null {
  try {
    const running = JSON.parse(readFileSync(resolve(dataDirectory, 'running.json'), 'utf8')) as Running
    process.kill(running.pid, 0)
    return running
  } catch {
    // Not there, or left behind by one that was killed.
    return null
  }
}
