import { afterAll, beforeAll, expect, it } from 'vitest'
import { inputOf } from '../rest/routes.ts'
import { mutation, query } from '../testing/edge.ts'
import { signed, startTestHub, stripeEvent, type TestHub } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { sampleInput } from '../testing/sample-input.ts'
import { startTestWeb, type TestWeb } from '../testing/web.ts'
import { appRouter } from '../trpc/router.ts'

/** A person all of whose ways through the hub are walked; FlashERP's sandbox fails over the end of the name. */
const person = { name: 'Zephyrine Quill -500', email: 'zephyrine@canary.example', phone: '+2348035550199' }
const card = '4242 4242 4242 4242'
const record = 'MRN 5512309'
const numbers = [person.email, person.phone, '8035550199', card, card.replaceAll(' ', ''), '5512309']

let hub: TestHub
let jobs: TestJobs
let web: TestWeb
beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  web = await startTestWeb(hub)
})
afterAll(async () => {
  await web.close()
  await jobs.close()
  await hub.close()
})

const procedures = Object.entries(
  appRouter._def.procedures as unknown as Record<
    string,
    { _def: { type: string; inputs: Parameters<typeof inputOf>[0][] } }
  >,
)

it('a person is in clear nowhere but in the name of what is theirs', async () => {
  const ours = await jobs.found()
  const { organizationId, stripeId, secrets } = ours
  const { admin: cookie } = await web.people(organizationId, 'canary')
  const customer = { id: 'cus_canary', ...person, description: `pays by ${card}` }
  const body = stripeEvent({ customer })
  const post = (secret: string) =>
    web.inject({
      method: 'POST',
      url: `/api/webhooks/stripe/${stripeId}`,
      headers: signed.stripe(secret, body),
      payload: body,
    })
  expect((await post('whsec_forged')).statusCode).toBe(401)
  expect((await post(secrets.stripe.webhook_secret as string)).statusCode).toBe(200)
  const { rows } = await hub.admin.query<{ id: string }>(
    `select substr(stream, 10) as id from log.event where organization_id = $1 and type = 'WebhookReceived'`,
    [organizationId],
  )
  const deliveryId = rows[0]?.id as string
  await jobs.route()
  const [syncId] = (await jobs.routed(ours, deliveryId)) as [string]
  expect(await jobs.settle(ours, syncId)).toMatchObject({ status: 'failed' })
  await jobs.project()
  // Names in what people type are found where the detector can; the numbers always.
  const reason = `The customer gave ${card}, call ${person.phone} or ${person.email}, ${record}`
  const retried = await web.inject(mutation('sync.retry', { syncId, reason }, { cookie }))
  expect([retried.statusCode, retried.body]).toEqual([200, expect.any(String)])
  const disabled = await web.inject(
    mutation('connection.disable', { connectionId: stripeId, reason }, { cookie }),
  )
  expect([disabled.statusCode, disabled.body]).toEqual([200, expect.any(String)])
  await jobs.project()

  const screens = new Map<string, string>()
  const ids = { syncId, deliveryId, connectionId: stripeId, any: stripeId }
  for (const [name, { _def }] of procedures.filter(([, { _def }]) => _def.type === 'query')) {
    const answer = await web.inject(query(name, sampleInput(inputOf(_def.inputs[0]), ids), { cookie }))
    if (answer.statusCode === 200) screens.set(name, answer.body)
  }
  for (const list of ['syncs', 'webhooks']) {
    const search = new URLSearchParams({ organization: organizationId, filter: '{}' }).toString()
    const answer = await web.inject({ url: `/api/export/${list}.csv?${search}`, headers: { cookie } })
    screens.set(`${list}.csv`, answer.body)
  }
  const shown = ['sync.get', 'sync.list', 'webhook.detail', 'audit.list', 'syncs.csv', 'webhooks.csv']
  expect([...screens.keys()]).toEqual(expect.arrayContaining(shown))
  expect(screens.get('sync.get')).toContain(syncId)
  const log = JSON.stringify(web.log)
  const { rows: facts } = await hub.admin.query('select * from log.event where organization_id = $1', [
    organizationId,
  ])
  const kept = JSON.stringify(facts)
  expect(log).toContain('SIGNATURE_INVALID')
  for (const [where, text] of [
    ...screens,
    ['the log of the process', log],
    ['the log of events', kept],
  ] as const)
    for (const number of numbers) expect(text.includes(number), `${number} in ${where}`).toBe(false)
  for (const text of [log, kept, screens.get('audit.list')]) expect(text).not.toContain('Zephyrine')
})
