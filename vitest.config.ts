import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { HeaviestFirst } from './infra/src/run/heaviest-first.ts'

const elsewhere = ['**/node_modules/**', '**/dist/**', 'bench/**']
const withDatabase = ['**/*.int.spec.ts', '**/*.e2e.ts']

/** One run, three costs: `.spec.ts` is pure, `.int.spec.ts` needs Postgres, `.e2e.ts` needs Chromium too. */
export default defineConfig({
  test: {
    // For what hangs. What a condition ends takes as long as a busy machine needs.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    // While one file waits for a process, a timer or a page, another computes.
    maxWorkers: Math.max(2, availableParallelism()),
    sequence: { sequencer: HeaviestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['**/*.spec.ts', '**/*.spec.tsx'],
          exclude: [...elsewhere, ...withDatabase],
          // They share nothing but modules without state, so that one load of those does for all.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: withDatabase,
          exclude: elsewhere,
          globalSetup: ['packages/db/src/testing/global-setup.ts'],
        },
      },
    ],
  },
})
