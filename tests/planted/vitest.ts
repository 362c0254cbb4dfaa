import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from './command.ts'
import type { Patch } from './patches.ts'

export interface Outcome {
  /** Patches that a test of theirs passed for. */
  readonly passed: ReadonlySet<Patch>
  /** Patches that a test of theirs failed for. A file that can't even be loaded fails no test. */
  readonly failed: ReadonlySet<Patch>
  readonly output: string
}

interface Results {
  testResults: { name: string; assertionResults: { fullName: string; status: string }[] }[]
}

/** Runs the tests that these patches name, and no others, in one go. */
export async function runTests(
  directory: string,
  patches: readonly Patch[],
  signal: AbortSignal,
): Promise<Outcome> {
  const file = join(directory, 'node_modules', '.planted-results.json')
  rmSync(file, { force: true })
  const names = [...new Set(patches.map(({ test }) => test.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')))]
  const args = ['run', ...new Set(patches.map((patch) => patch.file)), '-t', names.join('|')]
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]
  const { output } = await runCommand(join(directory, 'node_modules/.bin/vitest'), [...args, ...reporters], {
    cwd: directory,
    signal,
  })
  const { testResults } = readResults(file)
  const having = (status: string) =>
    new Set(
      patches.filter((patch) =>
        testResults.some(
          ({ name, assertionResults }) =>
            name.includes(patch.file) &&
            assertionResults.some((one) => one.status === status && one.fullName.includes(patch.test)),
        ),
      ),
    )
  return { passed: having('passed'), failed: having('failed'), output }
}

function readResults(file: string): Results {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Results
  } catch {
    return { testResults: [] }
  }
}
