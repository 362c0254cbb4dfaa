import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlannedCall, Together } from '../provider.ts'
import { fakeTarget } from '../testing/fake-target.ts'
import { done } from '../testing/outcomes.ts'
import { somebody } from '../testing/records.ts'
import { maxBatch } from './batch.ts'
import { type Company, openCompany } from './testing/company.ts'
import { freshKey, planned, provider } from './testing/writing.ts'

const together = provider.push?.customer?.together as Together
let company: Company
beforeAll(async () => {
  company = await openCompany()
})
afterAll(() => company.sandbox.close())

const access = () => company.access()
const write = (calls: readonly PlannedCall[], key = freshKey(), to = access()) =>
  together.send(
    calls.map((call, n) => ({ call, idempotencyKey: `${key}.${n}` })),
    to,
  )
const effects = () => company.sandbox.effects('quickbooks').length
const people = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, n) => planned(somebody({ name: `${prefix} ${n}` })))

describe('a batch', () => {
  it('is written by one call, and who is refused is refused alone', async () => {
    const calls = people('Batch', maxBatch)
    calls[7] = planned(somebody({ name: 'Batch 3' }))
    const [before, made] = [company.sandbox.requests('quickbooks').length, effects()]
    const key = freshKey()
    const outcomes = await write(calls, key)
    expect(company.sandbox.requests('quickbooks')).toHaveLength(before + 1)
    expect(outcomes[7]).toMatchObject({ code: 'DUPLICATE_RECORD', certainty: 'rejected' })
    const ids = outcomes.flatMap((one) => (one?.outcome === 'done' ? one.link.externalId : []))
    expect(new Set(ids).size).toBe(maxBatch - 1)
    expect(effects() - made).toBe(maxBatch - 1)
    // Its answer got lost: the same under the same key makes nothing twice.
    const again = await write(calls, key)
    expect(again.flatMap((one) => (one?.outcome === 'done' ? one.link.externalId : []))).toEqual(ids)
    expect(effects() - made).toBe(maxBatch - 1)
  })

  it('makes, changes and ends side by side, and a stale version is told of its own', async () => {
    const [first, second] = (await write(people('Mixed', 2))).map((one) => one && done(one))
    if (!first || !second) throw new Error('both were made')
    const calls = [
      planned(somebody({ name: 'Mixed new' })),
      planned(somebody({ name: 'Mixed 0 renamed' }), first.link),
      planned(somebody({ name: 'Mixed 1', deleted: true }), second.link),
      planned(somebody({ name: 'Mixed 0 stale' }), { ...first.link, externalVersion: 0 }),
    ]
    const outcomes = await write(calls)
    expect(outcomes.map((one) => (one?.outcome === 'done' ? one.effect : one?.code))).toEqual([
      'created',
      'updated',
      'deleted',
      'VERSION_CONFLICT',
    ])
    expect(outcomes[3]).toMatchObject({ learned: { externalId: first.link.externalId, externalVersion: 1 } })
    expect(await company.customer({ Id: first.link.externalId })).toMatchObject({
      DisplayName: 'Mixed 0 renamed',
    })
  })

  it.each([
    ['reset', 'NETWORK_UNREACHABLE', 'unknown'],
    ['unavailable', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ] as const)('whose answer is %s tells of each what is known of it', async (down, code, certainty) => {
    company.sandbox.faults({ provider: 'quickbooks', down })
    const outcomes = await write(people(`Down ${down}`, 2))
    company.sandbox.faults({ provider: 'quickbooks', down: 'no' })
    for (const outcome of outcomes) expect(outcome).toMatchObject({ outcome: 'failed', code, certainty })
  })

  it('whose answer leaves one out may have written it', async () => {
    const short = await fakeTarget({
      status: 200,
      body: '{"BatchItemResponse":[{"bId":"0","Fault":{"Error":[{"Message":"Taken","code":"6240"}],"type":"ValidationFault"}}]}',
    })
    const outcomes = await write(people('Short', 2), freshKey(), { ...access(), baseUrl: short.url })
    await short.close()
    expect(outcomes).toMatchObject([
      { code: 'DUPLICATE_RECORD', certainty: 'rejected' },
      { code: 'PROVIDER_MALFORMED_RESPONSE', certainty: 'unknown' },
    ])
  })

  it('that is refused as a whole says nothing of each', async () => {
    const refused = await fakeTarget({
      status: 400,
      body: '{"Fault":{"Error":[{"Message":"No","code":"2010"}]}}',
    })
    expect(await write(people('Odd', 2), freshKey(), { ...access(), baseUrl: refused.url })).toEqual([
      null,
      null,
    ])
    await refused.close()
  })

  it('holds no more than QuickBooks takes', async () => {
    await expect(write(people('Many', maxBatch + 1))).rejects.toThrow(/at most 30/)
    const call = planned(somebody({ name: 'One' }))
    expect([together.takes(call), together.takes({ ...call, path: '/journalentry' })]).toEqual([true, false])
  })
})
