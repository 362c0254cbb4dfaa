import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, type TestContext, test } from 'vitest'
import { findBinaries } from './binaries.ts'
import { awaitLeftover } from './leftover.ts'
import { signal, waitUntil } from './processes.ts'
import { chooseRunAs, isOpenTo, passClosedDirectories } from './run-as.ts'
import { startPostgres } from './start.ts'
import {
  answerOf,
  killHard,
  nothingLeft,
  type ParentOptions,
  parentProgram,
  processesOf,
  query,
  spawnParent,
  startedBy,
  temporaryDirectory,
} from './support.fixture.ts'

const isRoot = process.getuid?.() === 0
const named = { uid: 1, gid: 1 }
const nameless = { uid: 54_321, gid: 54_321 }

type Way = {
  name: string
  mode: string
  needsRoot: boolean
  directory: () => string
  parent: () => ParentOptions
  /** Why it cannot be tried here, if it cannot. */
  impossible?: () => string | undefined
}

/** Runs the parent as an ordinary user, with root's way through closed directories if the checkout lies below one. */
function asUser(user: { uid: number; gid: number }): readonly string[] {
  const open = [dirname(parentProgram), dirname(process.execPath)].every((path) => isOpenTo(path, user))
  const change = ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups']
  return [...change, ...(open ? [] : passClosedDirectories)]
}

function directoryOf(user: { uid: number; gid: number }): string {
  const directory = temporaryDirectory(0o700)
  chownSync(directory, user.uid, user.gid)
  return directory
}

/** A PATH on which there is node and neither setpriv nor unshare; for a parent that is spawned without a prefix. */
function pathWithoutTools(): string {
  return dirname(process.execPath)
}

function forced(mode: string): () => ParentOptions {
  return () => ({ env: { SYNCLINE_POSTGRES_RUNAS: mode } })
}

const ways: Way[] = [
  {
    name: 'in a user namespace',
    mode: 'userns',
    needsRoot: false,
    directory: () => temporaryDirectory(0o700),
    parent: forced('userns'),
  },
  {
    name: 'as another user through setpriv',
    mode: 'setpriv',
    needsRoot: true,
    directory: temporaryDirectory,
    parent: forced('setpriv'),
  },
  {
    name: 'as another user through setpriv, below a directory that is closed to it',
    mode: 'setpriv',
    needsRoot: true,
    directory: () => join(temporaryDirectory(0o700), 'below', 'data'),
    parent: forced('setpriv'),
  },
  {
    name: 'as root without a word, below a directory of an ordinary user',
    mode: 'setpriv',
    needsRoot: true,
    directory: () => join(directoryOf(named), 'data'),
    parent: forced(''),
  },
  {
    name: 'plainly, as an ordinary user',
    mode: 'plain',
    needsRoot: true,
    directory: () => directoryOf(named),
    parent: () => ({ prefix: asUser(named), env: { SYNCLINE_POSTGRES_RUNAS: 'plain' } }),
  },
  {
    name: 'plainly, as a user number without a name',
    mode: 'plain',
    needsRoot: true,
    directory: () => directoryOf(nameless),
    parent: () => ({ prefix: asUser(nameless), env: { SYNCLINE_POSTGRES_RUNAS: '' } }),
    impossible: () =>
      asUser(nameless).includes('--ambient-caps=+dac_override')
        ? 'initdb needs a user namespace for a user without a name, and from there the closed directory above this checkout cannot be passed'
        : undefined,
  },
  {
    name: 'plainly and without setpriv, through a keeper',
    mode: 'plain',
    needsRoot: true,
    directory: () => directoryOf(named),
    parent: () => ({
      // env(1) changes the PATH after setpriv has been found on the old one.
      prefix: [...asUser(named), 'env', `PATH=${pathWithoutTools()}`],
      env: { SYNCLINE_POSTGRES_RUNAS: 'plain' },
    }),
  },
]

function skipIfImpossible(way: Way, ctx: TestContext): void {
  ctx.skip(way.needsRoot && !isRoot, `running ${way.name} can be tried by root alone`)
  const reason = way.impossible?.()
  if (reason !== undefined) ctx.skip(reason)
}

describe.each(ways.map((way) => [way.name, way] as const))('run %s', (_, way) => {
  test('kill -9 of the parent leaves nothing behind, and the next start has what was committed', async (ctx) => {
    skipIfImpossible(way, ctx)
    const directory = way.directory()
    const first = spawnParent(directory, way.parent())
    const started = await startedBy(first)
    expect(started.mode).toBe(way.mode)
    await query(started.url, 'create table kept as select 7 as value')
    await killHard(first)
    const second = spawnParent(directory, way.parent())
    const again = await startedBy(second)
    expect(again.url).toBe(started.url)
    expect(await query(again.url, 'select value from kept')).toEqual([{ value: 7 }])
    await killHard(second)
    expect(await nothingLeft(directory)).toBe(true)
  })
})

describe('a start after kill -9', () => {
  test('carries a cluster from one way of running to the next and back', async (ctx) => {
    ctx.skip(!isRoot, 'only root may give files to another user')
    const directory = temporaryDirectory()
    for (const mode of ['userns', 'setpriv', 'userns']) {
      const parent = spawnParent(directory, forced(mode)())
      expect(await startedBy(parent)).toMatchObject({ mode })
      await killHard(parent)
    }
  })

  test('waits for a server that is still shutting down', async () => {
    const directory = temporaryDirectory()
    const parent = spawnParent(directory)
    const { pid } = await startedBy(parent)
    signal(pid, 'SIGSTOP')
    await killHard(parent)
    const second = startPostgres({ dataDirectory: directory, settings: { fsync: 'off' } })
    expect(await waitUntil(() => ownerPid(directory) === process.pid, 5_000)).toBe(true)
    signal(pid, 'SIGCONT')
    const server = await second
    expect(server.pid).not.toBe(pid)
    await server.stop()
  })

  test('says so when that server does not go', async () => {
    const cluster = join(temporaryDirectory(), 'cluster')
    mkdirSync(cluster)
    const stubborn = await runStubborn(cluster)
    writeFileSync(join(cluster, 'postmaster.pid'), `${stubborn.pid}\n`)
    await expect(awaitLeftover(cluster, true, 200)).rejects.toMatchObject({
      code: 'still_stopping',
      remedy: expect.stringContaining('start again'),
    })
  })

  test('ends a server that was not told of its owner’s death', async (ctx) => {
    ctx.skip(!isRoot, 'a parent without setpriv is run as another user here')
    const directory = directoryOf(named)
    const parent = spawnParent(directory, ways.at(-1)?.parent())
    const { pid } = await startedBy(parent)
    const keeper = processesOf(directory).find(
      (other) => other !== pid && other !== parent.pid && isKeeper(other),
    )
    signal(keeper as number, 'SIGSTOP')
    await killHard(parent)
    signal(keeper as number, 'SIGKILL')
    expect(processesOf(directory)).toContain(pid)
    const next = spawnParent(directory, ways.at(-1)?.parent())
    expect((await startedBy(next)).pid).not.toBe(pid)
    expect(processesOf(directory)).not.toContain(pid)
  })

  test('makes a cluster again whose making was killed midway', async () => {
    const directory = temporaryDirectory()
    const parent = spawnParent(directory)
    const draft = () => readdirSync(directory).find((name) => name.startsWith('initdb-')) ?? ''
    expect(await waitUntil(() => existsSync(join(directory, draft(), 'cluster', 'base', '1')), 10_000)).toBe(
      true,
    )
    await killHard(parent)
    expect(await nothingLeft(directory)).toBe(true)
    expect(draft()).not.toBe('')
    expect(existsSync(join(directory, 'cluster'))).toBe(false)
    await startedBy(spawnParent(directory))
    expect(draft()).toBe('')
  })
})

describe('a way of running that is not there', () => {
  test('is refused with a remedy', () => {
    expect(() => chooseRunAs([], 'sideways')).toThrow(expect.objectContaining({ code: 'bad_option' }))
    if (isRoot) {
      expect(() => chooseRunAs([], 'plain')).toThrow(
        expect.objectContaining({ code: 'run_mode_unavailable' }),
      )
    }
  })

  test('as another user reaches binaries below a closed directory too', (ctx) => {
    ctx.skip(!isRoot, 'only root can become another user')
    const closed = temporaryDirectory(0o700)
    cpSync(findBinaries().directory, join(closed, 'native'), { recursive: true, verbatimSymlinks: true })
    const { serverPrefix } = chooseRunAs([join(closed, 'native')], 'setpriv')
    const command = [...serverPrefix, join(closed, 'native', 'bin', 'initdb'), '--show', '-U', 'postgres']
    const { stderr } = spawnSync(command[0] as string, [...command.slice(1), '-D', closed], {
      encoding: 'utf8',
    })
    expect(stderr).toContain(`share_path=${join(closed, 'native', 'share')}`)
  })

  test('a cluster of another user is refused to an ordinary one', async (ctx) => {
    ctx.skip(!isRoot, 'only root may give files to another user')
    const directory = directoryOf(named)
    const parent = spawnParent(directory, { env: { SYNCLINE_POSTGRES_RUNAS: 'setpriv' } })
    await startedBy(parent)
    await killHard(parent)
    expect(await nothingLeft(directory)).toBe(true)
    const ordinary = spawnParent(directory, {
      prefix: asUser(named),
      env: { SYNCLINE_POSTGRES_RUNAS: 'plain' },
    })
    expect(await answerOf(ordinary)).toMatchObject({ code: 'directory_not_ours' })
  })
})

function ownerPid(directory: string): number | undefined {
  try {
    return (JSON.parse(readFileSync(join(directory, 'owner.json'), 'utf8')) as { pid: number }).pid
  } catch {
    return undefined
  }
}

function isKeeper(pid: number): boolean {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('keeper.ts')
}

/** Looks like the cluster's server and takes no notice of SIGINT. */
async function runStubborn(cluster: string): Promise<ChildProcess> {
  const program = `process.on('SIGINT', () => {}); process.stdin.resume(); process.send('ready')`
  const child = spawn(process.execPath, ['-e', program, cluster], {
    stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child, 'message')
  return child
}
