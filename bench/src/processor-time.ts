import { readdirSync, readFileSync } from 'node:fs'

/** The kernel's clock tick for /proc; 100 a second on every Linux that Node runs on. */
const microsecondsPerTick = 10_000

interface ProcessTimes {
  readonly parent: number
  readonly ownTicks: number
  /** Of children that have ended and been waited for. */
  readonly endedChildrenTicks: number
}

/**
 * Processor time, user and system, that a server has used since it started: the postmaster, its living processes, and
 * those that have ended. In microseconds, in steps of ten thousand.
 * @throws Error without /proc
 */
export function serverMicroseconds(postmasterPid: number): number {
  const postmaster = readTimes(postmasterPid)
  if (postmaster === undefined) throw new Error('processor time is read from /proc, which only Linux has')
  const ticks = postmaster.ownTicks + postmaster.endedChildrenTicks + livingTicks(postmasterPid)
  // A process that ended meanwhile may have been counted twice or not at all.
  const { endedChildrenTicks } = readTimes(postmasterPid) ?? postmaster
  if (endedChildrenTicks !== postmaster.endedChildrenTicks) return serverMicroseconds(postmasterPid)
  return ticks * microsecondsPerTick
}

function livingTicks(postmasterPid: number): number {
  let ticks = 0
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const times = readTimes(Number(name))
    // A postmaster's processes are all its children, none has children of its own.
    if (times?.parent === postmasterPid) ticks += times.ownTicks
  }
  return ticks
}

/**
 * Processor time, user and system, of one living process with all its threads, in the same steps.
 * @throws Error when there is no such process
 */
export function processMicroseconds(pid: number): number {
  const times = readTimes(pid)
  if (times === undefined) throw new Error(`no process ${pid}, or no /proc, which only Linux has`)
  return times.ownTicks * microsecondsPerTick
}

function readTimes(pid: number): ProcessTimes | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The program's name stands in parentheses and may hold spaces; counting starts behind it, at the state.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const at = (index: number) => fields[index] ?? 0
    return { parent: at(1), ownTicks: at(11) + at(12), endedChildrenTicks: at(13) + at(14) }
  } catch {
    return undefined
  }
}
