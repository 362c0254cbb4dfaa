import { parseArgs } from 'node:util'
import { createCopy } from './copy.ts'
import { type Patch, readPatches } from './patches.ts'
import { runTests } from './vitest.ts'

/**
 * Plants one fault after another in a scratch copy of HEAD and expects the test that stands guard to turn red: a guard
 * that nobody has seen fail guards nothing. `--only NAME` takes the patches whose file name contains it.
 */
async function main(signal: AbortSignal): Promise<number> {
  const { values } = parseArgs({ options: { only: { type: 'string' } } })
  const patches = readPatches().filter(({ name }) => name.includes(values.only ?? ''))
  if (patches.length === 0) {
    say('No patch of that name')
    return 1
  }
  const copy = await createCopy(signal)
  try {
    const unguarded = await withoutGuard(copy.directory, patches, signal)
    const width = Math.max(...patches.map(({ name }) => name.length))
    let failed = 0
    say(`${'patch'.padEnd(width)} | caught | test`)
    for (const patch of patches) {
      const caught = unguarded.has(patch) ? 'no: the test is missing or red without it' : await plant(patch)
      if (caught !== 'yes') failed++
      say(`${patch.name.padEnd(width)} | ${caught.padEnd(6)} | ${patch.file} › ${patch.test}`)
    }
    say(`${patches.length - failed} passed, ${failed} failed`)
    return failed === 0 ? 0 : 1
  } finally {
    copy.remove()
  }

  async function plant(patch: Patch): Promise<string> {
    if (!(await copy.apply(patch.path))) return 'no: it does not apply'
    try {
      const { failed } = await runTests(copy.directory, [patch], signal)
      return failed.has(patch) ? 'yes' : 'no'
    } finally {
      await copy.reset()
    }
  }
}

/** The patches whose test does not pass in the untouched copy, or is not there at all. */
async function withoutGuard(
  directory: string,
  patches: readonly Patch[],
  signal: AbortSignal,
): Promise<Set<Patch>> {
  const { passed, failed, output } = await runTests(directory, patches, signal)
  const unguarded = new Set(patches.filter((patch) => !passed.has(patch) || failed.has(patch)))
  if (unguarded.size > 0) say(output)
  return unguarded
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

const stopping = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stopping.abort())
try {
  process.exitCode = await main(stopping.signal)
} catch (error) {
  if (!stopping.signal.aborted) throw error
  process.exitCode = 130
}
