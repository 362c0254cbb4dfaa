import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import type { Binaries } from './binaries.ts'
import { EmbeddedPostgresError } from './errors.ts'
import type { RunAs } from './run-as.ts'
import { runProgram } from './server-process.ts'

/** What lies in a data directory: the cluster, beside it what belongs to the launcher. */
export type DataDirectory = { path: string; cluster: string; password: string; port: string }

const draftPrefix = 'initdb-'

/**
 * Makes the directory if it is not there. Others may pass it but not list it: in mode `setpriv` the server is another.
 * @throws EmbeddedPostgresError `directory_not_ours` when it cannot be written to
 */
export function openDataDirectory(given: string): DataDirectory {
  let path = resolve(given)
  try {
    if (mkdirSync(path, { recursive: true }) !== undefined) chmodSync(path, 0o711)
    // The server's command line must show the path as a later start will look for it.
    path = realpathSync(path)
    const probe = join(path, `probe-${process.pid}`)
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (cause) {
    throw notOurs(path, cause)
  }
  return { path, cluster: join(path, 'cluster'), password: join(path, 'password'), port: join(path, 'port') }
}

/**
 * Makes sure there is a cluster that this user can run with these binaries.
 * @returns the password of its superuser
 * @throws EmbeddedPostgresError `initdb_failed`, `other_major_version`, `not_a_cluster`, `password_lost`, `directory_not_ours`
 */
export async function ensureCluster(
  directory: DataDirectory,
  binaries: Binaries,
  runAs: RunAs,
  options: { sync: boolean },
): Promise<string> {
  for (const name of readdirSync(directory.path)) {
    if (name.startsWith(draftPrefix)) rmSync(join(directory.path, name), { recursive: true, force: true })
  }
  if (!existsSync(directory.cluster)) await createCluster(directory, binaries, runAs, options)
  checkMajorVersion(directory, binaries)
  takeOver(directory.cluster, runAs.fileOwner)
  return readPassword(directory)
}

/** Built in a draft beside its place and renamed, so that a cluster in its place is always a whole one. */
async function createCluster(
  directory: DataDirectory,
  binaries: Binaries,
  runAs: RunAs,
  { sync }: { sync: boolean },
): Promise<void> {
  const draft = join(directory.path, `${draftPrefix}${randomBytes(6).toString('hex')}`)
  const cluster = join(draft, 'cluster')
  const passwordFile = join(draft, 'password')
  const password = existsSync(directory.password)
    ? readPassword(directory)
    : randomBytes(24).toString('base64url')
  for (const path of [draft, cluster]) mkdirSync(path, { mode: 0o700 })
  for (const path of [passwordFile, directory.password])
    writeFileSync(path, password, { mode: 0o600, flush: true })
  for (const path of [draft, cluster, passwordFile]) chown(path, runAs.fileOwner)
  const { code, output } = await runProgram([
    ...runAs.initdbPrefix,
    binaries.initdb,
    ...initdbArguments(cluster, passwordFile),
    ...(sync ? [] : ['--no-sync']),
  ])
  if (code !== 0) {
    rmSync(draft, { recursive: true, force: true })
    throw new EmbeddedPostgresError({
      code: 'initdb_failed',
      message: `A new database cluster could not be made in ${directory.path}.`,
      remedy: 'The lines below say why; most often the disk is full or the directory may not be written to.',
      logLines: output,
    })
  }
  renameSync(cluster, directory.cluster)
  rmSync(draft, { recursive: true, force: true })
}

/** The built-in C.UTF-8 sorts by code point and knows every letter's case, alike on every system and in every year. */
function initdbArguments(cluster: string, passwordFile: string): string[] {
  return [
    `--pgdata=${cluster}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    '--no-instructions',
  ]
}

function checkMajorVersion(directory: DataDirectory, binaries: Binaries): void {
  const found = readVersion(directory.cluster)
  if (found === String(binaries.majorVersion)) return
  throw new EmbeddedPostgresError({
    code: 'other_major_version',
    message: `${directory.cluster} was made by PostgreSQL ${found}, and the installed server is ${binaries.majorVersion}.`,
    remedy: 'Carry the data over with pg_upgrade or a dump, or start with a new data directory.',
  })
}

function readVersion(cluster: string): string {
  try {
    return readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw notOurs(cluster, cause)
    throw new EmbeddedPostgresError({
      code: 'not_a_cluster',
      message: `${cluster} is there and is no database cluster.`,
      remedy: 'Move it away to have a new one made, or choose another data directory.',
      cause,
    })
  }
}

/** The run mode may be another than last time. The directory itself comes last: its owner says that the work is done. */
function takeOver(cluster: string, owner: RunAs['fileOwner']): void {
  if (statSync(cluster).uid === owner.uid) return
  if (process.getuid?.() !== 0) throw notOurs(cluster)
  for (const entry of readdirSync(cluster, { recursive: true, encoding: 'utf8' }))
    chown(join(cluster, entry), owner)
  chown(cluster, owner)
}

function readPassword(directory: DataDirectory): string {
  try {
    const password = readFileSync(directory.password, 'utf8').trim()
    if (password !== '') return password
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw notOurs(directory.password, cause)
  }
  throw new EmbeddedPostgresError({
    code: 'password_lost',
    message: `The superuser's password is not in ${directory.password}.`,
    remedy: 'Put the file back from a backup, or start with a new data directory.',
  })
}

function chown(path: string, { uid, gid }: RunAs['fileOwner']): void {
  if (process.getuid?.() === 0) lchownSync(path, uid, gid)
}

function notOurs(path: string, cause?: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError({
    code: 'directory_not_ours',
    message: `${path} does not belong to the user that starts the server.`,
    remedy: 'Give it back with chown -R, start as its owner, or choose another data directory.',
    cause,
  })
}
