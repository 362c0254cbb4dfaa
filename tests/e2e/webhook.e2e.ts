import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { askSandbox } from '../ask-sandbox.ts'
import { type Desk, startDesk } from './desk.ts'

let desk: Desk

beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk?.close())

/** How often a customer of Stripe was really written in FlashERP's sandbox. */
async function writesOf(customerId: string): Promise<number> {
  const path = `/ledger/effects?provider=flasherp&externalRef=${customerId}`
  return (await askSandbox<{ entries: unknown[] }>(desk.stack.sandboxUrl, path)).entries.length
}

/** Opens the webhook that is on top of the list of one type, once it is routed. */
async function openNewest(page: Page, type: string): Promise<void> {
  await page.goto(`${desk.stack.baseUrl}/webhooks?type=${type}&status=routed`)
  await page.getByRole('heading', { level: 1, name: 'Webhooks' }).waitFor()
  await page.getByRole('link', { name: type }).first().click()
  await page.getByRole('heading', { level: 1, name: `${type} from Stripe` }).waitFor()
}

async function giveReason(page: Page, button: RegExp): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('To see that nothing is doubled')
  await dialog.getByRole('button', { name: button }).click()
  await dialog.waitFor({ state: 'hidden' })
}

it('a webhook arrives, is opened, followed to its sync, replayed, and nothing is written twice', async () => {
  const { page, context } = await desk.open('operator')
  await page.getByRole('link', { name: 'Webhooks' }).first().click()
  await page.getByRole('heading', { level: 1, name: 'Webhooks' }).waitFor()
  const name = 'Replayed <img src=x onerror=alert(1)>'
  const customerId = await desk.trigger(name)
  await desk.seen(page, 'customer.created')
  await desk.audit(page)

  await openNewest(page, 'customer.created')
  await page.getByText('Led to 1 sync').first().waitFor()
  await page.getByText(customerId).first().waitFor()
  expect(await page.getByText(name).count()).toBe(1)
  expect(await page.getByText('stripe-signature').count()).toBe(1)
  await desk.audit(page)

  await page.getByRole('link', { name: /Replayed <img/ }).click()
  await page.getByRole('heading', { level: 1, name: /Replayed <img/ }).waitFor()
  await page.getByText('Synced', { exact: true }).first().waitFor()
  const before = await writesOf(customerId)
  expect(before).toBeGreaterThan(0)
  await page.getByRole('link', { name: 'customer.created' }).click()
  await page.getByRole('heading', { level: 1, name: 'customer.created from Stripe' }).waitFor()

  for (const times of ['once', '2 times']) {
    await page
      .getByRole('button', { name: /^Replay/ })
      .first()
      .click()
    await giveReason(page, /^Replay/)
    await page.getByText(`Led to 1 sync, replayed ${times}`).first().waitFor()
  }
  expect(await writesOf(customerId)).toBe(before)
  // What the name says is read, never obeyed.
  expect(await page.locator('img[src="x"]').count()).toBe(0)
  await context.close()
})

it('several are ticked and replayed together', async () => {
  const { page, context } = await desk.open('operator')
  await desk.trigger('First Of Many')
  await desk.trigger('Second Of Many')
  // What comes later is announced above the list, so both have to be there when it is read.
  await expect
    .poll(async () => {
      await page.goto(`${desk.stack.baseUrl}/webhooks?status=routed&type=customer.created`)
      await page.getByRole('row').nth(1).waitFor()
      return page.getByRole('row').count()
    })
    .toBeGreaterThan(2)
  const ticks = page.getByRole('checkbox', { name: /^Select customer/ })
  await ticks.nth(0).click()
  await ticks.nth(1).click({ modifiers: ['Shift'] })
  await page.getByText('2 selected').waitFor()
  await desk.audit(page)
  await page.getByRole('button', { name: /^Replay 2/ }).click()
  await giveReason(page, /^Replay 2$/)
  await page.getByText('2 webhooks put in line to be read again').first().waitFor()
  await context.close()
})

it('an auditor reads it all, also on a phone, and is told why Replay does nothing', async () => {
  const { page, context } = await desk.open('auditor', { width: 390, height: 844 })
  await desk.trigger('Audited Webhook')
  await page.goto(`${desk.stack.baseUrl}/webhooks`)
  await desk.seen(page, 'customer.created')
  await desk.audit(page)
  // FlashERP tells of the customer too, which is our own change coming back.
  await page
    .getByRole('link', { name: /^customer\.created.*Stripe/ })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: 'customer.created from Stripe' }).waitFor()
  await desk.audit(page)
  const replay = page.getByRole('button', { name: /^Replay/ }).first()
  expect(await replay.getAttribute('aria-disabled')).toBe('true')
  await replay.hover()
  await page
    .getByRole('tooltip')
    .filter({ hasText: /Operators/ })
    .first()
    .waitFor()
  await context.close()
})

it('nothing was executed or styled against the policy', () => {
  expect(desk.violations).toEqual([])
})
