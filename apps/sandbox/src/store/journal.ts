import { closeSync, ftruncateSync, mkdirSync, openSync, readSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * An append-only file of lines. A line is written with one synchronous write before the caller goes on, so it
 * is in the kernel's page cache when an answer leaves: it survives `kill -9` of this process (not a power cut,
 * which a local sandbox need not outlive).
 */
export type Journal = {
  readonly sizeBytes: number
  append(line: string): void
  /** Replaces the whole file in one rename, so that a crash leaves either the old or the new one. */
  replace(lines: Iterable<string>): void
  close(): void
}

const newline = 0x0a
const chunkBytes = 1 << 20

/**
 * Opens (or creates) the journal and hands every whole line to `onLine`, oldest first. A last line without its
 * newline is what a kill in mid-write leaves; it was never answered for, so it is cut off.
 */
export function openJournal(path: string, onLine: (line: string) => void): Journal {
  mkdirSync(dirname(path), { recursive: true })
  let file = openSync(path, 'a+', 0o600)
  let sizeBytes = readLines(file, onLine)
  ftruncateSync(file, sizeBytes)

  function append(line: string): void {
    const bytes = Buffer.from(`${line}\n`)
    try {
      writeAll(file, bytes)
    } catch (error) {
      ftruncateSync(file, sizeBytes)
      throw error
    }
    sizeBytes += bytes.length
  }

  function replace(lines: Iterable<string>): void {
    const nextPath = `${path}.next`
    const next = openSync(nextPath, 'w', 0o600)
    let written = 0
    for (const line of lines) {
      const bytes = Buffer.from(`${line}\n`)
      writeAll(next, bytes)
      written += bytes.length
    }
    closeSync(next)
    renameSync(nextPath, path)
    closeSync(file)
    file = openSync(path, 'a+', 0o600)
    sizeBytes = written
  }

  return {
    get sizeBytes() {
      return sizeBytes
    },
    append,
    replace,
    close: () => closeSync(file),
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let offset = 0; offset < bytes.length; ) offset += writeSync(file, bytes, offset)
}

/** Returns the number of bytes up to and including the last newline. */
function readLines(file: number, onLine: (line: string) => void): number {
  const chunk = Buffer.allocUnsafe(chunkBytes)
  let rest: Buffer[] = []
  let position = 0
  let wholeBytes = 0
  for (;;) {
    const count = readSync(file, chunk, 0, chunkBytes, position)
    if (count === 0) return wholeBytes
    let start = 0
    for (
      let end = chunk.indexOf(newline, start);
      end !== -1 && end < count;
      end = chunk.indexOf(newline, start)
    ) {
      onLine(Buffer.concat([...rest, chunk.subarray(start, end)]).toString('utf8'))
      rest = []
      start = end + 1
      wholeBytes = position + start
    }
    if (start < count) rest.push(Buffer.from(chunk.subarray(start, count)))
    position += count
  }
}
