import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Desk, startDesk } from './desk.ts'

let desk: Desk

beforeAll(async () => {
  desk = await startDesk()
}, 120_000)
afterAll(() => desk?.close(), 60_000)

describe('an operator', () => {
  it('sees a change arrive without reloading', async () => {
    const { page, context } = await desk.open('operator')
    await desk.trigger('Arriving Live')
    await desk.seen(page, 'Arriving Live')
    await page
      .getByText(/Written as customer/)
      .first()
      .waitFor()
    await desk.audit(page)
    await context.close()
  })

  it('opens a failed sync, reads why, and skips it with a reason', async () => {
    const { page, context } = await desk.open('operator')
    await desk.trigger('Refused Person -422')
    await desk.seen(page, 'Refused Person')
    await page.getByText('Refused Person').first().click()
    await page.getByRole('heading', { level: 1, name: /Refused Person/ }).waitFor()
    await page.getByText('Nothing was written in FlashERP.').first().waitFor()
    await desk.audit(page)
    await page.getByRole('button', { name: /^Skip/ }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').fill('Entered by hand in FlashERP')
    await dialog.getByRole('button', { name: /^Skip/ }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText('Skipped', { exact: true }).first().waitFor()
    await page
      .getByText(/Entered by hand in FlashERP/)
      .first()
      .waitFor()
    await context.close()
  })

  it('retries one, and sees its state change without reloading', async () => {
    const { page, context } = await desk.open('operator')
    await desk.trigger('Waiting Person -503')
    await desk.seen(page, 'Waiting Person')
    await page.getByText('Waiting Person').first().click()
    await page.getByRole('heading', { level: 1, name: /Waiting Person/ }).waitFor()
    await page.getByText('Waiting', { exact: true }).first().waitFor()
    const before = await page.getByText(/^Try \d+ started$/).count()
    await page
      .getByRole('button', { name: /^Retry/ })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: /^Retry/ }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page
      .getByText(/Ngozi Adeyemi/)
      .first()
      .waitFor()
    await expect
      .poll(() => page.getByText(/^Try \d+ started$/).count(), { timeout: 20_000 })
      .toBeGreaterThan(before)
    await context.close()
  })

  it('does the same on a phone, without scrolling sideways', async () => {
    const { page, context } = await desk.open('operator', { width: 390, height: 844 })
    await desk.trigger('Phone Person -422')
    await desk.seen(page, 'Phone Person')
    await desk.audit(page)
    await page.getByText('Phone Person').first().click()
    await page.getByRole('heading', { level: 1, name: /Phone Person/ }).waitFor()
    await desk.audit(page)
    await context.close()
  })
})

describe('an auditor', () => {
  it('reads everything and is told why the buttons do nothing', async () => {
    const { page, context } = await desk.open('auditor')
    await desk.trigger('Audited Person -422')
    await desk.seen(page, 'Audited Person')
    await page.getByText('Audited Person').first().click()
    await page.getByRole('heading', { level: 1, name: /Audited Person/ }).waitFor()
    const retry = page.getByRole('button', { name: /^Retry/ }).first()
    expect(await retry.getAttribute('aria-disabled')).toBe('true')
    await retry.hover()
    await page
      .getByRole('tooltip')
      .filter({ hasText: /Operators/ })
      .first()
      .waitFor()
    await context.close()
  })
})

it('nothing was executed or styled against the policy', () => {
  expect(desk.violations).toEqual([])
})
