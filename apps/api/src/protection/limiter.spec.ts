import type { Lease, TokenRequest } from '@syncline/db/protection'
import { describe, expect, it } from 'vitest'
import { createLimiter } from './limiter.ts'

const organizationId = '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a02'
const budget = { bucket: 'account:stripe:acct_1', venue: 'quay', calls: 100, windowMs: 1_000 }

/** A database that has so many tokens; what it was asked is kept. */
function leases(left: number) {
  const asked: TokenRequest[] = []
  return {
    asked,
    async lease(_organization: string, request: TokenRequest): Promise<Lease> {
      asked.push(request)
      const granted = Math.min(left, request.wanted)
      left -= granted
      return { granted, waitMs: granted === 0 ? 700 : 0 }
    },
  }
}

describe('the limiter', () => {
  it('spends a lease from memory, and asks for the next when it is spent', async () => {
    const { asked, lease } = leases(1_000)
    const limiter = createLimiter(lease, () => 0)
    for (let n = 0; n < 40; n++) expect(await limiter.take(organizationId, [budget])).toBe(0)
    // A tenth at most, and no more than is likely to be spent.
    expect(asked.map(({ wanted }) => wanted)).toEqual([1, 2, 4, 8, 10, 10, 10])
    expect(asked[0]?.leaseMs).toBe(200)
  })

  it('lets go what was not spent in time, by the time of the question', async () => {
    const { asked, lease } = leases(1_000)
    let nowMs = 0
    const slow = async (organization: string, request: TokenRequest) => {
      const granted = await lease(organization, request)
      nowMs += 150
      return granted
    }
    const limiter = createLimiter(slow, () => nowMs)
    expect(await limiter.take(organizationId, [budget])).toBe(0)
    nowMs += 50
    expect(await limiter.take(organizationId, [budget])).toBe(0)
    expect(asked).toHaveLength(2)
  })

  it('lets those who ask meanwhile wait for one lease, and says to the rest when to come back', async () => {
    const { asked, lease } = leases(30)
    const limiter = createLimiter(lease, () => 0)
    const waits = await Promise.all(Array.from({ length: 40 }, () => limiter.take(organizationId, [budget])))
    expect(waits.filter((wait) => wait === 0)).toHaveLength(30)
    expect(waits.filter((wait) => wait > 0).every((wait) => wait === 700)).toBe(true)
    expect(asked.length).toBeLessThanOrEqual(3)
  })

  it('takes a token of each budget or of none', async () => {
    const account = leases(1_000)
    const limiter = createLimiter(
      async (organization, request) =>
        request.bucket === budget.bucket ? { granted: 0, waitMs: 300 } : account.lease(organization, request),
      () => 0,
    )
    const own = { bucket: 'write:1', venue: 'quay', calls: 10, windowMs: 1_000 }
    for (let n = 0; n < 5; n++) expect(await limiter.take(organizationId, [own, budget])).toBe(300)
    // The narrower one's only token came back each time.
    expect(account.asked).toHaveLength(1)
  })

  it('lets no connection spend what another was given', async () => {
    const { asked, lease } = leases(1_000)
    const limiter = createLimiter(lease, () => 0)
    await Promise.all([1, 2, 3].map(() => limiter.take(organizationId, [budget])))
    await limiter.take(organizationId, [{ ...budget, venue: 'lagoon' }])
    expect(asked.map(({ venue }) => venue)).toEqual(['quay', 'quay', 'lagoon'])
  })

  it('keeps organizations apart', async () => {
    const { asked, lease } = leases(1_000)
    const limiter = createLimiter(lease, () => 0)
    await limiter.take(organizationId, [budget])
    await limiter.take('7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a03', [budget])
    expect(asked).toHaveLength(2)
  })
})
