import { describe, expect, it, test } from 'vitest'
import type { Access } from '../provider.ts'
import { fakeTarget } from './fake-target.ts'
import type { ProviderHarness } from './harness.ts'
import { at, canarySecrets } from './records.ts'

const unusableKeys = ['', 'two\nlines', 'é'].map((api_key) => ({ api_key }))

/** The cheap call behind Test and the health check. */
export function describeProbe({ provider, probe }: ProviderHarness): void {
  describe('probe', () => {
    it('proves good credentials, and says what is wrong with others', async () => {
      const place = await probe.open()
      try {
        const access = place.access()
        expect(await provider.probe(access)).toMatchObject({ ok: true })
        const probed = (secrets: Access['secrets']) =>
          provider.probe({ ...access, secrets: { ...access.secrets, ...secrets } })
        const { strangers = { api_key: 'key_of_nobody' }, unusable = unusableKeys } = probe
        expect(await probed(strangers)).toMatchObject({ ok: false, code: 'INVALID_CREDENTIALS' })
        for (const secrets of unusable)
          expect(await probed(secrets)).toMatchObject({ code: 'NOT_CONFIGURED' })
      } finally {
        await place.close()
      }
    })
    test.each(probe.answers)('answers $code', async ({ answer, code }) => {
      const fake = await fakeTarget(answer)
      const access = {
        baseUrl: fake.url,
        secrets: { ...canarySecrets, ...probe.held },
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
