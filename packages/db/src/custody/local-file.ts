import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { type KeyWrapper, keyBytes, openBytes, sealBytes, UnsealableError, type WrapContext } from './keys.ts'

/** Keys that a file may hold: the one that wraps, and those before it until everything is wrapped anew. */
const maxKeys = 10

/**
 * The local key file: does the key service's job on one machine. It protects backups and dumps, not a stolen disk that
 * holds the file too; `doctor` says so. One key a line, the newest first.
 * @param first of a file that is not there yet; drawn when null
 */
export function createLocalKeyWrapper(file: string, first: Buffer | null = null): KeyWrapper {
  let keys = readOrCreateKeyFile(file, first)
  const aad = ({ organizationId, purpose, version }: WrapContext) =>
    `syncline|${purpose}|${organizationId}|${version}`
  const open = (wrapped: Buffer, context: WrapContext): Buffer | null => {
    for (const key of keys) {
      try {
        return openBytes(key, wrapped, aad(context))
      } catch (error) {
        if (!(error instanceof UnsealableError)) throw error
      }
    }
    return null
  }
  const wrapper: KeyWrapper = {
    name: 'local-file',
    async wrap(key, context) {
      keys = readOrCreateKeyFile(file, first)
      return sealBytes(keys[0] as Buffer, key, aad(context))
    },
    async unwrap(wrapped, context) {
      const opened = open(wrapped, context)
      if (opened) return opened
      // Another process may have put a newer key in since this one read the file.
      keys = readOrCreateKeyFile(file, first)
      const now = open(wrapped, context)
      if (!now) throw new UnsealableError('No key in the local key file opens this')
      return now
    },
    rewrap: async (wrapped, context) => wrapper.wrap(await wrapper.unwrap(wrapped, context), context),
    check: async () => ({ usable: true, finding: 'a local key file' }),
  }
  return wrapper
}

/** Puts a new key on top of the file: it wraps from now on, those before it still open. */
export function addLocalKey(file: string): void {
  const keys = readOrCreateKeyFile(file)
  if (keys.length >= maxKeys) throw new Error(`The key file holds ${maxKeys} keys already: ${file}`)
  replaceKeyFile(file, [randomBytes(keyBytes), ...keys])
}

/**
 * Leaves two keys in the file, once everything is wrapped under the newest: what another process wrapped at the moment
 * of the change still opens, and is wrapped anew by the next rotation.
 */
export function dropFormerLocalKeys(file: string): void {
  replaceKeyFile(file, readOrCreateKeyFile(file).slice(0, 2))
}

const textOf = (keys: readonly Buffer[]) => keys.map((key) => `${key.toString('base64')}\n`).join('')
const draftOf = (file: string) => `${file}.${process.pid}.${randomBytes(4).toString('hex')}`

function replaceKeyFile(file: string, keys: readonly Buffer[]): void {
  const draft = draftOf(file)
  writeFileSync(draft, textOf(keys), { mode: 0o600, flag: 'wx', flush: true })
  renameSync(draft, file)
}

/** Web and worker may start at the same moment: the key is written whole under another name, and linked only once. */
function readOrCreateKeyFile(file: string, first: Buffer | null = null): readonly Buffer[] {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const draft = draftOf(file)
    writeFileSync(draft, textOf([first ?? randomBytes(keyBytes)]), { mode: 0o600, flag: 'wx', flush: true })
    try {
      linkSync(draft, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      unlinkSync(draft)
    }
  }
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600)
  const keys = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => Buffer.from(line, 'base64'))
  if (keys.length > maxKeys || keys.some((key) => key.length !== keyBytes))
    throw new Error(`The key file does not hold a ${keyBytes}-byte key in base64 on each line: ${file}`)
  return keys
}
