import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome']
const installTimeoutMs = 10 * 60 * 1_000

/** No sandbox, since it needs user namespaces; nothing that would call out to the network. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * The path of a Chromium: CHROMIUM_PATH, else one on the PATH, else on Debian as root a freshly installed one.
 * @throws Error that says in one sentence what to install
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string {
  const given = env['CHROMIUM_PATH']
  if (given) {
    if (isExecutable(given)) return given
    throw new Error('CHROMIUM_PATH does not name a program; set it to the path of a Chromium or Chrome.')
  }
  const found = onPath(env) ?? (mayInstall() ? installed(env) : undefined)
  if (found !== undefined) return found
  throw new Error(
    'No Chromium was found: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH to one.',
  )
}

/** Starts a headless Chromium with a fresh profile; close it to remove the profile. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), headless: true, args: flags })
}

function onPath(env: NodeJS.ProcessEnv): string | undefined {
  const directories = (env['PATH'] ?? '').split(delimiter).filter((directory) => directory !== '')
  return names.flatMap((name) => directories.map((directory) => join(directory, name))).find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version')
}

function installed(env: NodeJS.ProcessEnv): string | undefined {
  const options = {
    stdio: 'ignore',
    timeout: installTimeoutMs,
    env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
  } as const
  // A stale or unreachable index of one source does not matter if the package comes from another.
  spawnSync('apt-get', ['update'], options)
  try {
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options)
  } catch {
    return undefined
  }
  return onPath(env)
}
