import { describe, expect, it } from 'vitest'
import { EnvError, readEnv } from './env.ts'

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://hub@db.example.com/hub',
  SESSION_SECRET: 'x'.repeat(32),
  BASE_URL: 'https://hub.example.com',
}

function problemsOf(source: Record<string, string>): readonly string[] {
  try {
    readEnv(source)
    return []
  } catch (error) {
    if (error instanceof EnvError) return error.problems
    throw error
  }
}

describe('readEnv', () => {
  it('needs nothing outside production', () => {
    expect(readEnv({})).toMatchObject({
      environment: 'development',
      port: 3_000,
      host: '127.0.0.1',
      databaseUrl: null,
      requestTimeoutMs: 30_000,
      maxConcurrentRequests: 100,
      rateLimit: { windowMs: 900_000, maxRequests: 100 },
      keyRateLimit: { windowMs: 60_000, maxRequests: 1_000 },
      doorLimits: { flasherp: 100, failures: 100 },
      protection: { breaker: { threshold: 5, openMs: 60_000 }, lookEveryMs: 300_000 },
      trustedProxies: [],
    })
  })

  it('takes an empty variable for an unset one', () => {
    expect(readEnv({ PORT: '', BASE_URL: '' })).toMatchObject({ port: 3_000, baseUrl: null })
  })

  it('uses the one database address for both where there is one', () => {
    expect(readEnv(production).databaseDirectUrl).toBe(production.DATABASE_URL)
  })

  it('reads lists', () => {
    const env = readEnv({ TRUSTED_PROXIES: '10.0.0.0/8, ::1', TRUSTED_ORIGINS: 'http://localhost:5173/' })
    expect(env.trustedProxies).toEqual(['10.0.0.0/8', '::1'])
    expect(env.trustedOrigins).toEqual(['http://localhost:5173'])
  })

  it.each([
    ['PORT', '70000'],
    ['PORT', 'canary'],
    ['DATABASE_URL', 'mysql://canary'],
    ['BASE_URL', 'https://canary.example/path'],
    ['BASE_URL', 'canary'],
    ['SESSION_SECRET', 'canary'],
    ['METRICS_KEY', 'canary'],
    ['LOG_LEVEL', 'canary'],
    ['TRUSTED_PROXIES', '10.0.0.0/99'],
    ['TRUSTED_PROXIES', 'canary'],
    ['SYNCLINE_DEMO', 'canary'],
  ])('names %s when it is wrong, and does not repeat it', (name, value) => {
    const problems = problemsOf({ [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(new RegExp(`^${name}: `))
    expect(problems[0]).not.toContain('canary')
  })

  it('says everything that is wrong at once', () => {
    expect(problemsOf({ PORT: '-1', LOG_LEVEL: 'loud' })).toHaveLength(2)
  })

  it.each([
    ['without a database', { DATABASE_URL: '' }, 'DATABASE_URL'],
    ['without a secret', { SESSION_SECRET: '' }, 'SESSION_SECRET'],
    ['over plain http', { BASE_URL: 'http://hub.example.com' }, 'BASE_URL'],
    ['with sign-ins for everybody', { SYNCLINE_DEMO: 'true' }, 'SYNCLINE_DEMO'],
    ['with played providers', { SYNCLINE_SANDBOX: 'http://127.0.0.1:4000' }, 'SYNCLINE_SANDBOX'],
  ])('refuses production %s', (_name, change, variable) => {
    expect(problemsOf(production)).toEqual([])
    expect(problemsOf({ ...production, ...change })).toEqual([expect.stringMatching(`^${variable}: `)])
  })
})
