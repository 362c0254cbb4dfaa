import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A fault as a unified diff, headed by what it breaks and which test has to notice. */
export interface Patch {
  readonly name: string
  readonly path: string
  readonly what: string
  /** Part of the test file's path. */
  readonly file: string
  /** Part of the test's full name, as text. */
  readonly test: string
}

const directory = fileURLToPath(new URL('.', import.meta.url))

/** @throws when a header is missing: `# what: …` and `# test: <file> | <name>` stand before the diff */
export function readPatches(): readonly Patch[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.patch'))
    .sort()
    .map((name) => {
      const path = `${directory}${name}`
      const text = readFileSync(path, 'utf8')
      const what = /^# what: (.+)$/m.exec(text)?.[1]
      const [file, test] = /^# test: (.+)$/m.exec(text)?.[1]?.split(' | ') ?? []
      if (!what || !file || !test)
        throw new Error(`${name} does not say what it breaks and which test sees it`)
      return { name: name.slice(0, -'.patch'.length), path, what, file: file.trim(), test: test.trim() }
    })
}
