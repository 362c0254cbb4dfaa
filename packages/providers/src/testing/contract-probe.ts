import { describe, expect, it, test } from 'vitest'
import type { ProviderHarness } from '../provider.contract.ts'
import type { Access } from '../provider.ts'
import { fakeTarget } from './fake-target.ts'
import { at, canarySecrets } from './records.ts'

/** The cheap call behind Test and the health check. */
export function describeProbe({ provider, probe }: ProviderHarness): void {
  describe('probe', () => {
    it('proves good credentials, and says what is wrong with others', async () => {
      const place = await probe.open()
      try {
        const access = place.access()
        expect(await provider.probe(access)).toMatchObject({ ok: true })
        const probed = (secrets: Access['secrets']) => provider.probe({ ...access, secrets })
        expect(await probed({ ...access.secrets, api_key: 'key_of_nobody' })).toMatchObject({
          ok: false,
          code: 'INVALID_CREDENTIALS',
        })
        for (const key of ['', 'two\nlines', 'é'])
          expect(await probed({ ...access.secrets, api_key: key })).toMatchObject({ code: 'NOT_CONFIGURED' })
      } finally {
        await place.close()
      }
    })
    test.each(probe.answers)('answers $code', async ({ answer, code }) => {
      const fake = await fakeTarget(answer)
      const access = {
        baseUrl: fake.url,
        secrets: canarySecrets,
        now: () => at(0),
        signal: new AbortController().signal,
      }
      const result = await provider.probe(access)
      await fake.close()
      expect(result).toMatchObject({ ok: false, code })
      expect(JSON.stringify(result)).not.toContain('canary')
    })
  })
}
