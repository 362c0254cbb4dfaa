import { expect, it } from 'vitest'
import { simulate } from '../testing/simulation/index.ts'

/** `pnpm nightly` raises it to 10,000. */
const seeds = Number(process.env.SYNCLINE_TEST_SEEDS || 1_000)
/** One seed alone: the story of its log is printed. */
const only = process.env.SYNCLINE_TEST_SEED

it(`${seeds} seeds of syncs among failing workers, lines and providers keep every promise`, async () => {
  const first = only === undefined ? 1 + Math.floor(Math.random() * 1_000_000) : Number(only)
  const end = only === undefined ? first + seeds : first + 1
  process.stdout.write(`seeds ${first} to ${end - 1}\n`)
  const sum = { syncs: 0, calls: 0, together: 0, unknown: 0, coalesced: 0 }
  const broken: string[] = []
  for (let seed = first; seed < end && broken.length < 10; seed++) {
    const run = await simulate(seed)
    for (const name of ['syncs', 'calls', 'together', 'unknown', 'coalesced'] as const) sum[name] += run[name]
    broken.push(...run.broken.map((sentence) => `seed ${seed}: ${sentence}`))
    if (only !== undefined) process.stdout.write(`${run.story()}\n`)
  }
  process.stdout.write(`${JSON.stringify(sum)}\n`)
  expect(broken).toEqual([])
}, 600_000)
