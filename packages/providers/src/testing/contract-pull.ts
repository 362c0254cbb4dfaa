import { canonicalRecord } from '@syncline/domain/record'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Access, Page } from '../provider.ts'
import { fakeTarget, type RawAnswer } from './fake-target.ts'
import type { PullHarness, PullTarget } from './harness.ts'
import { amounts, at, canarySecrets } from './records.ts'

type Read = Extract<Page, { ok: true }>

/** Reading what is there: page by page, from anywhere, and one by one. */
export function describePull({
  entity,
  adapter,
  pageSize,
  open,
  missingId,
  strangers,
  tokenExpires,
  money,
}: PullHarness): void {
  const refusal = tokenExpires
    ? { code: 'TOKEN_EXPIRED', retryable: true }
    : { code: 'INVALID_CREDENTIALS', retryable: false }
  const given = (url: string): Access => ({
    baseUrl: url,
    secrets: strangers ?? canarySecrets,
    now: () => at(0),
    signal: new AbortController().signal,
  })

  describe(`pull of ${entity}`, () => {
    let target: PullTarget
    let ids: readonly string[]
    beforeAll(async () => {
      target = await open()
      ids = await target.add(pageSize + 3)
    })
    afterAll(() => target.close())

    async function page(cursor: string | null, access = target.access()): Promise<Read> {
      const read = await adapter.page(cursor, null, access)
      if (!read.ok) throw new Error(`${read.code} ${read.detail}`)
      return read
    }
    async function restFrom(cursor: string | null): Promise<string[]> {
      const found: string[] = []
      let next = cursor
      for (let pages = 0; next !== null; pages += 1) {
        expect(pages).toBeLessThan(10)
        const { records, cursor: further } = await page(next)
        found.push(...records.map(({ sourceId }) => sourceId))
        next = further
      }
      return found
    }
    const sourceIds = ({ records }: Read) => records.map(({ sourceId }) => sourceId)

    it('reads to the end, every object and none unreadable', async () => {
      const first = await page(null)
      expect(first).toMatchObject({ unreadable: 0, cursor: expect.any(String) })
      for (const record of first.records) expect(canonicalRecord.parse(record)).toEqual(record)
      expect(new Set(first.records.map((record) => record.entity))).toEqual(new Set([entity]))
      const found = [...sourceIds(first), ...(await restFrom(first.cursor))]
      expect([...new Set(found)].sort()).toEqual([...ids].sort())
    })

    it('goes on in the middle, as often as it is asked to', async () => {
      const first = await page(null)
      const rest = await restFrom(first.cursor)
      expect(await restFrom(first.cursor)).toEqual(rest)
      expect(new Set([...sourceIds(first), ...rest]).size).toBe(ids.length)
    })

    it('stops where the credentials run out, and goes on there with new ones', async () => {
      const first = await page(null)
      const access = target.access()
      const stranger = { ...access, secrets: strangers ?? { ...access.secrets, api_key: 'key_of_nobody' } }
      expect(await adapter.page(first.cursor, null, stranger)).toMatchObject({
        ok: false,
        ...refusal,
      })
      const found = [...sourceIds(first), ...(await restFrom(first.cursor))]
      expect(new Set(found)).toEqual(new Set(ids))
    })

    it('reads one, with an order, and knows of what is not there', async () => {
      const [id = ''] = ids
      const one = await adapter.one(id, null, target.access())
      if (!one.ok) throw new Error(one.code)
      expect(canonicalRecord.parse(one.record)).toMatchObject({ entity, sourceId: id, deleted: false })
      expect(Number.isSafeInteger(one.order) && one.order >= 0).toBe(true)
      for (const none of [missingId, '../admin', ''])
        expect(await adapter.one(none, null, target.access())).toMatchObject({ ok: true, record: null })
    })

    if (money)
      test.each(amounts)('keeps an amount %s', async (_what, amount) => {
        const [id = ''] = ids
        const fake = await fakeTarget({ status: 200, body: money.answer(id, amount) })
        const one = await adapter.one(id, null, given(fake.url))
        await fake.close()
        expect(one.ok && one.record && money.amountIn(one.record)).toEqual(amount)
      })

    test.each([
      { title: 'a refusal of who asks', answer: { status: 401, body: '' }, ...refusal },
      ...failures,
    ])('says of $title: $code', async ({ answer, code, retryable, retryAfterMs = 0 }) => {
      const fake = await fakeTarget(answer)
      const access = given(fake.url)
      try {
        for (const read of await Promise.all([
          adapter.page(null, null, access),
          adapter.one(ids[0] ?? '', null, access),
        ])) {
          expect(read).toMatchObject({
            ok: false,
            code,
            retryAfterMs,
            ...(retryable !== undefined && { retryable }),
          })
          expect(JSON.stringify(read)).not.toContain('canary')
        }
      } finally {
        await fake.close()
      }
    })
  })
}

const failures: readonly {
  title: string
  answer: RawAnswer
  code: string
  retryable?: boolean
  retryAfterMs?: number
}[] = [
  {
    title: 'a limit',
    answer: { status: 429, headers: { 'retry-after': '7' }, body: '{}' },
    code: 'RATE_LIMIT_EXCEEDED',
    retryable: true,
    retryAfterMs: 7_000,
  },
  {
    title: 'a fault over there',
    answer: { status: 500, body: 'canary' },
    code: 'PROVIDER_ERROR',
    retryable: true,
  },
  { title: 'being away', answer: { status: 503, body: '' }, code: 'PROVIDER_UNAVAILABLE', retryable: true },
  {
    title: 'a garbled answer',
    answer: { status: 200, body: '{"canary":}{' },
    code: 'PROVIDER_MALFORMED_RESPONSE',
  },
  {
    title: 'a cut answer',
    answer: { status: 200, body: '{"data":[]}', ending: 'cut' },
    code: 'PROVIDER_MALFORMED_RESPONSE',
  },
  {
    title: 'an endless answer',
    answer: { status: 200, body: `{"data":["${'x'.repeat(1_100_000)}"]}` },
    code: 'PROVIDER_MALFORMED_RESPONSE',
  },
  {
    title: 'an answer of another kind',
    answer: { status: 200, body: '[1]' },
    code: 'PROVIDER_MALFORMED_RESPONSE',
  },
  {
    title: 'a slow answer',
    answer: { status: 200, body: '{"data":[]}', ending: 'hold' },
    code: 'TIMEOUT',
    retryable: true,
  },
  {
    title: 'a broken line',
    answer: { status: 200, body: '', ending: 'reset' },
    code: 'NETWORK_UNREACHABLE',
    retryable: true,
  },
]
