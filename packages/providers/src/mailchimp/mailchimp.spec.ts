import { canonicalRecord } from '@syncline/domain/record'
import { describe, expect, it, test } from 'vitest'
import { planContext } from '../testing/plan-context.ts'
import { customer } from '../testing/records.ts'
import { parseForm } from './form.ts'
import { mailchimp } from './index.ts'
import { memberSchema, toContact } from './member.ts'
import { memberIdOf } from './member-id.ts'
import { campaignSample, encodeEvent, eventSample, memberSample, movedSample } from './samples/index.ts'
import { webhook } from './webhook.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const raw = (fields: Readonly<Record<string, string>>) => bytes(encodeEvent(fields))
const address = 'Chidi.Eze@example.com'

it('names people as Mailchimp does', () => {
  // printf chidi.eze@example.com | md5sum
  expect(memberIdOf(address)).toBe('495c5ee4d342f4b4114612fe259bc6ef')
})

describe('a form', () => {
  test.each([
    ['a=1&b=2', { a: '1', b: '2' }],
    ['a%5Bb%5D%5Bc%5D=1&a[b][d]=', { a: { b: { c: '1', d: '' } } }],
    ['a[0][id]=1&a[1][id]=2', { a: { 0: { id: '1' }, 1: { id: '2' } } }],
    ['a[]=x&a[]=y', { a: { 0: 'x', 1: 'y' } }],
    ['__proto__[x]=1', { ['__proto__']: { x: '1' } }],
    ['a=%F0%9F%8C%BF+b', { a: '🌿 b' }],
  ])('%s', (text, form) => {
    const read = parseForm(bytes(text))
    expect(JSON.stringify(read)).toBe(JSON.stringify(form))
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
  })
  test.each([
    ['says two things of one name', 'a=1&a=2'],
    ['is a text and a hash', 'a=1&a[b]=2'],
    ['is a hash and a text', 'a[b]=2&a=1'],
    ['has brackets that do not match', 'a[b=1'],
    ['begins with a bracket', '[a]=1'],
    ['goes too deep', `a${'[b]'.repeat(8)}=1`],
    ['has too many pairs', Array.from({ length: 2_001 }, (_, n) => `a${n}=`).join('&')],
    ['is empty', ''],
  ])('that %s is none', (_what, text) => expect(parseForm(bytes(text))).toBeUndefined())
  it('of broken bytes is none', () => expect(parseForm(new Uint8Array([0x61, 0xff]))).toBeUndefined())
})

describe('a delivery', () => {
  it('is named without anything personal, and said to share its name', () => {
    expect(webhook.describe(raw(eventSample('profile')))).toEqual({
      ok: true,
      eventId: 'profile:b8c41d7e20:4e1f09c2ab:2026-09-21T09:30:00',
      isShared: true,
      eventType: 'profile',
      accountId: 'b8c41d7e20',
    })
    expect(webhook.describe(raw({ type: 'x', 'data[id]': 'é', 'data[list_id]': ' ' }))).toMatchObject({
      eventId: 'x:::',
      accountId: null,
    })
  })
  it('of a new address takes leave of the old one and points to the new', () => {
    const read = webhook.read(raw(movedSample))
    const [come, left] = [memberIdOf('chidi@example.com'), memberIdOf(address)]
    expect(read).toMatchObject({
      notices: [
        { operation: 'upsert', sourceId: come, order: 1_790_000_000 - 17_000 },
        { operation: 'delete', sourceId: left },
      ],
    })
    expect(webhook.record(raw(movedSample), 'contact', come)).toBeNull()
    expect(webhook.record(raw(movedSample), 'contact')).toBeNull()
    const gone = webhook.record(raw(movedSample), 'contact', left)
    expect(canonicalRecord.parse(gone)).toMatchObject({ deleted: true, status: 'archived', email: address })
  })
  it('of an address in other letters is one person still', () => {
    const same = raw({ ...movedSample, 'data[new_email]': address.toUpperCase() })
    expect(webhook.read(same)).toMatchObject({ notices: [{ operation: 'upsert' }] })
  })
  it('of one second puts leaving before coming', () => {
    const rankOf = (type: string, changes = {}) => {
      const read = webhook.read(raw(eventSample(type, changes)))
      return read.ok ? (read.notices[0]?.typeRank ?? -1) : -1
    }
    const ranks = [
      rankOf('subscribe'),
      rankOf('profile'),
      rankOf('cleaned'),
      rankOf('unsubscribe'),
      rankOf('unsubscribe', { 'data[action]': 'delete' }),
    ]
    expect(ranks).toEqual([...ranks].sort((one, other) => one - other))
    expect(new Set(ranks).size).toBe(ranks.length)
  })
  it('of a campaign is known and changes nobody', () => {
    expect(webhook.read(raw(campaignSample))).toEqual({ ok: true, notices: [], ignored: 'unknown_type' })
  })
  test.each([
    ['without a time', { fired_at: '' }],
    ['with a time that is none', { fired_at: '2026-13-41 25:00:00' }],
    ['of nobody', { 'data[email]': '' }],
  ])('%s can’t be read', (_what, changes) =>
    expect(webhook.read(raw(eventSample('subscribe', changes)))).toEqual({
      ok: false,
      reason: 'unexpected_shape',
    }),
  )
})

describe('a member', () => {
  const contact = (changes = {}) => toContact(memberSchema.parse(memberSample(changes)))
  it('is a contact', () => {
    expect(canonicalRecord.parse(contact())).toEqual({
      entity: 'contact',
      sourceId: memberIdOf(address),
      deleted: false,
      email: address,
      status: 'subscribed',
      listId: 'b8c41d7e20',
      firstName: 'Chidi',
      lastName: 'Eze',
      phone: '+2348031112223',
      language: 'en',
      tags: ['Brunch'],
      changedAt: '2026-09-21T09:30:00.000Z',
    })
  })
  it('that is archived is gone; one who only gets receipts wants no mail', () => {
    expect(contact({ status: 'archived' })).toMatchObject({ deleted: true, status: 'archived' })
    expect(contact({ status: 'transactional' })).toMatchObject({ deleted: false, status: 'unsubscribed' })
  })
  it('may hold merge fields of any kind', () => {
    const merge_fields = {
      FNAME: 7,
      LNAME: { addr1: 'x' },
      PHONE: ' ',
      BIRTHDAY: '',
      ADDRESS: { addr1: 'x' },
    }
    expect(contact({ merge_fields })).toMatchObject({ firstName: '7', lastName: null, phone: null })
  })
})

describe('a plan', () => {
  const { push } = mailchimp
  if (!push?.contact || !push.customer) throw new Error('Mailchimp takes both')
  const record = toContact(memberSchema.parse(memberSample()))
  const linked = { externalId: memberIdOf('old@example.com'), externalVersion: null }

  it('is an upsert of the contact, with its own status', () => {
    expect(push.contact?.plan(record, planContext(null))).toEqual({
      ok: true,
      call: {
        method: 'PUT',
        path: `/members/${memberIdOf(address)}`,
        body: JSON.stringify({
          email_address: address,
          status_if_new: 'subscribed',
          status: 'subscribed',
          language: 'en',
          merge_fields: { FNAME: 'Chidi', LNAME: 'Eze', PHONE: '+2348031112223' },
          tags: ['Brunch'],
        }),
        effect: 'created',
        externalId: null,
        accountId: null,
      },
    })
  })
  it('moves who has a new address, under the id of the old one', () => {
    expect(push.contact?.plan(record, planContext(linked))).toMatchObject({
      call: { path: `/members/${linked.externalId}`, effect: 'updated', externalId: linked.externalId },
    })
  })
  it('archives who left, and nobody who never came', () => {
    for (const gone of [
      { ...record, deleted: true },
      { ...record, status: 'archived' as const },
    ]) {
      expect(push.contact?.plan(gone, planContext(linked))).toMatchObject({
        call: { method: 'DELETE', effect: 'deleted', body: '' },
      })
      expect(push.contact?.plan(gone, planContext(null))).toMatchObject({
        ok: false,
        code: 'RECORD_NOT_FOUND',
      })
    }
  })
  it('subscribes no customer', () => {
    const plan = push.customer?.plan(customer({ name: 'Ada Nkechi Obi', email: 'a@b.c' }), planContext(null))
    if (!plan?.ok) throw new Error('no plan')
    expect(JSON.parse(plan.call.body)).toEqual({
      email_address: 'a@b.c',
      status_if_new: 'transactional',
      merge_fields: { FNAME: 'Ada', LNAME: 'Nkechi Obi', PHONE: '+2348031234567' },
    })
  })
  test.each([
    [{ email: null }, 'REQUIRED_FIELD_MISSING', 'email'],
    [{ email: 'nobody' }, 'MAPPING_FAILED', 'email'],
    [{ name: 'x'.repeat(300) }, 'MAPPING_FAILED', 'firstName'],
  ])('of %j is refused', (changes, code, field) =>
    expect(push.customer?.plan(customer(changes), planContext(null))).toMatchObject({
      ok: false,
      code,
      field,
    }),
  )
})
