import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const templates = fileURLToPath(new URL('./templates', import.meta.url))
const namePattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const maxNameLength = 40

export interface Generated {
  readonly ok: boolean
  /** For people: what was written, and what comes next; or why nothing was. */
  readonly lines: readonly string[]
}

/** A file of the repository, by its path from the root. */
export interface Written {
  readonly path: string
  readonly text: string
}

export interface Edit {
  readonly path: string
  /** Null where the file is not as it was when this was written. */
  readonly text: string | null
}

export const no = (line: string): Generated => ({ ok: false, lines: [line] })

/** @returns what is wrong with a name that stands in addresses; null when nothing is */
export const wrongWith = (name: string): string | null =>
  namePattern.test(name) && name.length <= maxNameLength
    ? null
    : `«${name}» is no name: lower-case letters and digits, with dashes between, ${maxNameLength} at most.`

export interface Words {
  readonly title: string
  readonly pascal: string
  readonly camel: string
}

/** `acme-pay`: Acme Pay, AcmePay, acmePay. */
export function wordsOf(name: string): Words {
  const parts = name.split('-').map((part) => part.charAt(0).toUpperCase() + part.slice(1))
  const pascal = parts.join('')
  return { title: parts.join(' '), pascal, camel: pascal.charAt(0).toLowerCase() + pascal.slice(1) }
}

/**
 * The templates of a kind, with their placeholders filled in.
 * @param values by placeholder: `NAME` stands for `__NAME__`
 * @param pathOf where a template goes; null leaves it out
 */
export function fillTemplates(
  kind: string,
  values: Readonly<Record<string, string>>,
  pathOf: (template: string) => string | null,
): Written[] {
  const folder = join(templates, kind)
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .flatMap((file) => {
      const path = pathOf(file.replace(/\.txt$/, ''))
      if (path === null) return []
      let text = readFileSync(join(folder, file), 'utf8')
      for (const [name, value] of Object.entries(values)) text = text.replaceAll(`__${name}__`, value)
      return [{ path, text }]
    })
}

export function edit(root: string, path: string, change: (text: string) => string | null): Edit {
  return { path, text: change(readFileSync(join(root, path), 'utf8')) }
}

/** Writes all of it, or nothing: nothing is written over, and a file that has no place for its part is named. */
export function writeAll(
  root: string,
  files: readonly Written[],
  edits: readonly Edit[],
  next: string,
): Generated {
  const there = files.find(({ path }) => existsSync(join(root, path)))
  if (there) return no(`${there.path} is there already.`)
  const failed = edits.find(({ text }) => text === null)
  if (failed) return no(`${failed.path} has no place for it any more: enter it by hand, then run this again.`)
  for (const { path, text } of [...files, ...edits]) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text as string)
  }
  return { ok: true, lines: [...files, ...edits].map(({ path }) => path).concat('', `Next: ${next}`) }
}
