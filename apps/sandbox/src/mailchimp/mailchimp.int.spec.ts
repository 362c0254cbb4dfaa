import { createHash, createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../index.ts'
import { createReceiver, type Receiver } from '../testing.ts'

const apiKey = 'mc_sandbox_spec-us21'
const listId = 'c0ffee1234'
const secret = 'mailchimp sandbox secret'
const base = `/mailchimp/3.0/lists/${listId}`

let sandbox: Sandbox
let receiver: Receiver
beforeEach(async () => {
  receiver = await createReceiver()
  sandbox = await createSandbox({
    accounts: [{ mailchimp: { apiKey, listId, webhookUrl: receiver.url, webhookSecret: secret } }],
  })
})
afterEach(async () => {
  await sandbox.close()
  await receiver.close()
})

const idOf = (email: string) => createHash('md5').update(email.toLowerCase()).digest('hex')
const memberPath = (email: string) => `${base}/members/${idOf(email)}`
const basic = (key: string) => `Basic ${Buffer.from(`anybody:${key}`).toString('base64')}`

async function call(method: string, path: string, body?: unknown, authorization = basic(apiKey)) {
  const response = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const json = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>
  return { status: response.status, type: response.headers.get('content-type'), json }
}
const ada = {
  email_address: 'Ada.Obi@example.com',
  status_if_new: 'subscribed',
  merge_fields: { FNAME: 'Ada', LNAME: 'Obi', UNKNOWN: 'x' },
}
const put = (body: object = ada, email = ada.email_address) => call('PUT', memberPath(email), body)
const effects = () => sandbox.effects('mailchimp').map(({ entity, operation }) => `${entity} ${operation}`)

describe('who may call', () => {
  test('a known key, as a password or as a token', async () => {
    for (const authorization of [basic(apiKey), `Bearer ${apiKey}`])
      expect(await call('GET', '/mailchimp/3.0/ping', undefined, authorization)).toMatchObject({
        status: 200,
      })
    const refused = await call('GET', '/mailchimp/3.0/ping', undefined, basic('another'))
    expect(refused).toMatchObject({ status: 401, json: { title: 'API Key Invalid', status: 401 } })
    expect(refused.type).toMatch(/^application\/problem\+json/)
  })
})

describe('members', () => {
  test('are upserted under the hash of their address, and a repeat changes nothing', async () => {
    const made = await put()
    expect(made).toMatchObject({
      status: 200,
      json: { id: idOf(ada.email_address), status: 'subscribed', full_name: 'Ada Obi', list_id: listId },
    })
    expect(made.json.merge_fields).toEqual({
      FNAME: 'Ada',
      LNAME: 'Obi',
      ADDRESS: '',
      PHONE: '',
      BIRTHDAY: '',
    })
    expect((await put()).json).toEqual(made.json)
    expect((await put({ ...ada, tags: ['Brunch'] })).json.tags_count).toBe(1)
    expect(effects()).toEqual(['member create', 'member update'])
  })
  test('are found by hash in any letters and by address, listed, changed', async () => {
    await put()
    for (const key of [idOf(ada.email_address).toUpperCase(), 'ADA.OBI@example.com'])
      expect((await call('GET', `${base}/members/${key}`)).json.full_name).toBe('Ada Obi')
    expect((await call('GET', `${base}/members?count=1`)).json).toMatchObject({ total_items: 1 })
    const patched = await call('PATCH', memberPath(ada.email_address), { merge_fields: { LNAME: 'Eze' } })
    expect(patched.json.full_name).toBe('Ada Eze')
    expect((await call('PATCH', memberPath('no@body.x'), {})).status).toBe(404)
  })
  test('move with their address', async () => {
    await put()
    const moved = await put({ email_address: 'ada@example.com' })
    expect(moved.json.id).toBe(idOf('ada@example.com'))
    expect((await call('GET', memberPath(ada.email_address))).status).toBe(404)
    await put()
    expect((await put({ email_address: 'ada@example.com' })).json.title).toBe('Member Exists')
  })
  test('are archived, come back, and are erased for good', async () => {
    await put()
    const archive = () => call('DELETE', memberPath(ada.email_address))
    expect([(await archive()).status, (await archive()).status]).toEqual([204, 405])
    expect((await call('GET', `${base}/members`)).json.total_items).toBe(0)
    expect((await put()).json.status).toBe('subscribed')
    const erase = () => call('POST', `${memberPath(ada.email_address)}/actions/delete-permanent`)
    expect([(await erase()).status, (await erase()).status]).toEqual([204, 404])
    expect((await put()).json.title).toBe('Forgotten Email Not Subscribed')
  })
  test('who left by their own hand are not brought back', async () => {
    await put()
    await sandbox.trigger('mailchimp', 'unsubscribe', { id: idOf(ada.email_address) })
    expect((await put({ ...ada, status: 'subscribed' })).json.title).toBe('Member In Compliance State')
    expect((await put({ ...ada, merge_fields: { FNAME: 'A' } })).json.status).toBe('unsubscribed')
  })
  test.each([
    [{ ...ada, email_address: 'nobody' }, 'email_address'],
    [{ ...ada, email_address: 'other@example.com' }, 'email_address'],
    [{ email_address: ada.email_address }, 'status_if_new'],
    [{ ...ada, status: 'gone' }, 'status'],
    [{ ...ada, merge_fields: { FNAME: {} } }, 'FNAME'],
    [{ ...ada, weather: 'fine' }, 'weather'],
  ])('of %j are refused', async (body, field) => {
    const refused = await put(body)
    expect(refused).toMatchObject({ status: 400, json: { errors: [{ field }] } })
    expect(effects()).toEqual([])
  })
})

describe('a batch', () => {
  const member = (email: string) => ({ email_address: email, status: 'subscribed' })
  test('takes five hundred, and fails one by one', async () => {
    await put()
    const members = [member('a@b.c'), member('nobody'), member('A@B.C'), member(ada.email_address)]
    const added = await call('POST', base, { members, update_existing: false })
    expect(added).toMatchObject({
      status: 200,
      json: { total_created: 1, total_updated: 0, error_count: 3, new_members: [{ id: idOf('a@b.c') }] },
    })
    expect(added.json.errors).toMatchObject([{}, {}, { error_code: 'ERROR_CONTACT_EXISTS' }])
    const many = Array.from({ length: 501 }, (_, n) => member(`m${n}@b.c`))
    expect((await call('POST', base, { members: many })).status).toBe(400)
    const whole = await call('POST', base, { members: many.slice(1), update_existing: true })
    expect(whole.json).toMatchObject({ total_created: 500, error_count: 0 })
  })
})

describe('webhooks', () => {
  const fieldsOf = (index: number) => Object.fromEntries(new URLSearchParams(receiver.received[index]?.body))

  test('leave as forms, signed over their bytes, for what people do', async () => {
    await sandbox.trigger('mailchimp', 'subscribe', { name: 'Ada Obi', email: 'ada@example.com' })
    await sandbox.trigger('mailchimp', 'upemail', { email: 'ada.obi@example.com' })
    await sandbox.trigger('mailchimp', 'delete')
    await sandbox.trigger('mailchimp', 'campaign')
    await receiver.count(4)
    await sandbox.deliveriesDone()
    const types = new Set(receiver.received.map((_one, index) => fieldsOf(index).type))
    expect(types).toEqual(new Set(['campaign', 'subscribe', 'unsubscribe', 'upemail']))
    const index = receiver.received.findIndex(({ body }) => body.startsWith('type=subscribe'))
    expect(fieldsOf(index)).toMatchObject({
      fired_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      'data[email]': 'ada@example.com',
      'data[merges][LNAME]': 'Obi',
      'data[list_id]': listId,
    })
    for (const { headers, body } of receiver.received) {
      expect(headers['content-type']).toBe('application/x-www-form-urlencoded')
      const [, seconds, v1] =
        /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-mailchimp-signature'])) ?? []
      expect(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')).toBe(v1)
    }
  })
  test('of old hooks are not signed, and what the API does is heard only where asked for', async () => {
    sandbox.register({ mailchimp: { apiKey: 'mc_older_spec-us21', webhookUrl: receiver.url } })
    await put()
    await sandbox.deliveriesDone()
    expect(receiver.received).toEqual([])
    await sandbox.trigger('mailchimp', 'subscribe', {
      account: sandbox.register({ mailchimp: { apiKey: 'mc_older_spec-us21' } }).mailchimp?.account ?? '',
    })
    await receiver.count(1)
    expect(receiver.received[0]?.headers['x-mailchimp-signature']).toBeUndefined()
  })

  describe('are made', () => {
    let server: Server
    let looks: (string | undefined)[]
    let status: number
    beforeEach(async () => {
      looks = []
      status = 200
      server = createServer((request, response) => {
        looks.push(request.method)
        response.writeHead(status).end()
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    })
    afterEach(async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    })
    const make = () =>
      call('POST', `${base}/webhooks`, {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/new`,
        events: { subscribe: true },
        sources: { api: true },
      })

    test('once it was looked whether somebody answers, with a secret that is told once', async () => {
      const made = await make()
      expect(looks).toEqual(['GET'])
      expect(made).toMatchObject({
        status: 200,
        json: { signing_enabled: true, signing_secret: expect.stringMatching(/^[0-9a-f]{32}$/) },
      })
      const listed = await call('GET', `${base}/webhooks`)
      expect(JSON.stringify(listed.json)).not.toContain('secret')
      expect((await make()).status).toBe(400)
      await put()
      await sandbox.deliveriesDone()
      expect(looks).toEqual(['GET', 'GET', 'POST'])
      expect((await call('DELETE', `${base}/webhooks/${String(made.json.id)}`)).status).toBe(204)
    })
    test('not where nobody answers 200', async () => {
      status = 404
      expect(await make()).toMatchObject({ status: 400, json: { errors: [{ field: 'url' }] } })
      expect(effects()).toEqual([])
    })
  })
})

describe('audiences', () => {
  test('are listed and made, the first also after all else was forgotten', async () => {
    const lists = async () =>
      ((await call('GET', '/mailchimp/3.0/lists')).json.lists as { id: string; name: string }[]).map(
        ({ id }) => id,
      )
    expect(await lists()).toEqual([listId])
    const asked = { name: 'Suppliers', contact: {}, permission_reminder: 'You sell.', campaign_defaults: {} }
    const made = await call('POST', '/mailchimp/3.0/lists', asked)
    expect(await lists()).toEqual([listId, made.json.id])
    expect((await call('POST', '/mailchimp/3.0/lists', { name: 'x' })).status).toBe(400)
    await fetch(`${sandbox.url}/_sandbox/reset`, { method: 'POST' })
    expect((await put()).status).toBe(200)
    expect(await lists()).toEqual([listId])
    expect((await call('GET', '/mailchimp/3.0/lists/0000000000')).status).toBe(404)
  })
})

test('faults are Mailchimp’s own, and a repeat comes through', async () => {
  const named = (name: string) => ({ ...ada, merge_fields: { FNAME: 'Ada', LNAME: name } })
  expect((await put(named('-429'))).json).toMatchObject({ status: 429, title: 'Too Many Requests' })
  expect((await put(named('-422'))).json).toMatchObject({ errors: [{ field: 'email_address' }] })
  await expect(put(named('-half'))).rejects.toThrow()
  expect((await put(named('-half'))).status).toBe(200)
  expect(effects()).toEqual(['member create'])
})
