import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from '../chromium.ts'
import { buildPages } from './build-pages.ts'
import { paths } from './paths.ts'

/**
 * Every test, the browser's included. Chromium is installed where that is allowed; where it is not, the run fails and
 * says what to install: nothing is skipped. Arguments go to vitest.
 */
async function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const child = spawn(command, args, { cwd: paths.root, stdio: 'inherit', env })
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)))
}

const env = {
  ...process.env,
  CHROMIUM_PATH: findChromium(),
  // Built once, here; and what the many processes of the tests load is compiled once.
  SYNCLINE_PAGES: 'built',
  NODE_COMPILE_CACHE: join(paths.root, 'node_modules/.cache/compiled'),
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
}
await buildPages()

const folder = mkdtempSync(join(tmpdir(), 'syncline-results-'))
const results = join(folder, 'results.json')
const args = [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results}`,
  ...process.argv.slice(2),
]
const code = await run(paths.bin('vitest'), args, env)
try {
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(results, 'utf8')) as Record<
    string,
    number
  >
  process.stdout.write(`${numPassedTests} passed, ${numFailedTests} failed\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exit(code)
