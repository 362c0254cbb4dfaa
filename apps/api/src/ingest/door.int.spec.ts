import { randomUUID } from 'node:crypto'
import { payloadPlace } from '@syncline/db/custody'
import { createAppender } from '@syncline/db/log'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hangUp, stall, startDoor, type TestDoor } from '../testing/door.ts'
import {
  connectAnother,
  flasherpEvent,
  foundOrganization,
  keepSecret,
  signed,
  startTestHub,
  stripeEvent,
  type TestHub,
  type TestOrganization,
} from '../testing/hub.ts'
import { createLine } from '../testing/line.ts'
import { createRefusedList } from './refused.ts'

let hub: TestHub
let door: TestDoor
let ours: TestOrganization
let theirs: TestOrganization

beforeAll(async () => {
  hub = await startTestHub()
  ours = await foundOrganization(hub)
  theirs = await foundOrganization(hub)
  door = await startDoor(hub)
})
afterAll(async () => {
  await door.close()
  await hub.close()
})

type Scheme = 'stripe' | 'flasherp'
const addressOf = (organization: TestOrganization, scheme: Scheme) =>
  `/api/webhooks/${scheme}/${scheme === 'stripe' ? organization.stripeId : organization.flasherpId}`

function send(
  scheme: Scheme,
  body: string | Uint8Array,
  {
    to = ours,
    headers = {},
    at = door,
  }: { to?: TestOrganization; headers?: Record<string, string>; at?: TestDoor } = {},
) {
  const secret = to.secrets[scheme].webhook_secret as string
  return at.post(addressOf(to, scheme), body, { ...signed[scheme](secret, body), ...headers })
}

interface Stored {
  organization_id: string
  stream: string
  type: string
  data: { payloadId: string; providerEventId: string; reason?: string; sizeBytes: number }
  sealed: Buffer | null
}

/** What another session sees of a delivery right now. */
async function stored(column: 'providerEventId' | 'payloadId', value: string): Promise<Stored[]> {
  const { rows } = await hub.admin.query<Stored>(
    `select e.organization_id, e.stream, e.type, e.data, p.sealed from log.event e
     left join log.payload p on p.organization_id = e.organization_id and p.payload_id = (e.data ->> 'payloadId')::uuid
     where e.type = 'WebhookReceived' and e.data ->> $1 = $2`,
    [column, value],
  )
  return rows
}

async function newest(): Promise<{
  stream: string
  types: string[]
  data: Stored['data']
  position: number
}> {
  const { rows } = await hub.admin.query(
    `select stream, array_agg(type order by version) as types, (array_agg(data order by version))[1] as data,
       max(position) as position from log.event where stream like 'delivery-%' group by stream order by max(position) desc limit 1`,
  )
  return rows[0]
}

async function bytesOf(organization: TestOrganization, payloadId: string): Promise<Buffer> {
  const { rows } = await hub.admin.query('select sealed from log.payload where payload_id = $1', [payloadId])
  const keys = await hub.vault.keysOf(organization.organizationId)
  return keys.openBytes(payloadPlace(organization.organizationId, payloadId), rows[0].sealed)
}

describe.each(['stripe', 'flasherp'] as const)('a webhook of %s', (scheme) => {
  const event = (id: string, name = 'Ada Obi') =>
    scheme === 'stripe' ? stripeEvent({ id, customer: { id: 'cus_1', name } }) : flasherpEvent({ id, name })

  it('is committed, with its sealed bytes, before it is answered', async () => {
    for (let n = 0; n < 10; n++) {
      const id = `evt_${randomUUID()}`
      const body = event(id)
      const answer = await send(scheme, body)
      const rows = await stored('providerEventId', id)
      expect(answer).toMatchObject({ status: 200, json: { received: true, duplicate: false } })
      expect(rows).toHaveLength(1)
      expect(rows[0]?.sealed).toBeInstanceOf(Buffer)
      expect((await bytesOf(ours, rows[0]?.data.payloadId as string)).equals(Buffer.from(body))).toBe(true)
    }
  })

  it('is stored once, however often and however much at once it comes', async () => {
    const id = `evt_${randomUUID()}`
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(scheme, event(id))))
    const again = await send(scheme, event(id))
    expect(answers.map((answer) => answer.status)).toEqual(Array(50).fill(200))
    expect(answers.filter((answer) => answer.json.duplicate === false)).toHaveLength(1)
    expect(again).toMatchObject({ status: 200, json: { duplicate: true } })
    expect(await stored('providerEventId', id)).toHaveLength(1)
    const { rows } = await hub.admin.query(
      "select count(*)::int as orphans from log.payload p where not exists (select from log.event e where e.data ->> 'payloadId' = p.payload_id::text)",
    )
    expect(rows[0].orphans).toBe(0)
  })

  it('is not answered while the commit is held up', async () => {
    const holder = await hub.admin.connect()
    await holder.query('select pg_advisory_lock(7001)')
    try {
      let answered = false
      const sending = send(scheme, event(`evt_${randomUUID()}`)).finally(() => {
        answered = true
      })
      const waits = "select 1 from pg_locks where locktype = 'advisory' and objid = 7001 and not granted"
      while ((await holder.query(waits)).rowCount === 0);
      await fetch(`http://127.0.0.1:${door.port}/health`)
      expect(answered).toBe(false)
      await holder.query('select pg_advisory_unlock(7001)')
      expect((await sending).status).toBe(200)
    } finally {
      holder.release(true)
    }
  })

  it('is two events when two connections of one organization are sent the same id', async () => {
    const second = await connectAnother(hub, ours, scheme)
    const body = event(`evt_${randomUUID()}`)
    await send(scheme, body)
    const answer = await door.post(
      `/api/webhooks/${scheme}/${second.connectionId}`,
      body,
      signed[scheme](second.webhookSecret, body),
    )
    expect(answer.json).toEqual({ received: true, duplicate: false })
  })

  it('is two events when two organizations are sent the same id', async () => {
    const id = `evt_${randomUUID()}`
    await send(scheme, event(id))
    expect((await send(scheme, event(id), { to: theirs })).json).toEqual({ received: true, duplicate: false })
    const owners = (await stored('providerEventId', id)).map((row) => row.organization_id)
    expect(new Set(owners)).toEqual(new Set([ours.organizationId, theirs.organizationId]))
  })

  it('is 401 when it is forged, stale or from the future, and nothing is stored', async () => {
    const id = `evt_${randomUUID()}`
    const secret = ours.secrets[scheme].webhook_secret as string
    const seconds = Math.floor(Date.now() / 1_000)
    const body = event(id)
    const forged = signed[scheme]('whsec_another', body)
    const bent = signed[scheme](secret, `${body} `)
    const cases: [Record<string, string>, string][] = [
      [{ 'stripe-signature': '', 'x-flasherp-signature': '' }, 'SIGNATURE_INVALID'],
      [forged, 'SIGNATURE_INVALID'],
      [bent, 'SIGNATURE_INVALID'],
      [signed[scheme](secret, body, seconds - 400), 'SIGNATURE_STALE'],
      [signed[scheme](secret, body, seconds + 400), 'SIGNATURE_STALE'],
    ]
    const before = await newest()
    for (const [headers, code] of cases) {
      const answer = await send(scheme, body, { headers })
      expect(answer).toMatchObject({
        status: 401,
        json: { code, remedy: expect.any(String), errorId: expect.any(String) },
      })
    }
    expect(await stored('providerEventId', id)).toEqual([])
    expect((await newest()).position).toBe(before.position)
  })

  it('may say any type of content, or none', async () => {
    for (const type of [
      'text/plain',
      'application/json; charset=latin1',
      'multipart/form-data; boundary=x',
      'nonsense',
    ]) {
      const id = `evt_${randomUUID()}`
      const body = event(id, 'Zoë 東京')
      expect((await send(scheme, body, { headers: { 'content-type': type } })).status).toBe(200)
      const [row] = await stored('providerEventId', id)
      expect((await bytesOf(ours, row?.data.payloadId as string)).equals(Buffer.from(body))).toBe(true)
    }
  })

  it('is kept and quarantined when it is signed but no JSON', async () => {
    for (const body of [
      '{"id":',
      '\u0000',
      'id=evt_1&type=x',
      Buffer.from([0xff, 0xfe, 0x00]),
      Buffer.alloc(0),
    ]) {
      expect((await send(scheme, body)).status).toBe(200)
      const { types, data } = await newest()
      expect(types).toEqual(['WebhookReceived', 'WebhookQuarantined'])
      expect((await bytesOf(ours, data.payloadId)).equals(Buffer.from(body))).toBe(true)
      expect((await send(scheme, body)).json).toEqual({ received: true, duplicate: true })
    }
  })

  it.each([
    ['NUL in a name', (id: string) => event(id, 'A\u0000B')],
    ['NUL in the id', () => event('evt_\u0000x')],
    ['NUL in the type', (id: string) => event(id).replace('"customer.', '"cust\\u0000omer.')],
    ['half a surrogate pair', (id: string) => event(id).replace('Ada', '\\ud83d')],
    ['half a surrogate pair in the id', () => event('evt_x').replace('evt_x', 'evt_\\udc00')],
    [
      'deep nesting',
      (id: string) => event(id).replace('"Ada Obi"', `${'['.repeat(50_000)}${']'.repeat(50_000)}`),
    ],
    ['huge numbers', (id: string) => event(id).replace('"Ada Obi"', `1e99999,"x":${'9'.repeat(5_000)}`)],
    [
      '__proto__',
      (id: string) => event(id).replace('"type":', '"__proto__":{"type":"x"},"constructor":1,"type":'),
    ],
    ['a twice-named id', (id: string) => event(id).replace('{"id":', '{"id":"evt_first","id":')],
    ['an array', () => '[1,2,3]'],
    ['a number', () => String(Math.random())],
    ['an id of 300 characters', () => event('e'.repeat(300))],
    ['an id that is no text', (id: string) => event(id).replace(`"${id}"`, '{"a":1}')],
  ] as const)('is stored byte for byte with %s', async (_what, make) => {
    const body = Buffer.from(make(`evt_${randomUUID()}`))
    expect((await send(scheme, body)).status).toBe(200)
    const { data } = await newest()
    expect(data.sizeBytes).toBe(body.length)
    expect((await bytesOf(ours, data.payloadId)).equals(body)).toBe(true)
  })

  it('never makes the door stumble, whatever is signed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json().map((text) => Buffer.from(text)),
          fc.uint8Array({ maxLength: 2_000 }),
        ),
        async (body) => {
          expect((await send(scheme, body)).status).toBe(200)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('is 413 above a mebibyte, before anything is verified or kept', async () => {
    const answer = await send(scheme, Buffer.alloc(1024 * 1024 + 1, 32))
    expect(answer).toMatchObject({ status: 413, json: { code: 'PAYLOAD_TOO_LARGE' } })
    expect((await send(scheme, Buffer.alloc(1024 * 1024, 32))).status).toBe(200)
  })

  it('is 400 when its bytes do not come within the deadline', async () => {
    const begun = performance.now()
    const status = await stall(door.port, addressOf(ours, scheme), {}, { beginning: '{"id"', length: 2_000 })
    expect(status).toBe(400)
    expect(performance.now() - begun).toBeLessThan(20_000)
  })
})

it('goes on when a sender hangs up in the middle of a body', async () => {
  const before = await door.counted('stripe', 'unreadable')
  await hangUp(door.port, addressOf(ours, 'stripe'))
  while ((await door.counted('stripe', 'unreadable')) === before)
    await fetch(`http://127.0.0.1:${door.port}/health`)
  expect((await send('stripe', stripeEvent({ customer: { id: 'cus_1' } }))).status).toBe(200)
})

describe('the address', () => {
  const body = stripeEvent({ customer: { id: 'cus_1' } })
  it.each([
    ['an unknown connection', () => `/api/webhooks/stripe/${randomUUID()}`],
    ['a connection of another provider', () => `/api/webhooks/flasherp/${ours.stripeId}`],
    ['no provider of ours', () => `/api/webhooks/__proto__/${ours.stripeId}`],
    ['a malformed id', () => '/api/webhooks/stripe/1%27%20or%201=1'],
    ['an id in capitals', () => `/api/webhooks/stripe/${ours.stripeId.toUpperCase()}`],
  ])('of %s is 404 in the shape of every error', async (_what, path) => {
    const secret = ours.secrets.stripe.webhook_secret as string
    const answer = await door.post(path(), body, signed.stripe(secret, body))
    expect(answer.status).toBe(404)
    expect(Object.keys(answer.json).sort()).toEqual(
      ['code', 'details', 'error', 'errorId', 'message', 'remedy', 'timestamp'].sort(),
    )
    expect(answer.json.code).toBe('RECORD_NOT_FOUND')
  })
})

it('says the same on the shortcut as on the road of every route', async () => {
  const separate = await startDoor(hub)
  const say = async (query: string, secret: string) => {
    const body = stripeEvent({ customer: { id: 'cus_1' } })
    const path = `${addressOf(ours, 'stripe')}${query}`
    const answer = await separate.post(path, body, signed.stripe(secret, body))
    const headers = { ...Object.fromEntries(answer.headers), date: null }
    return { status: answer.status, json: { ...answer.json, errorId: null, timestamp: null }, headers }
  }
  // The shortcut takes bare addresses only.
  for (const secret of [ours.secrets.stripe.webhook_secret as string, 'whsec_another'])
    expect(await say('', secret)).toEqual(await say('?by=road', secret))
  expect(await separate.timed()).toEqual({ '200': 2, '401': 2 })
  expect(separate.lines.filter((line) => line.includes('SIGNATURE_INVALID'))).toHaveLength(2)
  await separate.close()
})

it('takes a webhook under either of two live secrets', async () => {
  const organization = await foundOrganization(hub)
  const { organizationId, stripeId, secrets } = organization
  await keepSecret(hub, organizationId, stripeId, 'webhook_secret', 'whsec_the_new_one')
  for (const secret of [secrets.stripe.webhook_secret as string, 'whsec_the_new_one']) {
    const body = stripeEvent({ customer: { id: 'cus_1' } })
    const answer = await door.post(addressOf(organization, 'stripe'), body, signed.stripe(secret, body))
    expect(answer.status).toBe(200)
  }
})

it('lists refused webhooks in part and counts them in full', async () => {
  const other = await foundOrganization(hub)
  const separate = await startDoor(hub)
  const forged = { headers: signed.stripe('whsec_wrong', 'x'), to: other, at: separate }
  await Promise.all(Array.from({ length: 80 }, () => send('stripe', '{}', forged)))
  await separate.flushRefused()
  const { rows } = await hub.admin.query(
    'select reason, size_bytes from coordination.refused_webhook where connection_id = $1',
    [other.stripeId],
  )
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.length).toBeLessThanOrEqual(80)
  expect(rows[0]).toEqual({ reason: 'signature_mismatch', size_bytes: 2 })
  expect(await separate.counted('stripe', 'signature_mismatch')).toBe(80)
  await separate.close()
})

it('keeps a thousand refusals of a connection, the newest', async () => {
  const { organizationId, stripeId } = await foundOrganization(hub)
  await hub.admin.query(
    "insert into coordination.refused_webhook (organization_id, connection_id, reason, size_bytes) select $1, $2, 'old', n from generate_series(1, 1100) n",
    [organizationId, stripeId],
  )
  const list = createRefusedList(hub.appPool)
  list.add({ organizationId, connectionId: stripeId, reason: 'too_old', sizeBytes: 7 })
  await list.close()
  const { rows } = await hub.admin.query(
    "select count(*)::int as n, min(size_bytes) filter (where reason = 'old') as oldest, max(reason) as newest from coordination.refused_webhook where connection_id = $1",
    [stripeId],
  )
  expect(rows[0]).toEqual({ n: 1_000, oldest: 102, newest: 'too_old' })
})

describe('when it can not be stored now', () => {
  it('answers 503 with Retry-After while the queue is full', async () => {
    const appender = createAppender({ url: hub.url, role: 'syncline_app', maxQueuedRequests: 3 })
    const narrow = await startDoor(hub, { appender })
    const answers = await Promise.all(
      Array.from({ length: 60 }, () =>
        send('stripe', stripeEvent({ customer: { id: 'cus_1' } }), { at: narrow }),
      ),
    )
    const refused = answers.filter((answer) => answer.status !== 200)
    expect(refused.length).toBeGreaterThan(0)
    for (const answer of refused) {
      expect(answer).toMatchObject({ status: 503, json: { code: 'OVERLOADED' } })
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    await narrow.close()
    await appender.close()
  })

  it('answers 503 with Retry-After while the database is away, for known and unknown connections', async () => {
    const line = createLine()
    const lost = await startTestHub((url) => line.lead(url))
    const organization = await foundOrganization(lost)
    const separate = await startDoor(lost)
    const post = (to: TestOrganization) =>
      send('stripe', stripeEvent({ customer: { id: 'cus_1' } }), { at: separate, to })
    expect((await post(organization)).status).toBe(200)
    await line.cut()
    for (const to of [organization, theirs, organization]) {
      const answer = await post(to)
      expect(answer).toMatchObject({ status: 503, json: { code: 'DATABASE_UNAVAILABLE' } })
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    await line.mend()
    expect((await post(organization)).status).toBe(200)
    await separate.close()
    await lost.close()
    await line.close()
  })
})

it('writes nothing of what was sent into its log', async () => {
  const canaries = ['canary.person@example.org', 'Canary Personname', 'whsec_canary', '+234 803 555 0199']
  const [email, name, secret, phone] = canaries as [string, string, string, string]
  const customer = { id: 'cus_canary', name, email, phone }
  const body = stripeEvent({ customer })
  const fresh = await startDoor(hub, { level: 'trace' })
  const at = fresh
  await send('stripe', body, { at })
  await send('stripe', body.slice(0, -1), { at })
  await send('stripe', body, { at, headers: signed.stripe(secret, body) })
  await send('stripe', `${body}${' '.repeat(1024 * 1024)}`, { at })
  await fresh.post(`/api/webhooks/stripe/${name}?${email}`, body, {
    'stripe-signature': secret,
    cookie: secret,
  })
  const text = fresh.lines.join('')
  expect(fresh.lines.length).toBeGreaterThan(3)
  for (const canary of [...canaries, ours.secrets.stripe.webhook_secret as string, 'v1=', encodeURI(name)])
    expect(text).not.toContain(canary)
  await fresh.close()
})
