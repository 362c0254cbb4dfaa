import { createRandom } from '@syncline/sandbox'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestHub, stripeEvent, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs, typesOf } from '../testing/jobs.ts'

/** `pnpm nightly` raises it to 10,000. */
const calls = Number(process.env.SYNCLINE_TEST_CALLS || 300)
const chaosPercent = 20
/** Carried out side by side. */
const together = 25

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found()
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

it(
  `${chaosPercent} % of ${calls} calls go wrong in every way: one effect each, and nothing unknown counts as failed`,
  async () => {
    jobs.sandbox.faults({ provider: 'flasherp', chaosPercent })
    const random = createRandom(Date.now() % 1_000_000)
    const synced: string[] = []
    for (let number = 0; jobs.sandbox.requests('flasherp').length < calls; number += together) {
      const deliveries = await Promise.all(
        Array.from({ length: together }, (_, place) =>
          jobs.receive(ours, stripeEvent({ customer: { id: `cus_${number + place}`, name: 'Ada Obi' } })),
        ),
      )
      await jobs.route()
      const syncIds = (await Promise.all(deliveries.map((one) => jobs.routed(ours, one)))).flat()
      // Some jobs come twice.
      const again = syncIds.filter(() => random.chance(10))
      await Promise.all([...syncIds, ...again].map((syncId) => jobs.execute(ours, syncId)))
      await Promise.all(syncIds.map((syncId) => jobs.settle(ours, syncId)))
      synced.push(...syncIds)
    }

    const requests = jobs.sandbox.requests('flasherp')
    const met = Map.groupBy(requests, ({ fault }) => fault ?? 'none')
    process.stdout.write(`${[...met].map(([fault, entries]) => `${fault} ${entries.length}`).join(', ')}\n`)
    expect(met.size).toBeGreaterThanOrEqual(6)
    const effects = jobs.sandbox.effects('flasherp')
    const effectsOf = Map.groupBy(effects, ({ idempotencyKey }) => idempotencyKey?.split('.')[0] ?? '')
    expect([...effectsOf.values()].filter((entries) => entries.length > 1)).toEqual([])
    expect(jobs.sandbox.summary().providers.flasherp).toMatchObject({
      keysWithSeveralEffects: 0,
      refsCreatedTwice: 0,
      repeatsWithOtherKey: 0,
    })
    for (const syncId of synced) {
      const state = await jobs.state(ours, syncId)
      const written = effectsOf.has(syncId)
      if (state.status === 'synced') expect(written).toBe(true)
      else
        expect({ syncId, status: state.status, open: state.lastCertainty === 'unknown' || !written }).toEqual(
          {
            syncId,
            status: 'failed',
            open: true,
          },
        )
      const facts = await jobs.facts(ours, `sync-${syncId}`)
      expect(typesOf(facts).filter((type) => type === 'SyncSucceeded').length).toBeLessThanOrEqual(1)
    }
  },
  60_000 + calls * 200,
)
