import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDoor, type TestDoor } from '../testing/door.ts'
import {
  flasherpEvent,
  foundOrganization,
  signed,
  startTestHub,
  stripeEvent,
  type TestHub,
  type TestOrganization,
} from '../testing/hub.ts'

const limits = { flasherp: 5, failures: 3 }
let hub: TestHub
let doors: readonly [TestDoor, TestDoor]
let ours: TestOrganization

beforeAll(async () => {
  hub = await startTestHub()
  ours = await foundOrganization(hub)
  doors = [await startDoor(hub, { limits }), await startDoor(hub, { limits })]
})
afterAll(async () => {
  for (const door of doors) await door.close()
  await hub.close()
})

const sendStripe = (door: TestDoor, secret: string) => {
  const body = stripeEvent({ customer: { id: 'cus_1' } })
  return door.post(`/api/webhooks/stripe/${ours.stripeId}`, body, signed.stripe(secret, body))
}
const told = (key: string) =>
  expect.poll(async () => {
    const { rows } = await hub.admin.query<{ points: number }>(
      'select points from coordination.rate_limit where key like $1',
      [`${key}:%`],
    )
    return rows[0]?.points
  })

describe('webhooks that prove nothing', () => {
  it('are few in a minute, at all instances together, and keep nobody out who signs', async () => {
    const [one, other] = doors
    const forged = await Promise.all(Array.from({ length: 5 }, () => sendStripe(one, 'whsec_forged')))
    expect(forged.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([401, 401, 401, 429, 429])
    await told('door_failures').toBe(3)
    expect((await sendStripe(other, 'whsec_forged')).status).toBe(401)
    await told('door_failures').toBe(4)
    const late = await sendStripe(other, 'whsec_forged')
    expect([late.status, late.json['code']]).toEqual([429, 'RATE_LIMIT_EXCEEDED'])
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0)
    for (const door of doors)
      expect((await sendStripe(door, ours.secrets.stripe.webhook_secret as string)).status).toBe(200)
  })
})

it('FlashERP’s addresses take few in a minute all together, signed or not, and other providers’ all', async () => {
  const secret = ours.secrets.flasherp.webhook_secret as string
  const send = (path: string) => {
    const body = flasherpEvent({ name: 'Ada Obi' })
    return doors[0].post(`/api/webhooks/flasherp${path}`, body, signed.flasherp(secret, body))
  }
  const paths = ['', `/${ours.flasherpId}`, `?connection=${ours.flasherpId}`]
  const sent = await Promise.all(Array.from({ length: 7 }, (_, n) => send(paths[n % 3] as string)))
  expect(sent.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    200, 200, 200, 200, 200, 429, 429,
  ])
  await told('door').toBe(5)
  for (const path of paths) expect((await send(path)).status).toBe(429)
  expect((await sendStripe(doors[0], ours.secrets.stripe.webhook_secret as string)).status).toBe(200)
})
