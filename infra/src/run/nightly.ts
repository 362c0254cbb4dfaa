import { spawn } from 'node:child_process'
import { findBouncer } from '../postgres/bouncer.ts'
import { buildPages } from './build-pages.ts'
import { paths } from './paths.ts'

/**
 * The long versions of the tests that have one: more events, webhooks, kills, seeds, orders of arrival and faults. Takes
 * an hour or two.
 */
const sizes = {
  SYNCLINE_TEST_EVENTS: '1000000',
  SYNCLINE_TEST_WEBHOOKS: '20000',
  SYNCLINE_TEST_KILLS: '50',
  SYNCLINE_TEST_TURNS: '20',
  SYNCLINE_TEST_FACES: 'all',
  SYNCLINE_TEST_SEEDS: '10000',
  SYNCLINE_TEST_PERMUTATIONS: '1000',
  SYNCLINE_TEST_CALLS: '10000',
  SYNCLINE_TEST_SUBJECTS: '1000',
  SYNCLINE_TEST_REQUESTS: '200000',
  SYNCLINE_TEST_PRESSURE: '21',
  SYNCLINE_PAGES: 'built',
}
const suites = [
  'packages/db/src/log/reader',
  'packages/db/src/pool/soak',
  'apps/api/src/jobs/simulation',
  'apps/api/src/jobs/permutations',
  'apps/api/src/jobs/chaos',
  'apps/api/src/erasure/erasure',
  'apps/api/src/http/hostile-load',
  'tests/crash',
  'apps/admin/test/faces',
]
const timeoutMs = 3_600_000

if (findBouncer() === null)
  process.stdout.write(
    'PgBouncer is not on this machine: what is done through a transaction pooler is left out. Install it, or name it in PGBOUNCER.\n',
  )
await buildPages()
// One at a time: what is measured for an hour shares the machine with nothing.
const child = spawn(paths.bin('vitest'), ['run', ...suites, `--testTimeout=${timeoutMs}`, '--maxWorkers=1'], {
  cwd: paths.root,
  stdio: 'inherit',
  env: { ...process.env, ...sizes, ...pick(process.env) },
})
child.once('close', (code) => process.exit(code ?? 1))

/** Sizes given by the caller win. */
function pick(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('SYNCLINE_TEST_')))
}
