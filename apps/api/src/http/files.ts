import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const gzipped = promisify(gzip)
const maxFiles = 5_000
const maxFileBytes = 8 * 1024 * 1024
const maxCachedBytes = 48 * 1024 * 1024
const minGzipBytes = 1_024

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}
const compressible = /^(text\/|application\/(json|manifest)|image\/svg)/

export interface ServedFile {
  readonly type: string
  readonly raw: Buffer
  /** Null where it would save nothing. */
  readonly gzip: Buffer | null
}

export interface FileStore {
  /** A file of the folder by its address (`/assets/x.js`); null when there is none. Nothing outside can be named. */
  find(address: string): Promise<ServedFile | null>
  /** The page, fresh from the disk; null before the first build. */
  page(): Promise<string | null>
}

/**
 * The built page's files. Addresses are looked up in a list of what is there, so that none leads elsewhere; contents
 * are read and compressed when first asked for, and kept up to a cap.
 */
export function createFileStore(directory: string): FileStore {
  const cache = new Map<string, ServedFile>()
  let cachedBytes = 0
  let listed: { readonly stamp: string; readonly files: ReadonlyMap<string, string> } | null = null

  /** The list again, if a build has changed it. */
  async function relist(): Promise<ReadonlyMap<string, string>> {
    const stamp = await stampOf(directory)
    if (listed?.stamp === stamp) return listed.files
    cache.clear()
    cachedBytes = 0
    listed = { stamp, files: await list(directory) }
    return listed.files
  }

  return {
    async find(address) {
      const known = cache.get(address)
      if (known) return known
      const path = listed?.files.get(address) ?? (await relist()).get(address)
      const file = path === undefined ? null : await load(path)
      // Other names keep their name when they change.
      if (file && address.startsWith('/assets/')) {
        const bytes = file.raw.length + (file.gzip?.length ?? 0)
        if (cachedBytes + bytes <= maxCachedBytes && !cache.has(address)) {
          cache.set(address, file)
          cachedBytes += bytes
        }
      }
      return file
    },
    page: () => readFile(join(directory, 'index.html'), 'utf8').catch(() => null),
  }
}

/** Changes with every build. */
async function stampOf(directory: string): Promise<string> {
  const times = ['', 'assets', 'index.html'].map((name) =>
    stat(join(directory, name)).then(
      (found) => found.mtimeMs,
      () => 0,
    ),
  )
  return (await Promise.all(times)).join('/')
}

async function list(directory: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = new Map<string, string>()
  for (const entry of entries.slice(0, maxFiles)) {
    if (!entry.isFile() || entry.name.startsWith('.') || !(extname(entry.name) in types)) continue
    const path = join(entry.parentPath, entry.name)
    files.set(`/${relative(directory, path).split(sep).join('/')}`, path)
  }
  return files
}

async function load(path: string): Promise<ServedFile | null> {
  const size = await stat(path).then(
    (found) => found.size,
    () => null,
  )
  if (size === null || size > maxFileBytes) return null
  const raw = await readFile(path)
  const type = types[extname(path)] ?? 'application/octet-stream'
  const packed =
    compressible.test(type) && raw.length >= minGzipBytes ? await gzipped(raw, { level: 9 }) : null
  return { type, raw, gzip: packed && packed.length < raw.length ? packed : null }
}
