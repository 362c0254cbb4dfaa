import type { ContactRecord } from '@syncline/domain/record'
import { createSandbox, type Sandbox } from '@syncline/sandbox'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Access, Page, Together, TogetherItem } from '../provider.ts'
import { fakeTarget, type RawAnswer } from '../testing/fake-target.ts'
import { planContext } from '../testing/plan-context.ts'
import { customer } from '../testing/records.ts'
import { createAudience, mailchimp, readAudiences } from './index.ts'
import { manifest } from './manifest.ts'
import { memberSchema, toContact } from './member.ts'
import { memberIdOf } from './member-id.ts'
import { planContact, planCustomer } from './plan.ts'
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
const together = mailchimp.push?.contact?.together as Together
/** The call that writes a contact who is not there yet; there are no keys. */
function itemOf(record: ContactRecord): TogetherItem {
  const plan = planContact(record, planContext(null))
  if (!plan.ok) throw new Error(plan.code)
  return { call: plan.call, idempotencyKey: '' }
}
const write = (records: readonly ContactRecord[], to = access()) => together.send(records.map(itemOf), to)
const effects = () => sandbox.effects('mailchimp').length

describe('a batch', () => {
  const people = Array.from({ length: 500 }, (_, n) => `guest.${n}@example.com`)

  it('writes five hundred by one call, and whoever fails fails alone', async () => {
    const calls = sandbox.requests('mailchimp').length
    const results = await write(people.map((email, n) => contact(n === 9 ? 'GUEST.8@example.com' : email)))
    expect(sandbox.requests('mailchimp')).toHaveLength(calls + 1)
    expect(results).toHaveLength(500)
    // Which of two with one address is meant, nobody can tell.
    expect(results[9]).toBeNull()
    expect(results.filter((one) => one?.outcome === 'done')).toHaveLength(499)
    expect(results[0]).toMatchObject({
      outcome: 'done',
      link: { externalId: memberIdOf('guest.0@example.com'), externalVersion: null },
      effect: 'created',
      attempt: { request: { method: 'POST', path: '/' }, response: { status: 200 } },
    })
    // Its own line of the answer, and nobody else's.
    expect(JSON.parse(results[1]?.attempt.response?.body ?? '')).toMatchObject({ web_id: 2, tags_count: 0 })
    expect(await there('guest.499@example.com')).toMatchObject({ firstName: 'Chidi', status: 'subscribed' })
  })

  it('may be repeated, and changes who has changed', async () => {
    const records = people.slice(20, 23).map((email) => contact(email))
    const before = effects()
    const again = await write(records)
    expect(again.map((one) => one?.outcome === 'done' && one.effect)).toEqual([
      'updated',
      'updated',
      'updated',
    ])
    expect(effects()).toBe(before)
    await write([contact('guest.20@example.com', { lastName: 'Okafor' })])
    expect(effects()).toBe(before + 1)
  })

  it('tells what Mailchimp says of one', async () => {
    await sandbox.trigger('mailchimp', 'unsubscribe', { id: memberIdOf('guest.30@example.com') })
    const results = await write([
      contact('guest.30@example.com'),
      contact('guest.31@example.com', { lastName: 'Bello' }),
    ])
    expect(results).toMatchObject([
      { outcome: 'failed', code: 'PROVIDER_REFUSED', certainty: 'rejected', retryable: false },
      { outcome: 'done', effect: 'updated' },
    ])
  })

  it('takes nobody off the list, moves no address, and leaves to customers whether they want mail', () => {
    const { call } = itemOf(contact('guest.33@example.com'))
    expect(together.takes(call)).toBe(true)
    expect(together.takes({ ...call, path: `/members/${memberIdOf('guest.34@example.com')}` })).toBe(false)
    expect(together.takes({ ...call, method: 'DELETE', body: '' })).toBe(false)
    const plan = planCustomer(customer({ email: 'guest.33@example.com' }), planContext(null))
    expect(plan.ok && together.takes(plan.call)).toBe(false)
  })

  it('of more than five hundred is a bug', async () => {
    await expect(write([...people, 'x@y.z'].map((one) => contact(one)))).rejects.toThrow(RangeError)
  })

  it('that is refused as a whole says nothing of each', async () => {
    const fake = await fakeTarget(problem(400, 'Invalid Resource'))
    expect(await write([contact('a@b.c'), contact('d@e.f')], accessTo(fake.url))).toEqual([null, null])
    await fake.close()
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
    const results = await write([contact('a@b.c'), contact('d@e.f')], accessTo(fake.url))
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
    await write([contact('tagged@example.com', { tags: ['Brunch', 'Old'] })])
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
    await write(changed.slice(0, 500))
    await write(changed.slice(500))
    nowMs += 5_000
    await write([contact('latest@example.com')])
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
