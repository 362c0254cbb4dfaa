import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { insertBefore } from './edit.ts'
import {
  type Edit,
  edit,
  fillTemplates,
  type Generated,
  no,
  wordsOf,
  writeAll,
  wrongWith,
} from './scaffold.ts'

/**
 * Makes the folder of a provider, enters it in the registry and, where the name is new, among the names: its contract suite
 * runs and fails until the folder is written. Nothing is written over.
 * @param root of the repository
 */
export function generateProvider(root: string, name: string): Generated {
  const wrong = wrongWith(name)
  if (wrong) return no(wrong)
  const folder = `packages/providers/src/${name}`
  if (existsSync(join(root, folder))) return no(`${folder} is there already.`)
  const { title, pascal, camel } = wordsOf(name)
  const values = { NAME: name, TITLE: title, PASCAL: pascal, CAMEL: camel }
  // The spec has another name here, or the runner of tests would take the template for one.
  const files = fillTemplates(
    'provider',
    values,
    (path) => `${folder}/${path === 'spec' ? `${name}.int.spec.ts` : path}`,
  )
  return writeAll(
    root,
    files,
    [enterName(root, name, title), enterLoader(root, name, camel)],
    `npx vitest run ${folder}, and docs/chores/add-a-provider.md.`,
  )
}

const keyOf = (name: string) => (name.includes('-') ? `'${name}'` : name)

const enterName = (root: string, name: string, title: string): Edit =>
  edit(root, 'packages/domain/src/connection/provider.ts', (text) => {
    if (text.includes(`  '${name}',\n`)) return text
    const named = insertBefore(text, '] as const\nexport type ProviderName', `  '${name}',\n`)
    const titles = 'export const providerTitles'
    return named && insertBefore(named, '}\n', `  ${keyOf(name)}: '${title}',\n`, titles)
  })

const enterLoader = (root: string, name: string, camel: string): Edit =>
  edit(root, 'packages/providers/src/registry.ts', (text) =>
    insertBefore(
      text,
      '}\n\n/** Providers that this build',
      `  ${keyOf(name)}: {
    provider: once(async () => (await import('./${name}/index.ts')).${camel}),
    webhook: once(async () => (await import('./${name}/webhook.ts')).webhook),
  },
`,
    ),
  )
