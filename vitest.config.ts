import { defineConfig } from 'vitest/config'

/** One run, three costs: `.spec.ts` is pure, `.int.spec.ts` needs Postgres, `.e2e.ts` needs Chromium too. */
export default defineConfig({
  test: {
    include: ['**/*.spec.ts', '**/*.spec.tsx', '**/*.e2e.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'bench/**'],
    globalSetup: ['packages/db/src/testing/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
