import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { z } from 'zod'

/** What a folder of hostile inputs holds. Everything in it is data, never followed. */
export interface Corpus {
  /** Texts for every field, by the file they are from. */
  readonly texts: ReadonlyMap<string, readonly string[]>
  /** Whole bodies, as bytes. */
  readonly bodies: ReadonlyMap<string, Buffer>
  /** Addresses that must never be called. */
  readonly targets: readonly string[]
  /** Cells that must never calculate. */
  readonly cells: readonly string[]
  /** Tables that have to come through an export unchanged, as JSON. */
  readonly tables: ReadonlyMap<string, readonly Readonly<Record<string, string>>[]>
}

const maxFiles = 5_000
const maxTexts = 20_000
const maxFileBytes = 256 * 1024
const texts = z.array(z.string())
const table = z.array(z.record(z.string(), z.string())).min(1)

/**
 * Reads a folder: lists of texts (`*.json`), and any other file as one body. By their names, `ssrf` files list targets
 * and `injection` files cells; lists of objects beside a `csvs` folder are tables.
 * @throws when the folder can't be read or holds more than is taken at once
 */
export function readCorpus(directory: string): Corpus {
  const corpus = {
    texts: new Map<string, readonly string[]>(),
    bodies: new Map<string, Buffer>(),
    targets: [] as string[],
    cells: [] as string[],
    tables: new Map<string, readonly Readonly<Record<string, string>>[]>(),
  }
  const files = filesOf(directory)
  if (files.length > maxFiles)
    throw new Error(`${files.length} files; at most ${maxFiles} are taken at once.`)
  let count = 0
  for (const file of files) {
    const name = relative(directory, file) || basename(file)
    const bytes = readFileSync(file).subarray(0, maxFileBytes)
    const content = name.endsWith('.json') ? parsed(bytes) : undefined
    const list = texts.safeParse(content).data
    if (list && list.length > 1) {
      count += list.length
      if (count > maxTexts) throw new Error(`More than ${maxTexts} texts; take fewer at once.`)
      corpus.texts.set(name, list)
      if (/ssrf/iu.test(name)) corpus.targets.push(...list)
      if (/injection/iu.test(name)) corpus.cells.push(...list)
      continue
    }
    const rows = /csv/iu.test(name) ? table.safeParse(content).data : undefined
    if (rows) corpus.tables.set(name, rows)
    corpus.bodies.set(name, bytes)
  }
  return corpus
}

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
