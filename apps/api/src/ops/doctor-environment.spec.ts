import { expect, it } from 'vitest'
import { readEnv } from '../env.ts'
import { checkVariables } from './doctor-environment.ts'

const findingOf = (source: Readonly<Record<string, string>>) => checkVariables(readEnv(source)).finding
const app = { QBO_CLIENT_ID: 'app', QBO_CLIENT_SECRET: 'word' }
const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://hub@db.example/hub',
  SESSION_SECRET: 's'.repeat(32),
  BASE_URL: 'https://hub.example',
}

it.each([
  ['QBO_CLIENT_ID', {}, app],
  ['QBO_VERIFIER_TOKEN', app, { ...app, QBO_VERIFIER_TOKEN: 'word' }],
  [
    'FLASHERP_WEBHOOK_SECRET',
    { FLASHERP_API_KEY: 'fk', FLASHERP_API_SECRET: 'fs' },
    { FLASHERP_API_KEY: 'fk', FLASHERP_API_SECRET: 'fs', FLASHERP_WEBHOOK_SECRET: 'fw' },
  ],
  ['METRICS_KEY', {}, { METRICS_PORT: '9464' }],
  ['TRUSTED_PROXIES', production, { ...production, TRUSTED_PROXIES: '10.0.0.0/8' }],
])('%s is named while it is left out, and what does not work then', (name, without, having) => {
  expect(findingOf(without)).toMatch(new RegExp(`without ${name}`))
  expect(findingOf(having)).not.toContain(`without ${name}`)
})

it('has nothing to say where all is there', () => {
  expect(findingOf({ ...app, QBO_VERIFIER_TOKEN: 'word', METRICS_KEY: 'm'.repeat(16) })).toBe(
    'nothing is left out that something waits for',
  )
})
