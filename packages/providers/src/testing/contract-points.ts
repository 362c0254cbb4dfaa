import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { contractPoints, type ProviderHarness, points } from './harness.ts'

/** A provider that leaves a point out says why; the page of the contract is made of what is written down here. */
export function describePoints(name: string, harness: ProviderHarness): void {
  it('leaves out no point without saying why', async () => {
    const { leftOut = {} } = harness
    const told = contractPoints.map((point) => [point, points[point](harness) || (leftOut[point] ?? null)])
    expect(told.filter(([, state]) => state === null)).toEqual([])
    expect(contractPoints.filter((point) => leftOut[point] && points[point](harness))).toEqual([])
    const file = fileURLToPath(new URL(`./points/${name}.json`, import.meta.url))
    await expect(`${JSON.stringify(Object.fromEntries(told), null, 2)}\n`).toMatchFileSnapshot(file)
  })
}
