import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { afterEach, describe, expect, it, vi } from 'vitest'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const maxFirstLoadBytes = 120_000
/** What a person who is signed in fetches on top to see the list. */
const maxListBytes = 144_500
/** Each costs the way to the server and back, six at a time. */
const maxListFiles = 12

async function chunks(): Promise<readonly Rolldown.OutputChunk[]> {
  const built = (await build({ root, logLevel: 'warn', build: { write: false } })) as Rolldown.RolldownOutput
  return built.output.filter((file) => file.type === 'chunk')
}

/** The files that come along with these, each once. */
function withImports(all: readonly Rolldown.OutputChunk[], names: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  const queue = [...names]
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue
    found.add(name)
    queue.push(...(all.find((chunk) => chunk.fileName === name)?.imports ?? []))
  }
  return found
}

const weigh = (all: readonly Rolldown.OutputChunk[], names: Iterable<string>) =>
  [...names].reduce((sum, name) => {
    const chunk = all.find((each) => each.fileName === name)
    return sum + (chunk === undefined ? 0 : gzipSync(chunk.code).byteLength)
  }, 0)

afterEach(() => vi.unstubAllEnvs())

describe('the weight of the page', () => {
  it('stays small, and carries nothing of the tests', async () => {
    // Under test React would come in its larger form, with warnings.
    vi.stubEnv('NODE_ENV', 'production')
    const all = await chunks()
    const first = withImports(
      all,
      all.filter((chunk) => chunk.isEntry).map((chunk) => chunk.fileName),
    )
    expect(weigh(all, first), 'first load').toBeLessThan(maxFirstLoadBytes)

    const list = ['Root.tsx', 'api/api.ts', 'shell/Shell.tsx', 'syncs/SyncsPage.tsx'].map(
      (module) => all.find((chunk) => chunk.facadeModuleId?.endsWith(`src/${module}`))?.fileName ?? module,
    )
    const more = [...withImports(all, list)].filter((name) => !first.has(name))
    expect(more.length).toBeGreaterThan(list.length - 1)
    expect(more.length, 'files of the list').toBeLessThan(maxListFiles)
    expect(weigh(all, more), 'the list').toBeLessThan(maxListBytes)

    const modules = all.flatMap((chunk) => Object.keys(chunk.modules))
    expect(modules.length).toBeGreaterThan(100)
    expect(modules.filter((id) => id.includes('/src/faces/') || id.includes('/axe-core/'))).toEqual([])
  })
})
