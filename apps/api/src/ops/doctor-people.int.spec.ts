import { createSandbox, type Sandbox } from '@syncline/sandbox'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readEnv } from '../env.ts'
import { startTestHub, type TestHub } from '../testing/hub.ts'
import { checkPeople, checkSessions } from './doctor-people.ts'

let hub: TestHub
let sandbox: Sandbox
beforeAll(async () => {
  hub = await startTestHub()
  sandbox = await createSandbox()
})
afterAll(async () => {
  await sandbox.close()
  await hub.close()
})

const check = async (source: Record<string, string>) => {
  const settings = {
    env: readEnv(source),
    dataDirectory: '/nonexistent',
    databaseUrl: hub.url,
    directUrl: hub.url,
    baseUrl: 'http://127.0.0.1:3000',
    sessionSecret: 'a secret of the tests, long enough',
    sandboxUrl: null,
  }
  const checks = await checkPeople(settings)
  return Object.fromEntries(checks.map(({ name, state, finding }) => [name, { state, finding }]))
}

it('says what of the environment is better done here', async () => {
  expect(await check({})).toEqual({ Mail: { state: 'ok', finding: expect.stringContaining('SMTP_URL') } })
  const found = await check({
    API_KEYS: 'a-key-from-before-1,a-key-from-before-2',
    STRIPE_SECRET_KEY: 'sk_test_1',
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'hub@hub.example',
  })
  expect(found).toMatchObject({
    API_KEYS: {
      state: 'warning',
      finding: expect.stringMatching(/^2 in the environment: each opens the only organization/),
    },
    'Connections of the environment': { finding: expect.stringMatching(/^stripe: /) },
    Mail: { finding: 'invitations go out by mail' },
  })
  expect(JSON.stringify(found)).not.toMatch(/a-key|sk_test/)
})

it('asks the issuer', async () => {
  const source = {
    OIDC_ISSUER: `${sandbox.url}/oidc`,
    OIDC_CLIENT_ID: 'hub',
    OIDC_CLIENT_SECRET: 'word',
    OIDC_PRIVATE_NETWORK: 'true',
  }
  expect((await check(source))['Issuer']?.state).toBe('ok')
  const elsewhere = { ...source, OIDC_ISSUER: `${sandbox.url.replace('127.0.0.1', 'localhost')}/oidc` }
  expect((await check(elsewhere))['Issuer']?.finding).toMatch(/does not describe itself/)
  expect((await check({ ...source, OIDC_PRIVATE_NETWORK: 'false' }))['Issuer']?.finding).toMatch(/reached/)
  sandbox.oidc({ down: true })
  expect((await check(source))['Issuer']).toEqual({ state: 'failed', finding: 'can’t be reached' })
})

it('looks who sessions begin as', async () => {
  expect(await checkSessions({ databaseUrl: hub.url })).toMatchObject({ state: 'ok' })
  const nobody = new URL(hub.url)
  nobody.port = '9'
  expect(await checkSessions({ databaseUrl: nobody.href })).toMatchObject({ state: 'failed' })
})
