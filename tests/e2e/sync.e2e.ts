import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Desk, startDesk } from './desk.ts'

let desk: Desk

beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk?.close())

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
    // The second wait is long enough that no try begins by itself while the dialog is open.
    const tries = page.getByText(/^Try \d+ started$/)
    await tries.nth(1).waitFor()
    await page.getByText('Waiting', { exact: true }).first().waitFor()
    const before = await tries.count()
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
    await expect.poll(() => tries.count()).toBeGreaterThan(before)
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

describe('many at once', () => {
  const status = (page: Page, name: string) =>
    page.getByRole('row').filter({ hasText: name }).locator('td').nth(1)

  it('are ticked by keyboard, skipped with a reason, and counted', async () => {
    const { page, context } = await desk.open('operator')
    for (const name of ['Bulk One -422', 'Bulk Two -422']) await desk.trigger(name)
    await desk.seen(page, 'Bulk One')
    await desk.seen(page, 'Bulk Two')
    // Both first: with one ticked, the list shows no change of the other.
    for (const name of ['Bulk One', 'Bulk Two']) await status(page, name).getByText('Failed').waitFor()
    for (const name of ['Bulk One', 'Bulk Two']) {
      await page.getByRole('row').filter({ hasText: name }).focus()
      await page.keyboard.press('x')
    }
    const bar = page.getByRole('region', { name: 'What is selected' })
    await bar.getByText('2 selected').waitFor()
    await desk.audit(page)
    await bar.getByRole('button', { name: 'Skip 2…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/can’t be undone/).waitFor()
    await dialog.getByRole('textbox').fill('Entered by hand in FlashERP')
    await dialog.getByRole('button', { name: 'Skip 2' }).click()
    await page.getByText('2 syncs skipped', { exact: true }).waitFor()
    for (const name of ['Bulk One', 'Bulk Two']) await status(page, name).getByText('Skipped').waitFor()
    await page.getByRole('button', { name: 'Close this card' }).click()
    await context.close()
  })

  it('that match the filters are retried all, past what is on the page', async () => {
    const { page, context } = await desk.open('operator')
    for (const name of ['Match One -422', 'Match Two -422', 'Match Three -422']) {
      await desk.trigger(name)
      await desk.seen(page, name.slice(0, -5))
      await status(page, name.slice(0, -5)).getByText('Failed').waitFor()
    }
    await page.getByRole('navigation', { name: 'Views by status' }).getByText('Failed').click()
    await page.getByRole('checkbox', { name: /^Select customer Match One/ }).check()
    await page.getByRole('button', { name: /^select all \d+ matching$/ }).click()
    await page.getByRole('button', { name: /^Retry \d+…$/ }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Retry \d+$/ })
      .click()
    await page.getByText(/^\d+ syncs put in line again$/).waitFor()
    expect(page.url()).toContain('bulk=')
    await page.getByText('Match Two').first().click()
    await page
      .getByText(/Ngozi Adeyemi asked for/)
      .first()
      .waitFor()
    await context.close()
  })

  it('can be asked for by their ids, where no webhook came', async () => {
    const customer = await desk.trigger('Asked For')
    const { page, context } = await desk.open('operator')
    await page.getByRole('button', { name: 'Request a sync' }).click()
    const dialog = page.getByRole('dialog')
    const flow = dialog.getByRole('option', { name: /^Customers: Stripe/ })
    await dialog.getByLabel('What goes where').selectOption(await flow.getAttribute('value'))
    await dialog.getByLabel('Ids at the source').fill(customer)
    await dialog.getByRole('button', { name: 'Request it' }).click()
    await page.getByRole('heading', { level: 1, name: /Asked For/ }).waitFor()
    await page.getByText('Read from its source').first().waitFor()
    await context.close()
  })
})

describe('a connection', () => {
  it('is read by an operator, and its retries are set by an admin', async () => {
    const { page, context } = await desk.open('admin')
    await page.getByRole('link', { name: 'Connections' }).click()
    await page.getByRole('heading', { level: 1, name: 'Connections' }).waitFor()
    await desk.audit(page)
    await page.getByRole('link', { name: /^FlashERP/ }).click()
    await page.getByLabel('First wait, in seconds').fill('1')
    await page.getByText('after 31 s').first().waitFor()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('5 retries, the first after 1 s, set for this connection.').waitFor()
    // The button that was pressed says under the pointer why it does nothing now.
    await page.mouse.move(0, 0)
    await page.getByRole('tooltip').waitFor({ state: 'detached' })
    await desk.audit(page)
    await page.getByRole('button', { name: 'Use the usual ones' }).click()
    await page.getByText('5 retries, the first after 2 s, as usual.').waitFor()
    await context.close()

    const reader = await desk.open('operator')
    await reader.page.goto(`${desk.stack.baseUrl}/connections`)
    await reader.page.getByRole('link', { name: /^FlashERP/ }).click()
    const save = reader.page.getByRole('button', { name: 'Save', exact: true })
    expect(await save.getAttribute('aria-disabled')).toBe('true')
    await reader.context.close()
  })
})

describe('a connection opened', () => {
  it('comes as a whole: nothing on it moves while its parts are read', async () => {
    const { page, context } = await desk.open('operator')
    await context.addInitScript(() => {
      const moves: number[] = []
      Object.assign(globalThis, { moves })
      new PerformanceObserver((seen) => {
        for (const entry of seen.getEntries()) moves.push((entry as unknown as { value: number }).value)
      }).observe({ type: 'layout-shift' as 'mark', buffered: true })
    })
    await page.getByRole('link', { name: 'Connections' }).click()
    for (const name of [/^FlashERP/, /^Stripe/]) {
      const href = await page.getByRole('link', { name }).first().getAttribute('href')
      const alone = await context.newPage()
      await alone.goto(`${desk.stack.baseUrl}${href}`)
      await alone.getByRole('heading', { name: 'Retries' }).waitFor()
      await alone.waitForLoadState('networkidle')
      const moved = await alone.evaluate(() => (globalThis as unknown as { moves: number[] }).moves)
      expect(moved.reduce((sum, move) => sum + move, 0)).toBeLessThan(0.02)
      await alone.close()
    }
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

it('Back takes a filter off, and a page that the network cut off opens by itself', async () => {
  const { page, context } = await desk.open('operator')
  const asked = () => new URL(page.url()).search
  await page.getByRole('button', { name: /^Entity/ }).click()
  await page.getByText('Customers', { exact: true }).first().click()
  await expect.poll(asked).toBe('?entity=customer')
  await page.goBack()
  await expect.poll(asked).toBe('')

  await context.setOffline(true)
  await page.getByRole('link', { name: 'Reconciliation' }).click()
  await page.getByRole('heading', { name: 'Syncline can’t be reached' }).waitFor()
  await context.setOffline(false)
  await page.getByRole('heading', { level: 1, name: 'Reconciliation' }).waitFor()
  await context.close()
}, 60_000)

it('an operator gives part of a payment back, and a double click gives it back once', async () => {
  const { page, context } = await desk.open('operator')
  // Nothing else here is a payment: what arrives in an empty list is shown at once.
  await page.goto(`${desk.stack.baseUrl}/syncs?entity=transaction`)
  await desk.trigger('Refunded Person', 'payment_intent.succeeded', { currency: 'usd' })
  const row = page
    .getByRole('row')
    .filter({ hasText: /transaction/i })
    .filter({ hasText: 'Synced' })
  await row.first().getByRole('link').first().click()
  await page.getByRole('button', { name: 'Refund…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Amount to refund').fill('0.50')
  await dialog.getByLabel('Reason').fill('The parcel never arrived')
  await dialog.getByRole('checkbox', { name: /^Give .*0\.50 back to Refunded Person/ }).click()
  await desk.auditBoth(page)
  await dialog.getByRole('button', { name: /^Refund .*0\.50$/ }).dblclick()
  await dialog.waitFor({ state: 'hidden' })
  const refunds = page.getByRole('listitem').filter({ hasText: 'The parcel never arrived' })
  await refunds.getByText('Synced').waitFor()
  expect(await refunds.count()).toBe(1)
  await refunds.getByRole('link').click()
  await page.getByRole('heading', { level: 1, name: /^Refund of .*0\.50 at Stripe$/ }).waitFor()
  await page.getByText(/^Refunded Person, .*Written/).waitFor()
  await page.getByText('asked for the refund').waitFor()
  await desk.audit(page)
  await context.close()
})

it('an admin has the webhook set up anew, and the next one comes by it', async () => {
  const { page, context } = await desk.open('admin')
  await page.goto(`${desk.stack.baseUrl}/connections`)
  await page.getByRole('link', { name: /^Stripe ·/ }).click()
  await page.getByRole('heading', { name: 'Stripe sends more than is routed here' }).waitFor()
  await page.getByRole('button', { name: 'Replace…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Replace it' }).click()
  await page.getByRole('heading', { name: 'Stripe sends what is routed here' }).waitFor()
  await desk.auditBoth(page)
  await page.getByRole('button', { name: 'Send test' }).click()
  await page.getByText('Arrived:').waitFor()
  await context.close()
})

it('nothing was executed or styled against the policy', () => {
  expect(desk.violations).toEqual([])
})
