import type { ContactRecord } from '@syncline/domain/record'
import { createSandbox, type Sandbox } from '@syncline/sandbox'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Access, Page } from '../provider.ts'
import { fakeTarget, type RawAnswer } from '../testing/fake-target.ts'
import { createAudience, mailchimp, readAudiences, writeBatch } from './index.ts'
import { manifest } from './manifest.ts'
import { memberSchema, toContact } from './member.ts'
import { memberIdOf } from './member-id.ts'
import { memberSample } from './samples/index.ts'
import { setTags } from './tags.ts'
import { problem } from './testing/answers.ts'

const apiKey = 'audience-key-us21'
const listId = 'b8c41d7e20'
const { limits } = manifest
let sandbox: Sandbox
let nowMs = Date.parse('2026-09-21T09:00:00Z')

beforeAll(async () => {
  sandbox = await createSandbox({ now: () => nowMs, accounts: [{ mailchimp: { apiKey, listId } }] })
})
afterAll(() => sandbox.close())

const accessTo = (baseUrl: string): Access => ({
  baseUrl,
  secrets: { api_key: apiKey },
  now: () => new Date(nowMs),
  signal: new AbortController().signal,
})
const access = (list = listId) => accessTo(`${sandbox.url}/mailchimp/3.0/lists/${list}`)
const contact = (email: string, changes: Partial<ContactRecord> = {}): ContactRecord => ({
  ...toContact(memberSchema.parse(memberSample({ email_address: email, tags: [] }))),
  ...changes,
})
async function there(email: string): Promise<ContactRecord | null> {
  const fetched = await mailchimp.pull?.contact?.one(memberIdOf(email), null, access())
  if (!fetched?.ok) throw new Error('not fetched')
  return fetched.record as ContactRecord | null
}
const effects = () => sandbox.effects('mailchimp').length

describe('a batch', () => {
  const people = Array.from({ length: 500 }, (_, n) => `guest.${n}@example.com`)

  it('writes five hundred by one call, and whoever fails fails alone', async () => {
    const calls = sandbox.requests('mailchimp').length
    const records = people.map((email, n) => contact(n === 7 ? 'two @example.com' : email))
    records[9] = contact('GUEST.8@example.com')
    const results = await writeBatch(records, access(), limits)
    expect(sandbox.requests('mailchimp')).toHaveLength(calls + 1)
    expect(results).toHaveLength(500)
    expect(results[7]).toMatchObject({ outcome: 'failed', code: 'MAPPING_FAILED', retryable: false })
    expect(results[9]).toMatchObject({ outcome: 'failed', code: 'DUPLICATE_RECORD' })
    const done = results.filter(({ outcome }) => outcome === 'done')
    expect(done).toHaveLength(498)
    expect(results[0]).toEqual({
      outcome: 'done',
      link: { externalId: memberIdOf('guest.0@example.com'), externalVersion: null },
      effect: 'created',
    })
    expect(await there('guest.499@example.com')).toMatchObject({ firstName: 'Chidi', status: 'subscribed' })
  })

  it('may be repeated, and changes who has changed', async () => {
    const records = people.slice(20, 23).map((email) => contact(email))
    const before = effects()
    const again = await writeBatch(records, access(), limits)
    expect(again.map((one) => one.outcome === 'done' && one.effect)).toEqual([
      'updated',
      'updated',
      'updated',
    ])
    expect(effects()).toBe(before)
    await writeBatch([contact('guest.20@example.com', { lastName: 'Okafor' })], access(), limits)
    expect(effects()).toBe(before + 1)
  })

  it('tells what Mailchimp says of one, and takes nobody off the list', async () => {
    await sandbox.trigger('mailchimp', 'unsubscribe', { id: memberIdOf('guest.30@example.com') })
    const results = await writeBatch(
      [
        contact('guest.30@example.com'),
        contact('guest.31@example.com', { lastName: 'Bello' }),
        contact('guest.32@example.com', { deleted: true }),
      ],
      access(),
      limits,
    )
    expect(results).toMatchObject([
      { outcome: 'failed', code: 'PROVIDER_REFUSED', certainty: 'rejected' },
      { outcome: 'done', effect: 'updated' },
      { outcome: 'failed', code: 'PROVIDER_REFUSED' },
    ])
    expect(await there('guest.32@example.com')).toMatchObject({ deleted: false })
  })

  it('of more than five hundred is a bug, and of nobody no call', async () => {
    await expect(
      writeBatch(
        [...people, 'x@y.z'].map((one) => contact(one)),
        access(),
        limits,
      ),
    ).rejects.toThrow(RangeError)
    const calls = sandbox.requests('mailchimp').length
    expect(await writeBatch([], access(), limits)).toEqual([])
    expect(sandbox.requests('mailchimp')).toHaveLength(calls)
  })

  test.each<[what: string, answer: RawAnswer, expected: object]>([
    [
      'a limit',
      problem(429, 'Too Many Requests'),
      { code: 'RATE_LIMIT_EXCEEDED', certainty: 'not_executed' },
    ],
    ['a fault', { status: 500, body: '' }, { code: 'PROVIDER_ERROR', certainty: 'unknown', retryable: true }],
    ['half an answer', { status: 200, body: '{"new_members":[' }, { certainty: 'unknown', retryable: true }],
    [
      'an answer that leaves one out',
      { status: 200, body: '{"new_members":[],"updated_members":[],"errors":[]}' },
      { code: 'PROVIDER_MALFORMED_RESPONSE', certainty: 'unknown', retryable: true },
    ],
  ])('leaves each as %s leaves it', async (_what, answer, expected) => {
    const fake = await fakeTarget(answer)
    const results = await writeBatch([contact('a@b.c'), contact('d@e.f')], accessTo(fake.url), limits)
    await fake.close()
    expect(results).toMatchObject([expected, expected])
  })
})

describe('an audience', () => {
  it('is found, and made where there is none', async () => {
    expect(await readAudiences(access(), limits)).toMatchObject({
      ok: true,
      audiences: [{ id: listId, name: 'Guests', members: expect.any(Number) }],
    })
    const made = await createAudience(
      {
        name: 'Suppliers',
        permissionReminder: 'You sell to us.',
        contact: {
          company: 'Quay',
          address1: '1 Marina',
          city: 'Lagos',
          state: 'LA',
          zip: '101233',
          country: 'NG',
        },
        from: { name: 'Quay', email: 'hello@example.com', language: 'en' },
      },
      access(),
      limits,
    )
    if (!made.ok) throw new Error(made.code)
    expect(made.audience).toMatchObject({ name: 'Suppliers', members: 0 })
    const found = await readAudiences(access(), limits)
    expect(found).toMatchObject({ audiences: [{ id: listId }, { id: made.audience.id }] })
  })
  it('that does not exist is said to be wrong', async () => {
    const read = await mailchimp.pull?.contact?.page(null, null, access('0000000000'))
    expect(read).toMatchObject({ ok: false, code: 'NOT_CONFIGURED' })
  })
})

describe('tags', () => {
  it('are given and taken, and the others stay', async () => {
    await writeBatch([contact('tagged@example.com', { tags: ['Brunch', 'Old'] })], access(), limits)
    const id = memberIdOf('tagged@example.com')
    const changes = { add: ['Suppers'], remove: ['Old', 'Never'] }
    expect(await setTags(id, changes, access(), limits)).toEqual({ ok: true })
    const before = effects()
    expect(await setTags(id, changes, access(), limits)).toEqual({ ok: true })
    expect(effects()).toBe(before)
    expect((await there('tagged@example.com'))?.tags).toEqual(['Brunch', 'Suppers'])
    expect(await setTags(memberIdOf('no@body.x'), changes, access(), limits)).toMatchObject({
      ok: false,
      code: 'RECORD_NOT_FOUND',
    })
  })
})

describe('reading on', () => {
  it('tells who changed since, however many changed within a second', async () => {
    nowMs += 60_000
    const since = new Date(nowMs - 1_000)
    const changed = Array.from({ length: 501 }, (_, n) => contact(`late.${n}@example.com`))
    await writeBatch(changed.slice(0, 500), access(), limits)
    await writeBatch(changed.slice(500), access(), limits)
    nowMs += 5_000
    await writeBatch([contact('latest@example.com')], access(), limits)
    const found = new Set<string>()
    let cursor: string | null = null
    do {
      const page: Page | undefined = await mailchimp.pull?.contact?.page(cursor, since, access())
      if (!page?.ok) throw new Error('no page')
      for (const { sourceId } of page.records) found.add(sourceId)
      cursor = page.cursor
    } while (cursor !== null)
    expect(found).toEqual(
      new Set([...changed.map(({ sourceId }) => sourceId), memberIdOf('latest@example.com')]),
    )
  })
})
