import { checkEvent } from '@syncline/domain/event'
import { syncEvents } from '@syncline/domain/sync'
import { describe, expect, it, test } from 'vitest'
import type { Access } from '../provider.ts'
import { fakeTarget } from './fake-target.ts'
import type { PushHarness } from './harness.ts'
import { refusalOfCaller, said } from './outcomes.ts'
import { planContext } from './plan-context.ts'
import { at, canary, canarySecrets, customer } from './records.ts'

/** Classes of answers that every provider has a real body of, and what each comes to. */
const classes = [
  'PROVIDER_FORBIDDEN not_executed',
  'PROVIDER_REFUSED rejected',
  'RATE_LIMIT_EXCEEDED not_executed retryable',
  'PROVIDER_ERROR unknown retryable',
  'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  'TIMEOUT unknown retryable',
]

/** Whatever a provider may answer to a write: judged, bounded, and without a word of what it quotes. */
export function describeAnswers({ adapter, answers, traits, held, sampleId = 'fcu_1' }: PushHarness): void {
  const secrets: Access['secrets'] = { ...canarySecrets, ...held }
  describe('an answer', () => {
    it('of every class is among them', () => {
      const everyClass = [refusalOfCaller(traits), ...classes]
      expect(everyClass.filter((wanted) => answers.every((one) => one.expect !== wanted))).toEqual([])
    })
    test.each(answers)('$title: $expect', async ({ on, answer, ...wanted }) => {
      const fake = await fakeTarget(answer)
      const link = on === 'update' ? { externalId: sampleId, externalVersion: 3 } : null
      const access: Access = {
        baseUrl: fake.url,
        secrets,
        now: () => at(0),
        signal: new AbortController().signal,
      }
      try {
        const plan = adapter.plan(customer(canary), planContext(link))
        if (!plan.ok) throw new Error(`${plan.code} ${plan.field}`)
        const outcome = await adapter.send(plan.call, 'contract-key', access)
        expect(said(outcome)).toBe(wanted.expect)
        if (outcome.outcome === 'failed') {
          expect(outcome.learned).toEqual(wanted.learned ?? null)
          expect(outcome.retryAfterMs).toBe(wanted.retryAfterMs ?? 0)
          expect(outcome.detail?.length ?? 0).toBeLessThanOrEqual(300)
        }
        // It fits the log as it is.
        const data = { ...syncEvents.SyncFailed.example, attempt: outcome.attempt }
        checkEvent({ type: 'SyncFailed', data }, 'sync-1')
        const shown = JSON.stringify(outcome)
        const { sourceId: _shown, ...personal } = canary
        for (const secret of [...Object.values(secrets), ...Object.values(personal)])
          expect(shown).not.toContain(secret)
      } finally {
        await fake.close()
      }
    })
  })
}
