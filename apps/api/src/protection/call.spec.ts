import { SynclineError } from '@syncline/domain/error'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { type AskDeps, askProvider } from './call.ts'

const target = { baseUrl: 'https://api.example.com', secrets: { access_token: 'at_1' } }
const to = { organizationId: 'o', connectionId: 'c', kind: 'read', longestMs: 1_000 } as const

/** A connection that can be called, but for what is said otherwise; what it is told is kept. */
function connection(other: { open?: 'away' | null; isOff?: true; waitMs?: number } = {}) {
  const told: string[] = []
  const deps: AskDeps = {
    targets: {
      open: async () => (other.open === undefined ? target : other.open),
      isOff: async () => other.isOff ?? false,
      refused: async () => void told.push('token refused'),
    },
    protection: {
      enter: async () =>
        other.waitMs === undefined
          ? { ok: true, report: async ({ code }) => void told.push(code ?? 'good'), release: async () => {} }
          : { ok: false, hold: 'limit', code: 'RATE_LIMIT_EXCEEDED', waitMs: other.waitMs },
    },
    log: pino({ level: 'silent' }),
  }
  return { deps, told }
}

const asked = (deps: AskDeps, answer: object & { code?: 'TOKEN_EXPIRED' } = {}) =>
  askProvider(deps, to, async () => answer).catch((error: unknown) => error)

describe('asking a provider for somebody who waits', () => {
  it.each([
    ['is switched off', { isOff: true }, 'STATE_CONFLICT', { reason: 'is_off' }],
    ['has nothing that opens it', { open: null }, 'NOT_CONFIGURED', {}],
    ['can’t renew its sign-in now', { open: 'away' }, 'PROVIDER_UNAVAILABLE', {}],
    ['is at its limit', { waitMs: 1_500 }, 'RATE_LIMIT_EXCEEDED', { retryAfterMs: 1_500 }],
  ] as const)('calls nobody where the connection %s', async (_, other, code, details) => {
    const { deps, told } = connection(other)
    const error = await asked(deps)
    expect(error).toBeInstanceOf(SynclineError)
    expect(error).toMatchObject({ code, details })
    expect(told).toEqual([])
  })

  it('counts the call against the limits and the breaker', async () => {
    const { deps, told } = connection()
    expect(await asked(deps)).toEqual({})
    expect(told).toEqual(['good'])
  })

  it('uses an access token no longer that the provider took for over', async () => {
    const { deps, told } = connection()
    await asked(deps, { code: 'TOKEN_EXPIRED' })
    expect(told).toEqual(['TOKEN_EXPIRED', 'token refused'])
  })
})
