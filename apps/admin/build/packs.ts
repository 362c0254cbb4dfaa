import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What is asked of the bundler about a module. */
interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null
}

const source = fileURLToPath(new URL('../src/', import.meta.url))
/** It names the words of every page; each page takes its own along. */
const allWords = join(source, 'strings/index.ts')
/** Words that stand around every page, or in both of the pages that are opened first. */
const commonWords = ['shell', 'list', 'syncs', 'many', 'time', 'bulk', 'first-run'].map((name) =>
  join(source, `strings/en/${name}.ts`),
)

/** The module and everything that it imports, and what that imports, without what is fetched later. */
function closureOf(names: readonly string[], modules: Modules): ReadonlySet<string> {
  const found = new Set<string>()
  const queue = names.map((name) => join(source, name))
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue
    if (id === allWords) continue
    found.add(id)
    queue.push(...(modules.getModuleInfo(id)?.importedIds ?? []))
  }
  return found
}

const both = (one: ReadonlySet<string>, other: ReadonlySet<string>) => [...one].filter((id) => other.has(id))

const without = (ids: ReadonlySet<string>, one: string) => new Set([...ids].filter((id) => id !== one))

type Files = readonly (readonly [file: string, ids: ReadonlySet<string>])[]

/**
 * Which file a module goes into: what is needed at the same moment comes in one file, since a hundred small ones take
 * longer than their bytes. The first that names a module has it; what none names is cut as the bundler sees fit.
 */
export function packs() {
  let files: Files | undefined
  return ['first', 'look', 'app', 'list', 'syncs', 'overview'].map((name, place, all) => ({
    debugName: name,
    priority: all.length - place,
    name: (id: string, modules: Modules): string | null => {
      files ??= assign(modules)
      return files.find(([, ids]) => ids.has(id))?.[0] === name ? name : null
    },
  }))
}

function assign(modules: Modules): Files {
  const of = (...names: string[]) => closureOf(names, modules)
  const [overview, syncs] = [of('overview/OverviewPage.tsx'), of('syncs/SyncsPage.tsx')]
  return [
    // The entry itself stays a file of its own: it is what the page begins with.
    ['first', without(of('main.tsx'), join(source, 'main.tsx'))],
    ['look', of('Root.tsx', 'api/api.ts')],
    ['app', new Set([...of('shell/Shell.tsx'), ...commonWords, ...both(overview, syncs)])],
    ['list', new Set(both(syncs, of('webhooks/WebhooksPage.tsx')))],
    ['syncs', syncs],
    ['overview', overview],
  ]
}
