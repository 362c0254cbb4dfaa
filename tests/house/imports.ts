import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/** What each file imports of ours, types included, by paths from the root. What is loaded later, by `import()`, is left out. */
export type Imports = ReadonlyMap<string, readonly string[]>

const sources = '{apps,packages,bench,infra,tests}/**/*.{ts,tsx}'
const packages = ['{apps,packages}/*/package.json', '{bench,infra,tests}/package.json']
const exclude = ['**/node_modules/**', '**/dist/**']
const statement = /^(?:import|export)\s(?:[^'"]*?\sfrom\s)?'([^']+)'/gm

type Doors = string | Readonly<Record<string, unknown>>

export function readImports(root: string): Imports {
  const files = new Set(globSync(sources, { cwd: root, exclude }).sort())
  const doors = readDoors(root)
  const importsOf = (file: string) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(statement)]
      .map(([, name = '']) => (name.startsWith('.') ? posix.join(posix.dirname(file), name) : doors(name)))
      .filter((path) => path !== null && files.has(path))
  return new Map([...files].map((file) => [file, importsOf(file) as string[]]))
}

/** Where a package's name leads: by what it exports. */
function readDoors(root: string): (name: string) => string | null {
  const found = packages
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .flatMap((path) => {
      const { name, exports = {} } = JSON.parse(readFileSync(join(root, path), 'utf8')) as {
        name: string
        exports?: Doors
      }
      return Object.entries(typeof exports === 'string' ? { '.': exports } : exports).map(
        ([door, target]) => ({
          name: posix.join(name, door).split('*'),
          target: posix.join(posix.dirname(path), String(target)),
        }),
      )
    })
  return (name) => {
    for (const {
      name: [head = '', tail],
      target,
    } of found) {
      if (tail === undefined ? name === head : name.startsWith(head) && name.endsWith(tail))
        return target.replace('*', name.slice(head.length))
    }
    return null
  }
}

/** Files that import each other, the long way round too: each circle once, as one way through it. */
export function circlesOf(imports: Imports): readonly string[] {
  const circles: string[] = []
  const done = new Set<string>()
  const way: string[] = []
  function visit(file: string): void {
    const at = way.indexOf(file)
    if (at >= 0) circles.push([...way.slice(at), file].join(' -> '))
    if (at >= 0 || done.has(file)) return
    way.push(file)
    for (const next of imports.get(file) ?? []) visit(next)
    way.pop()
    done.add(file)
  }
  for (const file of imports.keys()) visit(file)
  return circles
}
