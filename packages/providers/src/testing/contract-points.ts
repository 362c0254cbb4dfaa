import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import type { ProviderHarness } from '../provider.contract.ts'

/** What the contract asks of a provider, and how one tells that a harness has it tried. */
const points = {
  'proves credentials, and names what is wrong with others': ({ probe }) => probe.answers.length > 0,
  'reads page by page to the end': ({ pull = [] }) => pull.length > 0,
  'goes on in the middle': ({ pull = [] }) => pull.length > 0,
  'stops where credentials run out, and goes on with new ones': ({ pull = [] }) => pull.length > 0,
  'does nothing twice when repeated, or when an answer was lost': ({ push }) => push !== undefined,
  'tells every class of error from real bodies': ({ push }) => (push?.answers.length ?? 0) > 0,
  'waits as long as a limit asks': ({ push, pull = [] }) => push !== undefined || pull.length > 0,
  'bears garbled, cut, endless and slow answers': ({ push, pull = [] }) =>
    push !== undefined || pull.length > 0,
  'learns from a conflict of versions': ({ push }) => push?.traits.versions === true,
  'deletes once': ({ push }) => push !== undefined,
  'bounds a clock that is wrong': ({ provider, webhook, push }) =>
    (webhook !== undefined && provider.manifest.webhook.signsTime) || push?.traits.signsCalls === true,
  'accepts deliveries that others signed, and no changed ones': ({ webhook }) =>
    (webhook?.vectors?.length ?? 0) > 0,
  'never throws over hostile deliveries': ({ webhook }) => webhook !== undefined,
  'keeps names in every script': ({ webhook, push }) =>
    webhook?.namedBody !== undefined || push !== undefined,
  'keeps amounts of every currency, with and without decimals': ({ webhook, pull = [] }) =>
    webhook?.money !== undefined || pull.some(({ money }) => money !== undefined),
} satisfies Record<string, (harness: ProviderHarness) => boolean>
export type ContractPoint = keyof typeof points

export const contractPoints = Object.keys(points) as ContractPoint[]

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
