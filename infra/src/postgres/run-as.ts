import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import { EmbeddedPostgresError } from './errors.ts'

/** PostgreSQL refuses to run as root; this is the user `nobody` on every Linux. */
const nobody = 65_534

const modes = ['userns', 'setpriv', 'plain'] as const
export type RunMode = (typeof modes)[number]

/** How the server is run: as whom, and whether it hears of its parent's death. */
export type RunAs = {
  mode: RunMode
  /** The cluster's files must belong to this user, as seen from here. */
  fileOwner: { uid: number; gid: number }
  /** The kernel interrupts the server when the thread that spawned it ends, however it ends. */
  diesWithParent: boolean
  /** Put before the server's command line. */
  serverPrefix: readonly string[]
  /** Put before initdb's, which also insists on a name for its user. */
  initdbPrefix: readonly string[]
}

const diesWithParent = ['setpriv', '--pdeathsig', 'INT']
const userNamespace = [
  'unshare',
  '--user',
  `--map-user=${nobody}`,
  `--map-group=${nobody}`,
  ...diesWithParent,
]
const otherUser = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups']

/**
 * Lets the other user pass directories that are closed to it (a clone under /root, a temporary directory of mode
 * 0700) as root itself would. `no_setuid_fixup` because access(2), by which the server finds its own files, otherwise
 * ignores the capability.
 */
export const passClosedDirectories = [
  '--inh-caps=+dac_override',
  '--ambient-caps=+dac_override',
  '--securebits=+no_setuid_fixup',
]

/**
 * Decides how to run the server here. SYNCLINE_POSTGRES_RUNAS forces one of `userns`, `setpriv`, `plain`.
 * @param paths directories the server has to reach: its binaries and its data
 * @throws EmbeddedPostgresError `run_mode_unavailable`, `bad_option`
 */
export function chooseRunAs(
  paths: readonly string[],
  forced = process.env['SYNCLINE_POSTGRES_RUNAS'],
): RunAs {
  if (forced) return forcedMode(forced, paths)
  if (process.getuid?.() !== 0) return plain()
  return userns(paths) ?? setpriv(paths) ?? unavailable('as root without user namespaces and without setpriv')
}

function forcedMode(mode: string, paths: readonly string[]): RunAs {
  switch (mode) {
    case 'userns':
      return userns(paths) ?? unavailable('in a user namespace')
    case 'setpriv':
      return setpriv(paths) ?? unavailable('as another user through setpriv')
    case 'plain':
      return process.getuid?.() === 0 ? unavailable('plainly as root') : plain()
    default:
      throw new EmbeddedPostgresError({
        code: 'bad_option',
        message: 'SYNCLINE_POSTGRES_RUNAS is not a way to run the server.',
        remedy: `Set it to one of ${modes.join(', ')}, or leave it out.`,
      })
  }
}

/** In a user namespace the server keeps our user's files but none of root's powers over other users' directories. */
function userns(paths: readonly string[]): RunAs | undefined {
  const fileOwner = ourselves()
  if (!works(userNamespace) || !paths.every((path) => isOpenTo(path, fileOwner))) return undefined
  return {
    mode: 'userns',
    fileOwner,
    diesWithParent: true,
    serverPrefix: userNamespace,
    initdbPrefix: userNamespace,
  }
}

/** setpriv twice: a change of user takes back the wish to die with the parent, and one call does not promise an order. */
function setpriv(paths: readonly string[]): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined
  const fileOwner = { uid: nobody, gid: nobody }
  const open = paths.every((path) => isOpenTo(path, fileOwner))
  const prefix = [...otherUser, ...(open ? [] : passClosedDirectories), ...diesWithParent]
  if (!works(prefix)) return undefined
  return { mode: 'setpriv', fileOwner, diesWithParent: true, serverPrefix: prefix, initdbPrefix: prefix }
}

function plain(): RunAs {
  const canDieWithParent = works(diesWithParent)
  const serverPrefix = canDieWithParent ? diesWithParent : []
  const initdbPrefix = hasName()
    ? serverPrefix
    : works(userNamespace)
      ? userNamespace
      : unavailable('as a user without a name')
  return {
    mode: 'plain',
    fileOwner: ourselves(),
    diesWithParent: canDieWithParent,
    serverPrefix,
    initdbPrefix,
  }
}

/** Tried for real: a program's presence says nothing about its options or about what the kernel and a container allow. */
function works(prefix: readonly string[]): boolean {
  const [command = '', ...args] = prefix
  return spawnSync(command, [...args, 'true'], { stdio: 'ignore', timeout: 5_000 }).status === 0
}

function ourselves(): { uid: number; gid: number } {
  return { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1 }
}

/** Containers often run under a bare user number. */
function hasName(): boolean {
  try {
    userInfo()
    return true
  } catch {
    return false
  }
}

/** Whether a user without special powers may pass every directory down to a path. */
export function isOpenTo(path: string, user: { uid: number; gid: number }): boolean {
  for (let directory = path; ; directory = dirname(directory)) {
    const { uid, gid, mode } = statSync(directory)
    const needed = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if ((mode & needed) === 0) return false
    if (directory === dirname(directory)) return true
  }
}

function unavailable(how: string): never {
  throw new EmbeddedPostgresError({
    code: 'run_mode_unavailable',
    message: `The embedded PostgreSQL cannot be run ${how} here.`,
    remedy:
      'Start as an ordinary user, allow user namespaces, install util-linux (setpriv, unshare), or set DATABASE_URL to your own PostgreSQL.',
  })
}
