import { readFileSync } from 'node:fs'
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
export async function awaitLeftover(cluster: string, previousOwnerDied: boolean): Promise<void> {
  const pid = leftoverPid(cluster)
  if (pid === undefined) return
  if (!previousOwnerDied) throw alreadyRunning(cluster, pid)
  signal(pid, 'SIGINT')
  if (!(await waitUntil(() => !isRunning(pid), leftoverTimeoutMs))) throw stillStopping(cluster)
}

export function stillStopping(cluster: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError({
    code: 'still_stopping',
    message: `The last server on ${cluster} was still shutting down after ${leftoverTimeoutMs / 1_000} s.`,
    remedy: 'Wait until its processes have ended, then start again.',
  })
}

/** The first line of postmaster.pid, unless that process ended or the number has since gone to another program. */
function leftoverPid(cluster: string): number | undefined {
  let pid: number
  try {
    pid = Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10)
  } catch {
    return undefined
  }
  if (!(pid > 1) || !isRunning(pid)) return undefined
  const words = commandLine(pid)
  return words === undefined || words.includes(cluster) ? pid : undefined
}
