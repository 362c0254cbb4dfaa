import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { askSandbox } from '../ask-sandbox.ts'
import { type Desk, startDesk } from './desk.ts'

const titles = ['Stripe', 'FlashERP', 'Square', 'Mailchimp', 'QuickBooks', 'BuyPower', 'PCS AI']
let desk: Desk

beforeAll(async () => {
  desk = await startDesk('stripe,flasherp,square,mailchimp,quickbooks,buypower,pcs-ai')
})
afterAll(() => desk?.close())

it('every provider of the demo is listed, and each of its pages opens', async () => {
  const { page, context } = await desk.open('admin')
  for (const title of titles) {
    await page.goto(`${desk.stack.baseUrl}/connections`)
    const link = page.getByRole('link', { name: new RegExp(`^${title} ·`) })
    await link.first().click()
    await page.getByRole('heading', { level: 1, name: new RegExp(`^${title} ·`) }).waitFor()
    await page.getByRole('heading', { name: 'Credentials' }).waitFor()
    await desk.audit(page)
  }
  await context.close()
})

it('what is sold at the till and who subscribes is seen live', async () => {
  const { page, context } = await desk.open('operator')
  await askSandbox(desk.stack.sandboxUrl, '/trigger/square/customer.created', { name: 'Till Person' })
  await desk.seen(page, 'Till Person')
  // The back office and the mailing list.
  await expect.poll(() => page.getByRole('row').filter({ hasText: 'Till Person' }).count()).toBe(2)
  for (const row of await page.getByRole('row').filter({ hasText: 'Till Person' }).all())
    await row.getByText('Synced').first().waitFor()
  await context.close()
})

it('one venue is shown alone, from page to page, until all are chosen again', async () => {
  const { page, context } = await desk.open('operator')
  const till = page.getByRole('row').filter({ hasText: 'Till Person' })
  await expect.poll(() => till.count()).toBe(2)
  await page.getByRole('button', { name: /All venues$/ }).waitFor()
  await page.keyboard.press('v')
  await page.getByRole('menuitemradio', { name: 'Marina Group, Head office' }).press('Enter')
  await expect.poll(() => till.count()).toBe(1)
  await till.getByText('To Mailchimp').waitFor()
  const venue = /[?&]venue=Marina(\+|%20)Group,(\+|%20)Head(\+|%20)office/
  for (const [link, heading] of [
    ['Webhooks', 'Webhooks'],
    ['Connections', 'Connections'],
    ['Events', 'Events'],
    ['Syncs', 'Syncs'],
  ] as const) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: link }).click()
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    expect(page.url()).toMatch(venue)
  }
  await desk.audit(page)
  await page.getByRole('button', { name: 'Clear Venue' }).click()
  await expect.poll(() => till.count()).toBe(2)
  await page.goBack()
  await expect.poll(() => till.count()).toBe(1)
  await page.goto(`${desk.stack.baseUrl}/syncs?venue=Nowhere`)
  await page.getByRole('heading', { name: 'There is no venue “Nowhere”' }).waitFor()
  await page.getByRole('button', { name: 'Show all venues' }).click()
  await expect.poll(() => till.count()).toBe(2)
  expect(page.url()).not.toContain('venue')
  await context.close()
})

/** Goes by the wizard to the page of QuickBooks' sandbox, and answers there. */
async function answerAtQuickbooks(page: Page, button: 'Approve' | 'Deny'): Promise<void> {
  await page.goto(`${desk.stack.baseUrl}/connections/connect`)
  await page.getByRole('button', { name: /^QuickBooks/ }).click()
  await page.getByLabel('Venue').fill('Marina Suites')
  await page.getByRole('button', { name: 'Sign in at QuickBooks' }).click()
  await page.getByRole('heading', { name: 'Connect to QuickBooks' }).waitFor()
  await page.getByLabel('Company').selectOption({ label: 'Marina Suites Ltd' })
  await page.getByRole('button', { name: button }).click()
}

it('who says no at QuickBooks is told that nothing was connected', async () => {
  const { page, context } = await desk.open('admin')
  await answerAtQuickbooks(page, 'Deny')
  await page.getByRole('alert').filter({ hasText: 'Nothing was connected' }).waitFor()
  await page.waitForURL(`${desk.stack.baseUrl}/connections`)
  expect(await page.getByRole('link', { name: /^QuickBooks · Marina Suites/ }).count()).toBe(0)
  await context.close()
})

it('who approves chooses what flows, and finds the connection with its tokens in custody', async () => {
  const { page, context } = await desk.open('admin')
  await answerAtQuickbooks(page, 'Approve')
  await page.getByRole('status').filter({ hasText: 'is connected.' }).waitFor()
  expect(page.url()).not.toContain('connected=')
  await page.getByRole('heading', { name: 'What it is about' }).waitFor()
  // What the company says of itself comes above the button, and moves it.
  await page.getByRole('main').getByText('Marina Suites Ltd').first().waitFor()
  await page.getByRole('button', { name: 'Go on', exact: true }).click()
  await page.getByRole('heading', { name: 'What should flow?' }).waitFor()
  await page
    .getByRole('checkbox', { name: /^Customers from Stripe.* to QuickBooks/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Let 1 flow' }).click()
  await page.getByRole('button', { name: 'Save and go on' }).click()
  await page.getByRole('link', { name: 'Open the connection' }).click()
  await page.getByRole('heading', { level: 1, name: /^QuickBooks/ }).waitFor()
  await page.getByText('Refresh token').first().waitFor()
  await context.close()
})

it('an admin rotates a key: a wrong one is told at its field, of the right one only its end is shown', async () => {
  const { page, context } = await desk.open('admin')
  await page.goto(`${desk.stack.baseUrl}/connections`)
  await page.getByRole('link', { name: /^Stripe ·/ }).click()
  await page.getByRole('button', { name: 'Rotate: API key' }).click()
  const dialog = page.getByRole('dialog')
  const give = async (key: string) => {
    await dialog.locator('input').fill(key)
    await dialog.getByRole('button', { name: 'Keep it' }).click()
  }
  await give('sk_test_of_nobody_0000')
  await dialog.getByText('Stripe does not accept it').waitFor()
  await askSandbox(desk.stack.sandboxUrl, '/accounts', { stripe: { secretKey: 'sk_test_another_one_wxyz' } })
  await give('sk_test_another_one_wxyz')
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText('…wxyz').first().waitFor()
  expect(await page.content()).not.toContain('sk_test_another')
  await context.close()
})

/** As whoever signed in a quarter of an hour ago is answered. */
const passwordNeeded = {
  status: 403,
  json: {
    error: {
      message: 'No',
      code: -32603,
      data: { syncline: { code: 'PERMISSION_DENIED', details: { reason: 'password_needed' } } },
    },
  },
}

interface Vends {
  readonly entries: readonly { readonly object: { readonly meter: string; readonly token: string } }[]
}

it('an operator sells electricity, and asks what became of a sale that nobody answered', async () => {
  const { page, context } = await desk.open('operator', { width: 390, height: 844 })
  await page.goto(`${desk.stack.baseUrl}/connections`)
  await page.getByRole('link', { name: /^BuyPower ·/ }).click()
  const form = page.getByRole('form', { name: 'Sell electricity' })
  const dialog = page.getByRole('dialog')
  const sell = async (meter: string) => {
    await form.getByLabel('Meter number').fill(meter)
    await form.getByLabel('Company').selectOption('EKO')
    await form.getByLabel('Amount, naira').fill('5,000')
    await form.getByLabel('Customer’s phone').fill('0803 123 4567')
    await form.getByLabel('Customer’s phone').press('Enter')
    await dialog.getByText(`₦5,000.00 of electricity for A••• O•••, meter ${meter} at EKEDC Eko`).waitFor()
    await dialog.getByRole('button', { name: 'Sell for ₦5,000.00' }).press('Enter')
  }
  await page.route('**/recharge.create*', (route) => route.fulfill(passwordNeeded), { times: 1 })
  await sell('04123456789')
  const { password = '' } = desk.stack.signIns.find(({ role }) => role === 'operator') ?? {}
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByLabel('Password', { exact: true }).press('Enter')
  await dialog.first().waitFor({ state: 'hidden' })
  const { entries } = await askSandbox<Vends>(
    desk.stack.sandboxUrl,
    '/objects?provider=buypower&entity=vends',
  )
  const groups = entries.at(-1)?.object.token.replaceAll('-', ' ') as string
  await form.getByText(groups).waitFor()
  const list = page.getByRole('list', { name: 'Sold by hand' })
  await list.getByText('Sold', { exact: true }).waitFor()
  expect(await list.innerText()).not.toContain(groups)
  await list.getByRole('button', { name: /^Show token/ }).click()
  await list.getByText(groups).waitFor()
  await desk.auditBoth(page)
  // Answered with 202, in work at the first question, then sold.
  await sell('04123450202')
  await dialog.waitFor({ state: 'hidden' })
  await form.getByText('don’t sell it anew').waitFor()
  await form.getByRole('button', { name: 'Ask what became of it' }).click()
  await page.getByText('BuyPower does not know yet').waitFor()
  await list.getByRole('button', { name: /^Ask again/ }).click()
  await page.getByText('It was sold', { exact: true }).waitFor()
  await expect.poll(() => list.getByText('Sold', { exact: true }).count()).toBe(2)
  await context.close()
})

it('an auditor sees what was sold, and sells nothing', async () => {
  const { page, context } = await desk.open('auditor')
  await page.goto(`${desk.stack.baseUrl}/connections`)
  await page.getByRole('link', { name: /^BuyPower ·/ }).click()
  const list = page.getByRole('list', { name: 'Sold by hand' })
  await expect.poll(() => list.getByText('Sold', { exact: true }).count()).toBe(2)
  for (const name of ['Check the meter', /^Show token/])
    expect(await page.getByRole('button', { name }).first().getAttribute('aria-disabled')).toBe('true')
  await context.close()
})

it('a test webhook of the sandbox arrives while one looks on', async () => {
  const { page, context } = await desk.open('admin')
  await page.goto(`${desk.stack.baseUrl}/connections`)
  await page.getByRole('link', { name: /^Stripe ·/ }).click()
  await page.getByRole('button', { name: 'Send test' }).click()
  await page.getByRole('link', { name: 'customer.created' }).click()
  await page.getByRole('heading', { level: 1, name: 'customer.created from Stripe' }).waitFor()
  await context.close()
})

it('nothing was executed or styled against the policy', () => {
  expect(desk.violations).toEqual([])
})
