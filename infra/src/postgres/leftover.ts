import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { EmbeddedPostgresError } from './errors.ts'
import { alreadyRunning } from './owner-lock.ts'
import { commandLine, isRunning, signal, waitUntil } from './processes.ts'

/** How long a start waits for the server of a dead owner. */
export const leftoverTimeoutMs = 15_000

/**
 * Waits until the server of an owner that died has gone, so that two never share a cluster. It was told to stop when
 * its owner died; where it was not (its keeper was killed too), it is told now.
 * @throws EmbeddedPostgresError `still_stopping`; `already_running` for a server that no owner ever recorded
 */
export async function awaitLeftover(
  cluster: string,
  previousOwnerDied: boolean,
  timeoutMs = leftoverTimeoutMs,
): Promise<void> {
  const pid = leftoverPid(cluster)
  if (pid === undefined) return
  if (!previousOwnerDied) throw alreadyRunning(cluster, pid)
  signal(pid, 'SIGINT')
  if (!(await waitUntil(() => !isRunning(pid), timeoutMs))) throw stillStopping(cluster, timeoutMs)
}

export function stillStopping(cluster: string, timeoutMs = leftoverTimeoutMs): EmbeddedPostgresError {
  return new EmbeddedPostgresError({
    code: 'still_stopping',
    message: `The last server on ${cluster} was still shutting down after ${timeoutMs / 1_000} s.`,
    remedy: 'Wait until its processes have ended, then start again.',
  })
}

/** The first line of postmaster.pid, if that process still runs and is this cluster's server. */
function leftoverPid(cluster: string): number | undefined {
  const file = join(cluster, 'postmaster.pid')
  let pid: number
  try {
    pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
  } catch {
    return undefined
  }
  if (!(pid > 1) || !isRunning(pid)) return undefined
  const words = commandLine(pid)
  if (words === undefined || words.includes(cluster)) return pid
  // The number has gone to another program, and the server would take that for its elder and refuse for ever.
  rmSync(file, { force: true })
  return undefined
}
