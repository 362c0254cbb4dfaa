import type { ProviderName } from '@syncline/domain/connection'
import { createSandbox, type Sandbox } from '@syncline/sandbox'
import Stripe from 'stripe'
import { afterAll, beforeAll, expect, it, test } from 'vitest'
import type { CachedRead } from './cached-read.ts'
import { mailchimp } from './mailchimp/index.ts'
import { manifest as mailchimpManifest } from './mailchimp/manifest.ts'
import { memberSchema, toContact } from './mailchimp/member.ts'
import { memberIdOf } from './mailchimp/member-id.ts'
import { planContact } from './mailchimp/plan.ts'
import { memberSample } from './mailchimp/samples/index.ts'
import { setTags } from './mailchimp/tags.ts'
import type { Access } from './provider.ts'
import { availableProviders, loadProvider } from './registry.ts'
import { fakeTarget } from './testing/fake-target.ts'
import { planContext } from './testing/plan-context.ts'

const keys = {
  stripe: 'sk_test_reads',
  square: 'EAAA_reads',
  quickbooks: 'qbo_reads',
  mailchimp: 'reads-us21',
  flasherp: 'erp_reads',
  buypower: 'bp_reads',
}
const realmId = '9130000000000042'
const listId = 'c0ffee1234'
let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await createSandbox({
    accounts: [
      {
        stripe: { secretKey: keys.stripe },
        square: { accessToken: keys.square },
        quickbooks: {
          realmId,
          clientId: 'reads-app',
          clientSecret: 'reads-secret',
          accessToken: keys.quickbooks,
        },
        mailchimp: { apiKey: keys.mailchimp, listId },
        flasherp: { apiKey: keys.flasherp, apiSecret: 'reads secret' },
        buypower: { apiKey: keys.buypower, walletKobo: 2_000_050 },
      },
    ],
  })
})
afterAll(() => sandbox.close())

const paths: Partial<Record<ProviderName, string>> = {
  quickbooks: `/quickbooks/v3/company/${realmId}`,
  mailchimp: `/mailchimp/3.0/lists/${listId}`,
  flasherp: '/flasherp/v1',
  buypower: '/buypower/v2',
}
type Reading = keyof typeof keys

function accessTo(provider: Reading, baseUrl = `${sandbox.url}${paths[provider] ?? ''}`): Access {
  const secrets =
    provider === 'quickbooks'
      ? { access_token: keys.quickbooks }
      : { api_key: keys[provider], api_secret: 'reads secret' }
  return { baseUrl, secrets, now: () => new Date(), signal: new AbortController().signal }
}

async function readOf(provider: ProviderName, name: string): Promise<CachedRead> {
  const read = (await loadProvider(provider)).cachedReads?.[name]
  if (!read) throw new Error(`${provider} has no ${name}`)
  return read
}

async function read(provider: Reading, name: string, about = '') {
  const answer = await (await readOf(provider, name)).read(about, accessTo(provider))
  if (!answer.ok) throw new Error(`${answer.code} ${answer.detail}`)
  return answer.answer
}

const sample = `2026-01-01T00:00:00Z/2126-01-01T00:00:00Z`

it('are told by the providers as they are', async () => {
  expect(await read('square', 'locations')).toMatchObject([
    { name: 'Marina', isActive: true, currency: 'USD', timezone: 'Africa/Lagos' },
  ])
  expect(await read('quickbooks', 'company')).toMatchObject({ country: 'US', fiscalYearStart: null })
  expect(await read('mailchimp', 'lists')).toMatchObject([{ id: listId, members: 0 }])
  expect(await read('buypower', 'discos')).toContainEqual({ id: 'IKEJA', name: 'IKEDC Ikeja', isUp: true })
  expect(await read('buypower', 'status')).toMatchObject({ isUp: true })
  expect(await read('buypower', 'wallet')).toEqual({ kobo: 2_000_050 })
  expect(await read('buypower', 'tariff', 'TV/DSTV')).toContainEqual(
    expect.objectContaining({ priceKobo: expect.any(Number) }),
  )
  expect(await read('flasherp', 'metrics', sample)).toMatchObject({ created: { customers: 0 }, money: [] })
})

it('tell the tags that somebody of an audience has', async () => {
  const { limits } = mailchimpManifest
  const access = accessTo('mailchimp')
  const email = 'tagged@example.com'
  const member = memberSchema.parse(memberSample({ email_address: email, tags: [] }))
  const plan = planContact(toContact(member), planContext(null))
  if (plan.ok) await mailchimp.push?.contact?.send(plan.call, '', access)
  await setTags(memberIdOf(email), { add: ['Regular', 'Lagos'], remove: [] }, access, limits)
  const tags = (await read('mailchimp', 'tags', listId)) as unknown as { id: string; name: string }[]
  expect(tags.map(({ name }) => name)).toEqual(expect.arrayContaining(['Regular', 'Lagos']))
})

it('tell what is in the Stripe account', async () => {
  const { port } = new URL(sandbox.url)
  const stripe = new Stripe(keys.stripe, { host: '127.0.0.1', port, protocol: 'http', telemetry: false })
  const paid = await stripe.paymentIntents.create({
    amount: 4_200,
    currency: 'eur',
    payment_method: 'pm_card_visa',
    confirm: true,
  })
  const chargeId = typeof paid.latest_charge === 'string' ? paid.latest_charge : ''
  await stripe.refunds.create({ charge: chargeId, amount: 200 })
  expect(await read('stripe', 'balance')).toMatchObject({ pending: [{ amount: 4_000, currency: 'EUR' }] })
})

test.each(Object.keys(keys) as Reading[])(
  'of %s take no nonsense for an answer, and refuse strange questions',
  async (provider) => {
    const { cachedReads = {} } = await loadProvider(provider)
    expect(Object.keys(cachedReads).length).toBeGreaterThan(0)
    for (const [name, { about, read: ask, lifeMs }] of Object.entries(cachedReads)) {
      expect(lifeMs, name).toBeGreaterThanOrEqual(60_000)
      if (about) expect(about.schema.safeParse(about.example).success, name).toBe(true)
      for (const strange of ['', '../../x', 'a b', '\u0000', '1'.repeat(101)])
        expect(about?.schema.safeParse(strange).success ?? false, `${name} ${strange}`).toBe(false)
      for (const [status, body, code] of [
        [200, '{"what":"is this"}', 'PROVIDER_MALFORMED_RESPONSE'],
        [200, '[', 'PROVIDER_MALFORMED_RESPONSE'],
        // A token that runs out is renewed, a key is not.
        [401, '{}', provider === 'quickbooks' ? 'TOKEN_EXPIRED' : 'INVALID_CREDENTIALS'],
        [503, 'gone', 'PROVIDER_UNAVAILABLE'],
      ] as const) {
        const fake = await fakeTarget({ status, body })
        const answer = await ask(about?.example ?? '', accessTo(provider, fake.url))
        await fake.close()
        expect(answer, `${name} ${status} ${body}`).toMatchObject({ ok: false, code })
      }
    }
  },
)

it('are offered by every provider that has something of the kind', () => {
  expect(availableProviders.filter((name) => !Object.hasOwn(keys, name))).toEqual(['pcs-ai'])
})
