import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { insertBefore } from './edit.ts'

const templates = fileURLToPath(new URL('./templates/provider', import.meta.url))
const namePattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const maxNameLength = 40

export interface Generated {
  readonly ok: boolean
  /** For people: what was written, and what comes next; or why nothing was. */
  readonly lines: readonly string[]
}

/**
 * Makes the folder of a provider, enters it in the registry and, where the name is new, among the names: its contract suite
 * runs and fails until the folder is written. Nothing is written over.
 * @param root of the repository
 */
export function generateProvider(root: string, name: string): Generated {
  if (!namePattern.test(name) || name.length > maxNameLength)
    return no(
      `«${name}» is no name: lower-case letters and digits, with dashes between, ${maxNameLength} at most.`,
    )
  const folder = join(root, 'packages/providers/src', name)
  if (existsSync(folder)) return no(`${relative(root, folder)} is there already.`)
  const words = wordsOf(name)
  const edits = [enterName(root, name, words), enterLoader(root, name, words)]
  const failed = edits.find(({ text }) => text === null)
  if (failed) return no(`${failed.path} has no place for it any more: enter it by hand, then run this again.`)
  const files = filesOf(name, words)
  for (const { path, text } of files) write(join(folder, path), text)
  for (const { path, text } of edits) if (text !== null) write(join(root, path), text)
  return {
    ok: true,
    lines: [
      ...files.map(({ path }) => relative(root, join(folder, path))),
      ...edits.map(({ path }) => path),
      '',
      `Next: npx vitest run ${relative(root, folder)}, and docs/chores/add-a-provider.md.`,
    ],
  }
}

const no = (line: string): Generated => ({ ok: false, lines: [line] })

interface Words {
  readonly title: string
  readonly pascal: string
  readonly camel: string
}

/** `acme-pay`: Acme Pay, AcmePay, acmePay. */
function wordsOf(name: string): Words {
  const parts = name.split('-').map((part) => part.charAt(0).toUpperCase() + part.slice(1))
  const pascal = parts.join('')
  return { title: parts.join(' '), pascal, camel: pascal.charAt(0).toLowerCase() + pascal.slice(1) }
}

function filesOf(name: string, { title, pascal, camel }: Words): { path: string; text: string }[] {
  return readdirSync(templates, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.txt'))
    .sort()
    .map((path) => ({
      // The spec has another name here, or the runner of tests would take the template for one.
      path: path === 'spec.txt' ? `${name}.int.spec.ts` : path.replace(/\.txt$/, ''),
      text: readFileSync(join(templates, path), 'utf8')
        .replaceAll('__NAME__', name)
        .replaceAll('__TITLE__', title)
        .replaceAll('__PASCAL__', pascal)
        .replaceAll('__CAMEL__', camel),
    }))
}

interface Edit {
  readonly path: string
  /** Null where the file is not as it was when this was written. */
  readonly text: string | null
}

function enterName(root: string, name: string, { title }: Words): Edit {
  const path = 'packages/domain/src/connection/provider.ts'
  const text = readFileSync(join(root, path), 'utf8')
  if (text.includes(`  '${name}',\n`)) return { path, text }
  const named = insertBefore(text, '] as const\nexport type ProviderName', `  '${name}',\n`)
  const titles = 'export const providerTitles'
  const key = name.includes('-') ? `'${name}'` : name
  return { path, text: named && insertBefore(named, '}\n', `  ${key}: '${title}',\n`, titles) }
}

function enterLoader(root: string, name: string, { camel }: Words): Edit {
  const path = 'packages/providers/src/registry.ts'
  const key = name.includes('-') ? `'${name}'` : name
  const entry = `  ${key}: {
    provider: once(async () => (await import('./${name}/index.ts')).${camel}),
    webhook: once(async () => (await import('./${name}/webhook.ts')).webhook),
  },
`
  const text = readFileSync(join(root, path), 'utf8')
  return { path, text: insertBefore(text, '}\n\n/** Providers that this build', entry) }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
