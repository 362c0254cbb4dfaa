import type { PermitRequest } from '@syncline/db/protection'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPermits } from './permits.ts'

const organizationId = '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a02'
const atOnce = { bucket: 'account:mailchimp:key:1', most: 10 }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A database that grants so many; what it was asked is kept. */
function leases(allowed: number) {
  const asked: PermitRequest[] = []
  const own = { allowed }
  const permits = createPermits(
    async (_organization, request) => {
      asked.push(request)
      return Math.min(own.allowed, request.wanted)
    },
    () => performance.now(),
  )
  return { asked, own, permits, take: () => permits.take(organizationId, atOnce) }
}
const released = (permit: Awaited<ReturnType<ReturnType<typeof leases>['take']>>) =>
  permit.ok && permit.release()

describe('permits of a process', () => {
  it('let calls begin and end in memory, and are told about once a second', async () => {
    const { asked, take } = leases(10)
    for (let n = 0; n < 100; n++) {
      released(await take())
      await vi.advanceTimersByTimeAsync(30)
    }
    expect(asked.length).toBeLessThanOrEqual(5)
  })

  it('are given back after a while without calls', async () => {
    const { asked, take } = leases(10)
    released(await take())
    await vi.advanceTimersByTimeAsync(10_000)
    expect(asked.at(-1)).toMatchObject({ out: 0, wanted: 0 })
    expect(asked.length).toBeLessThanOrEqual(4)
  })

  it('tell each who finds none another time, without asking anew for each', async () => {
    const { asked, take } = leases(2)
    const permits = await Promise.all(Array.from({ length: 20 }, take))
    const waits = permits.flatMap((permit) => (permit.ok ? [] : [permit.waitMs]))
    expect(waits).toHaveLength(18)
    expect(new Set(waits).size).toBe(18)
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(250)
    expect(asked.length).toBeLessThanOrEqual(2)
  })

  it('begin no call while more are out than another process leaves it, and tell when they have ended', async () => {
    const { asked, own, take } = leases(10)
    const out = await Promise.all(Array.from({ length: 6 }, take))
    own.allowed = 3
    await vi.advanceTimersByTimeAsync(1_000)
    expect(asked.at(-1)).toMatchObject({ out: 6 })
    expect(await take()).toMatchObject({ ok: false })
    for (const permit of out.slice(0, 3)) released(permit)
    const before = asked.length
    await vi.advanceTimersByTimeAsync(60)
    expect(asked.slice(before)).toMatchObject([{ out: 3 }])
  })

  it('begin no call on a lease that could not be told of for too long', async () => {
    const { own, permits, take } = leases(10)
    const failing = createPermits(
      async () => {
        if (own.allowed === 0) throw new Error('away')
        return 1
      },
      () => performance.now(),
    )
    released(await failing.take(organizationId, atOnce))
    own.allowed = 0
    await vi.advanceTimersByTimeAsync(2_500)
    await expect(failing.take(organizationId, atOnce)).rejects.toThrow('away')
    expect(await take()).toMatchObject({ ok: false })
    await permits.close()
  })
})
