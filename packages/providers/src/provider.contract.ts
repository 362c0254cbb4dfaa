import { describe, expect, test } from 'vitest'
import { describeAnswers } from './testing/contract-answers.ts'
import { describePoints } from './testing/contract-points.ts'
import { describeProbe } from './testing/contract-probe.ts'
import { describePull } from './testing/contract-pull.ts'
import { describePush } from './testing/contract-push.ts'
import { describeWebhook } from './testing/contract-webhook.ts'
import type { ProviderHarness } from './testing/harness.ts'

/** Run by every provider; what a provider can't do is left out of its harness, which says why. */
export function describeProviderContract(name: string, harness: ProviderHarness): void {
  describe(`${name} keeps the provider contract`, () => {
    test('its manifest names the provider, its credentials and limits', () => {
      const { manifest } = harness.provider
      expect(manifest.name).toBe(name)
      expect(new Set(manifest.credentials.map(({ kind }) => kind)).size).toBe(manifest.credentials.length)
      expect(manifest.limits.requestTimeoutMs).toBeLessThanOrEqual(60_000)
      expect(manifest.keyLifeMs).toBeGreaterThanOrEqual(3_600_000)
      expect(manifest.webhook.maxBodyBytes).toBeGreaterThan(0)
      expect(manifest.webhook.scheme === 'none').toBe(harness.provider.webhook === undefined)
    })
    if (harness.webhook) describeWebhook(harness.provider, harness.webhook)
    if (harness.push) {
      describePush(harness.push)
      describeAnswers(harness.push)
    }
    for (const pull of harness.pull ?? []) describePull(pull)
    describeProbe(harness)
    describePoints(name, harness)
  })
}
