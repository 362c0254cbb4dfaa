import { expect, test } from 'vitest'
import { readEnvironment } from './options.ts'

test('reads every setting', () => {
  expect(
    readEnvironment({
      SANDBOX_PORT: '4010',
      SANDBOX_STATE: '/tmp/state.jsonl',
      CHAOS: '10',
      SANDBOX_SEED: '7',
      SANDBOX_DEDUPE: 'off',
      SANDBOX_TRAFFIC: '30',
      SANDBOX_LEDGER_ENTRIES: '5000',
      SANDBOX_REDELIVERY_MS: '1,2',
      SANDBOX_SLOW_MS: '8000',
      SANDBOX_WEBHOOK_HOSTS: 'web, worker',
    }),
  ).toEqual({
    ok: true,
    options: {
      port: 4010,
      statePath: '/tmp/state.jsonl',
      chaosPercent: 10,
      seed: 7,
      dedupe: false,
      trafficPerMinute: 30,
      maxLedgerEntries: 5000,
      redeliveryMs: [1, 2],
      slowMs: 8000,
      webhookHosts: ['web', 'worker'],
    },
  })
})

test.each([
  { CHAOS: '101' },
  { SANDBOX_PORT: 'http' },
  { SANDBOX_DEDUPE: 'no' },
  { SANDBOX_REDELIVERY_MS: '1,x' },
  { SANDBOX_SLOW_MS: 'long' },
])('%j is named', (environment) => {
  const read = readEnvironment(environment)
  expect(!read.ok && read.message).toContain(Object.keys(environment)[0])
})
