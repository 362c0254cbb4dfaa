import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EmbeddedPostgresError } from './errors.ts'
import { isRunning, startTicks } from './processes.ts'

type Owner = { pid: number; startTicks: string | null }

export type OwnerLock = {
  /** The last owner ended without giving the directory back; its server may still be there. */
  previousOwnerDied: boolean
  /** Once only: after that the lock may be another's. */
  release: () => void
}

/**
 * Makes this process the one that runs the cluster in a data directory. The server's own lock file stands behind
 * it, so two starts that race for a dead owner's lock cannot both get a server.
 * @throws EmbeddedPostgresError `already_running` while another owner lives
 */
export function takeOwnership(dataDirectory: string): OwnerLock {
  const path = join(dataDirectory, 'owner.json')
  const mine: Owner = { pid: process.pid, startTicks: startTicks(process.pid) ?? null }
  let previousOwnerDied = false
  while (!create(path, mine)) {
    const owner = readOwner(dataDirectory)
    if (owner !== undefined && isAlive(owner)) throw alreadyRunning(dataDirectory, owner.pid)
    previousOwnerDied = true
    rmSync(path, { force: true })
  }
  let held = true
  const release = () => {
    if (held) rmSync(path, { force: true })
    held = false
  }
  return { previousOwnerDied, release }
}

/** True when a data directory was left by an owner that no longer runs. */
export function isAbandoned(dataDirectory: string): boolean {
  const owner = readOwner(dataDirectory)
  return owner === undefined || !isAlive(owner)
}

export function alreadyRunning(dataDirectory: string, pid: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError({
    code: 'already_running',
    message: `Process ${pid} already runs a server on ${dataDirectory}.`,
    remedy: 'Stop that process first, or start this copy with another data directory (SYNCLINE_DATA).',
  })
}

/** A link appears with its whole content at once; an exclusive open would show others an empty file first. */
function create(path: string, owner: Owner): boolean {
  const draft = `${path}.${owner.pid}`
  writeFileSync(draft, JSON.stringify(owner))
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function readOwner(dataDirectory: string): Owner | undefined {
  try {
    const owner = JSON.parse(readFileSync(join(dataDirectory, 'owner.json'), 'utf8')) as Partial<Owner> | null
    if (typeof owner?.pid !== 'number') return undefined
    return { pid: owner.pid, startTicks: owner.startTicks ?? null }
  } catch {
    return undefined
  }
}

function isAlive(owner: Owner): boolean {
  return isRunning(owner.pid) && (owner.startTicks === null || startTicks(owner.pid) === owner.startTicks)
}
