import { describe, expect, it } from 'vitest'
import { type Env, EnvError, readEnv, variableNames } from './env.ts'

type Source = Readonly<Record<string, string>>
interface Row {
  /** What goes with it, where it does nothing alone. */
  readonly beside?: Source
  readonly good: string
  readonly reads: (env: Env) => unknown
  readonly gives: unknown
  readonly bad: string
}

const row = (good: string, reads: Row['reads'], gives: unknown, bad: string, beside: Source = {}): Row => ({
  good,
  reads,
  gives,
  bad,
  beside,
})
const key32 = '0123456789abcdef'.repeat(4)
const wanted = (provider: string) => (env: Env) =>
  env.connections.wanted.find((one) => one.provider === provider)?.secrets
const quickbooks = (prefix: 'QBO' | 'QUICKBOOKS') => {
  const id = { [`${prefix}_CLIENT_ID`]: 'app' }
  const secret = { [`${prefix}_CLIENT_SECRET`]: 'word' }
  return {
    [`${prefix}_CLIENT_ID`]: row('app', (env) => env.quickbooks?.clientId, 'app', 'a b', secret),
    [`${prefix}_CLIENT_SECRET`]: row('word', (env) => env.quickbooks?.clientSecret, 'word', 'a b', id),
    [`${prefix}_ENVIRONMENT`]: row('production', (env) => env.quickbooks?.environment, 'production', 'moon', {
      ...id,
      ...secret,
    }),
  }
}
const quickbooksApp = { QBO_CLIENT_ID: 'app', QBO_CLIENT_SECRET: 'word' }
const flasherp = { FLASHERP_API_KEY: 'fk', FLASHERP_API_SECRET: 'fs' }
const aws = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'word' }
const issuer = { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'hub', OIDC_CLIENT_SECRET: 'word' }
const mail = { SMTP_URL: 'smtps://mail.example', MAIL_FROM: 'hub@hub.example' }
const postgres = 'postgres://hub@db.example/hub'

/** Every variable, and what it does here. */
const table: Readonly<Record<string, Row>> = {
  API_KEYS: row('k'.repeat(20), (env) => env.apiKeys, ['k'.repeat(20)], 'short'),
  SESSION_SECRET: row('s'.repeat(32), (env) => env.sessionSecret, 's'.repeat(32), 'short'),
  ENCRYPTION_KEY: row(key32, (env) => env.encryptionKey?.toString('hex'), key32, 'canary'),
  ...quickbooks('QBO'),
  ...quickbooks('QUICKBOOKS'),
  RATE_LIMIT_WINDOW_MS: row('60000', (env) => env.rateLimit.windowMs, 60_000, '0'),
  RATE_LIMIT_MAX_REQUESTS: row('7', (env) => env.rateLimit.maxRequests, 7, '0'),
  MAX_CONCURRENT_REQUESTS: row('7', (env) => env.maxConcurrentRequests, 7, 'many'),
  REQUEST_TIMEOUT_MS: row('7000', (env) => env.requestTimeoutMs, 7_000, '7'),
  CIRCUIT_BREAKER_THRESHOLD: row('7', (env) => env.protection.breaker.threshold, 7, '0'),
  CIRCUIT_BREAKER_TIMEOUT_MS: row('7000', (env) => env.protection.breaker.openMs, 7_000, '7'),
  ENABLE_METRICS: row('false', (env) => env.metrics.enabled, false, 'perhaps'),
  METRICS_PORT: row('9464', (env) => env.metrics.port, 9_464, '99999'),
  HEALTH_CHECK_INTERVAL: row('60000', (env) => env.protection.lookEveryMs, 60_000, '1'),
  KMS_ENABLED: row('true', (env) => env.kms?.keyId, 'alias/hub', 'perhaps', { KMS_KEY_ID: 'alias/hub' }),
  KMS_KEY_ID: row('alias/hub', (env) => env.kms?.keyId, 'alias/hub', 'k'.repeat(2_049), { KMS_ENABLED: '1' }),
  KMS_ENDPOINT: row('http://kms.example', (env) => env.kms?.endpoint, 'http://kms.example', 'canary', {
    KMS_ENABLED: '1',
    KMS_KEY_ID: 'alias/hub',
  }),
  AWS_REGION: row('eu-west-1', (env) => env.kms?.region, 'eu-west-1', 'EU West', {
    KMS_ENABLED: '1',
    KMS_KEY_ID: 'alias/hub',
  }),
  MAILCHIMP_API_KEY: row('abc-us21', wanted('mailchimp'), { api_key: 'abc-us21' }, 'canary'),
  SQUARE_ENVIRONMENT: row(
    'sandbox',
    (env) => env.connections.addresses.square,
    'https://connect.squareupsandbox.com',
    'moon',
  ),
  STRIPE_SECRET_KEY: row('sk_test_1', wanted('stripe'), { api_key: 'sk_test_1' }, 'pk_test_1'),
  STRIPE_ENABLED: row('false', (env) => [...env.connections.off], ['stripe'], 'perhaps'),
  SQUARE_ENABLED: row('false', (env) => [...env.connections.off], ['square'], 'perhaps'),
  QUICKBOOKS_ENABLED: row('false', (env) => [...env.connections.off], ['quickbooks'], 'perhaps'),
  MAILCHIMP_ENABLED: row('false', (env) => [...env.connections.off], ['mailchimp'], 'perhaps'),
  BUYPOWER_ENABLED: row('false', (env) => [...env.connections.off], ['buypower'], 'perhaps'),
  PCS_AI_ENABLED: row('false', (env) => [...env.connections.off], ['pcs-ai'], 'perhaps'),
  FLASHERP_ENABLED: row('false', (env) => [...env.connections.off], ['flasherp'], 'perhaps'),
  FLASHERP_API_KEY: row('fk', wanted('flasherp'), { api_key: 'fk', api_secret: 'fs' }, 'a b', {
    FLASHERP_API_SECRET: 'fs',
  }),
  FLASHERP_API_SECRET: row('fs', wanted('flasherp'), { api_key: 'fk', api_secret: 'fs' }, 'a b', {
    FLASHERP_API_KEY: 'fk',
  }),
  FLASHERP_BASE_URL: row(
    'https://api.flasherp.com/v2',
    (env) => env.connections.wanted[0]?.baseUrl,
    'https://api.flasherp.com/v2',
    'http://api.flasherp.com',
    flasherp,
  ),
  FLASHERP_WEBHOOK_SECRET: row(
    'fw',
    wanted('flasherp'),
    { api_key: 'fk', api_secret: 'fs', webhook_secret: 'fw' },
    'a b',
    flasherp,
  ),
  NODE_ENV: row('test', (env) => env.environment, 'test', 'moon'),
  PORT: row('8080', (env) => env.port, 8_080, '70000'),
  HOST: row('0.0.0.0', (env) => env.host, '0.0.0.0', 'h'.repeat(254)),
  SYNCLINE_DATA: row('/var/hub', (env) => env.dataDirectory, '/var/hub', 'd'.repeat(4_097)),
  SYNCLINE_DEMO: row('1', (env) => env.demo, true, 'perhaps'),
  SYNCLINE_SANDBOX: row('http://sandbox', (env) => env.sandboxUrl, 'http://sandbox', 'canary'),
  SYNCLINE_SETUP_TOKEN: row('t'.repeat(12), (env) => env.setupToken, 't'.repeat(12), 'short'),
  DATABASE_URL: row(postgres, (env) => env.databaseUrl, postgres, 'mysql://canary'),
  DATABASE_DIRECT_URL: row(postgres, (env) => env.databaseDirectUrl, postgres, 'mysql://canary'),
  BASE_URL: row('https://hub.example', (env) => env.baseUrl, 'https://hub.example', 'canary'),
  TRUSTED_ORIGINS: row(
    'https://a.example',
    (env) => env.trustedOrigins,
    ['https://a.example'],
    'https://a.example/b',
  ),
  TRUSTED_PROXIES: row('10.0.0.0/8', (env) => env.trustedProxies, ['10.0.0.0/8'], '10.0.0.0/99'),
  SYNC_CONCURRENCY: row('7', (env) => env.syncConcurrency, 7, '-1'),
  RATE_LIMIT_KEY_MAX_REQUESTS: row('7', (env) => env.keyRateLimit.maxRequests, 7, '0'),
  RATE_LIMIT_FLASHERP_MAX_REQUESTS: row('7', (env) => env.doorLimits.flasherp, 7, '0'),
  RATE_LIMIT_FAILED_SIGNATURES: row('7', (env) => env.doorLimits.failures, 7, '0'),
  METRICS_KEY: row('m'.repeat(16), (env) => env.metricsKey, 'm'.repeat(16), 'short'),
  ENABLE_SCHEDULES: row('false', (env) => env.schedules, false, 'perhaps'),
  LOG_LEVEL: row('warn', (env) => env.logLevel, 'warn', 'loud'),
  QBO_VERIFIER_TOKEN: row('word', (env) => env.quickbooks?.verifierToken, 'word', 'a b', quickbooksApp),
  QUICKBOOKS_VERIFIER_TOKEN: row(
    'word',
    (env) => env.quickbooks?.verifierToken,
    'word',
    'a b',
    quickbooksApp,
  ),
  OIDC_ISSUER: row('https://id.example', (env) => env.sso?.issuer, 'https://id.example', 'canary', issuer),
  OIDC_CLIENT_ID: row('hub', (env) => env.sso?.clientId, 'hub', 'a b', issuer),
  OIDC_CLIENT_SECRET: row('word', (env) => env.sso?.clientSecret, 'word', 'a b', issuer),
  OIDC_LABEL: row('Marina', (env) => env.sso?.label, 'Marina', 'l'.repeat(41), issuer),
  OIDC_EMAIL_DOMAINS: row('a.example', (env) => env.sso?.domains, ['a.example'], '@canary', issuer),
  OIDC_ADMIT_UNKNOWN: row('true', (env) => env.sso?.admitsUnknown, true, 'perhaps', issuer),
  OIDC_PRIVATE_NETWORK: row('true', (env) => env.sso?.privateNetwork, true, 'perhaps', issuer),
  SMTP_URL: row('smtps://mail.example', (env) => env.mail?.smtpUrl, 'smtps://mail.example', 'canary', mail),
  MAIL_FROM: row('hub@hub.example', (env) => env.mail?.from, 'hub@hub.example', 'canary', mail),
}
/** Read by AWS's own provider chain: here they are looked at, so that one half is noticed. */
const readByAws = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']

it('is every variable there is', () => {
  expect([...Object.keys(table), ...readByAws].sort()).toEqual([...variableNames].sort())
  expect(problemsOf(aws)).toEqual([])
})

const problemsOf = (source: Source): readonly string[] => {
  try {
    readEnv(source)
    return []
  } catch (error) {
    if (error instanceof EnvError) return error.problems
    throw error
  }
}

describe.each(Object.entries(table))('%s', (name, { good, reads, gives, bad, beside = {} }) => {
  it('does what it says, and nothing while it is not there', () => {
    expect(variableNames).toContain(name)
    expect(reads(readEnv({ ...beside, [name]: good }))).toEqual(gives)
    const rest: Source = { ...beside, [name]: '' }
    const without = problemsOf(rest).length > 0 ? undefined : reads(readEnv(rest))
    expect(without).not.toEqual(gives)
  })

  it('is refused by name when it is wrong, and not repeated', () => {
    const problems = problemsOf({ ...beside, [name]: bad })
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^${name}: `))])
    expect(problems[0]).not.toContain('canary')
  })
})

it.each([
  ['AWS_SECRET_ACCESS_KEY', { AWS_ACCESS_KEY_ID: 'id' }],
  ['FLASHERP_API_SECRET', { FLASHERP_API_KEY: 'fk' }],
  ['FLASHERP_API_KEY', { FLASHERP_API_SECRET: 'fs' }],
  ['FLASHERP_API_KEY', { FLASHERP_WEBHOOK_SECRET: 'fw' }],
  ['MAIL_FROM', { SMTP_URL: 'smtp://mail.example' }],
  ['SMTP_URL', { MAIL_FROM: 'hub@hub.example' }],
  ['OIDC_CLIENT_SECRET', { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'hub' }],
  ['SMTP_URL', { SMTP_URL: 'http://mail.example', MAIL_FROM: 'hub@hub.example' }],
  ['MAIL_FROM', { SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'a@b\r\nBcc: c@d' }],
  ['OIDC_ISSUER', { OIDC_ISSUER: 'http://id.example', OIDC_CLIENT_ID: 'hub', OIDC_CLIENT_SECRET: 's' }],
  ['OIDC_EMAIL_DOMAINS', { OIDC_EMAIL_DOMAINS: 'example.com, @b' }],
])('%s is named where it is missing or does not do', (name, source) => {
  expect(problemsOf(source)).toEqual([expect.stringMatching(new RegExp(`^${name}: `))])
})

it('reads an issuer and a mail server', () => {
  const env = readEnv({
    OIDC_ISSUER: 'https://id.example/realm',
    OIDC_CLIENT_ID: 'hub',
    OIDC_CLIENT_SECRET: 'word',
    OIDC_EMAIL_DOMAINS: 'Example.com, b.example',
    SMTP_URL: 'smtps://hub:word@mail.example',
    MAIL_FROM: 'Syncline <hub@hub.example>',
  })
  expect(env.sso).toMatchObject({
    issuer: 'https://id.example/realm',
    label: 'single sign-on',
    domains: ['example.com', 'b.example'],
    admitsUnknown: false,
    privateNetwork: false,
  })
  expect(env.mail).toEqual({ smtpUrl: 'smtps://hub:word@mail.example', from: 'Syncline <hub@hub.example>' })
})
