import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Desk, startDesk } from './desk.ts'

let desk: Desk

beforeAll(async () => {
  desk = await startDesk()
}, 120_000)
afterAll(() => desk?.close(), 60_000)

/** Goes by the wizard to the page of QuickBooks' sandbox, and answers there. */
async function answerAtQuickbooks(page: Page, button: 'Approve' | 'Deny'): Promise<void> {
  await page.goto(`${desk.stack.baseUrl}/connections/connect`)
  await page.getByRole('button', { name: /^QuickBooks/ }).click()
  await page.getByLabel('Venue').fill('Ember Café, Lekki')
  await page.getByRole('button', { name: 'Sign in at QuickBooks' }).click()
  await page.getByRole('heading', { name: 'Connect to QuickBooks' }).waitFor()
  await page.getByLabel('Company').selectOption({ label: 'Ember Café Ltd' })
  await page.getByRole('button', { name: button }).click()
}

it('who says no at QuickBooks is told that nothing was connected', async () => {
  const { page, context } = await desk.open('admin')
  await answerAtQuickbooks(page, 'Deny')
  await page.getByRole('alert').filter({ hasText: 'Nothing was connected' }).waitFor()
  await page.waitForURL(`${desk.stack.baseUrl}/connections`)
  expect(await page.getByRole('link', { name: /^QuickBooks/ }).count()).toBe(0)
  await context.close()
}, 60_000)

it('who approves chooses what flows, and finds the connection with its tokens in custody', async () => {
  const { page, context } = await desk.open('admin')
  await answerAtQuickbooks(page, 'Approve')
  await page.getByRole('heading', { name: 'What should flow?' }).waitFor()
  await page.getByRole('status').filter({ hasText: 'is connected.' }).waitFor()
  expect(page.url()).not.toContain('connected=')
  await page.getByRole('checkbox', { name: /^Customers from Stripe.* to QuickBooks/ }).click()
  await page.getByRole('button', { name: 'Let 1 flow' }).click()
  await page.getByRole('link', { name: 'Open the connection' }).click()
  await page.getByRole('heading', { level: 1, name: /^QuickBooks/ }).waitFor()
  await page.getByText('Customers come from Stripe · Ember Café').first().waitFor()
  await page.getByText('Refresh token').first().waitFor()
  await context.close()
}, 60_000)

it('a key of Stripe is given a new version', async () => {
  const { page, context } = await desk.open('admin')
  await page.goto(`${desk.stack.baseUrl}/connections`)
  await page
    .getByRole('link', { name: /^Stripe/ })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: /^Stripe/ }).waitFor()
  await page
    .getByRole('button', { name: /^Rotate/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('input').fill('sk_test_rotated_by_a_person_9f3a')
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText(/9f3a/).first().waitFor()
  expect(await page.content()).not.toContain('sk_test_rotated')
  await context.close()
}, 60_000)

it('a test webhook of the sandbox arrives while one looks on', async () => {
  const { page, context } = await desk.open('admin')
  await page.goto(`${desk.stack.baseUrl}/connections`)
  await page
    .getByRole('link', { name: /^Stripe/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Send test' }).click()
  await page.getByRole('link', { name: 'customer.created' }).click()
  await page.getByRole('heading', { level: 1, name: 'customer.created from Stripe' }).waitFor()
  await context.close()
}, 60_000)

it('nothing was executed or styled against the policy', () => {
  expect(desk.violations).toEqual([])
})
