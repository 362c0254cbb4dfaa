import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Desk, startDesk } from './desk.ts'

let desk: Desk

beforeAll(async () => {
  desk = await startDesk()
}, 120_000)
afterAll(() => desk?.close(), 60_000)

const post = async (path: string, body: object) => {
  const response = await fetch(`${desk.stack.sandboxUrl}/_sandbox/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(200)
}
const fault = (down: 'no' | 'unavailable') => post('faults', { provider: 'flasherp', down })

async function openConnection(page: Page): Promise<void> {
  await page.goto(`${desk.stack.baseUrl}/connections`)
  await page.getByRole('link', { name: /^FlashERP ·/ }).click()
  await page.getByRole('heading', { level: 1, name: /^FlashERP ·/ }).waitFor()
}

/** Reads the page again and again, so that nobody waits for its own next look. */
async function shows(page: Page, state: string): Promise<void> {
  // The last one: its name may bear the state as well.
  const states = page.getByText(/^(?:Calls go out|Resting|Trying one call)$/).last()
  const read = async () => {
    await page.reload()
    await states.waitFor()
    return states.textContent()
  }
  await expect.poll(read, { timeout: 30_000 }).toBe(state)
}

const fact = (page: Page, name: string) =>
  page
    .locator('dt')
    .filter({ hasText: new RegExp(`^${name}$`) })
    .locator('xpath=following-sibling::dd[1]')

async function openSync(page: Page, name: string): Promise<void> {
  await page.goto(`${desk.stack.baseUrl}/syncs`)
  await desk.seen(page, name)
  await page.getByText(name).first().click()
  await page.getByRole('heading', { level: 1, name: new RegExp(name) }).waitFor()
}

/** Makes a customer inside FlashERP, from where it goes to Stripe. */
const enter = (name: string) => post('flasherp/customers', { name })

/** What Stripe's sandbox holds of a customer. */
async function nameAtStripe(name: string): Promise<string | undefined> {
  const response = await fetch(
    `${desk.stack.sandboxUrl}/_sandbox/objects?provider=stripe&entity=customers&limit=1000`,
  )
  const { entries } = (await response.json()) as { entries: { object: { name: string } }[] }
  return entries.map(({ object }) => object.name).find((known) => known.toLowerCase() === name.toLowerCase())
}

it('a provider that keeps failing is left in peace, and what waits burns no try', async () => {
  const { page, context } = await desk.open('admin')
  await openConnection(page)
  await page.getByText('Change limits').click()
  await page.getByLabel('Rests after failures in a row').fill('2')
  await page.getByLabel('Rests for seconds').fill('8')
  const form = page.locator('form').filter({ hasText: 'Rests for seconds' })
  await form.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved. Felt within a few seconds.').waitFor()

  await fault('unavailable')
  await Promise.all([desk.trigger('First Person'), desk.trigger('Second Person')])
  await shows(page, 'Resting')
  await desk.trigger('Held Person')
  // It could write again from here on: what holds it back is the rest alone.
  await fault('no')
  await page
    .getByText(/^After \d+ failures in a row nothing is sent\. One call is tried .*\d\d:\d\d/)
    .waitFor()

  await openSync(page, 'Held Person')
  await page
    .getByText(/FlashERP failed several times in a row and rests/)
    .first()
    .waitFor()
  await page.getByText('Not tried yet.').waitFor()
  await context.close()
}, 60_000)

it('a mapping is changed, tried on a real record, and made by the next sync', async () => {
  const { page, context } = await desk.open('admin')
  await enter('Older Person')
  await openSync(page, 'Older Person')
  await page.getByText('Synced', { exact: true }).first().waitFor()
  await page.getByRole('link', { name: 'Mappings' }).click()
  await page.getByRole('link', { name: 'Customers from FlashERP to Stripe' }).click()
  const result = page.getByRole('region', { name: 'Becomes' })
  await result.getByText('"Older Person"').waitFor()

  const name = page.getByRole('group', { name: 'Field name' })
  await name.locator('summary').click()
  await name.getByLabel('Add a change').selectOption({ label: 'Capital letters' })
  await name.getByLabel('To', { exact: true }).last().selectOption({ label: 'All capital' })
  await result.getByText('"OLDER PERSON"').waitFor()

  const note = page.getByRole('group', { name: 'Field note' })
  await note.getByLabel('From').selectOption({ label: 'An expression' })
  await note.getByLabel('Expression, in JSONata').fill('name & (')
  await note.getByRole('alert').waitFor()
  expect(await page.getByRole('button', { name: 'Publish' }).getAttribute('aria-disabled')).toBe('true')
  await desk.auditBoth(page)
  await note.getByLabel('From').selectOption({ label: 'note' })
  await page.getByText('Changed since version 1; nothing is in force yet').waitFor()

  await page.getByRole('button', { name: 'Publish' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('The shop prints capitals')
  await dialog.getByRole('button', { name: 'Publish' }).click()
  await page.getByText('Version 2 is in force', { exact: true }).waitFor()

  await enter('Newer Person')
  await openSync(page, 'Newer Person')
  await page.getByText('Synced', { exact: true }).first().waitFor()
  await fact(page, 'Mapping').getByText('Version 2').waitFor()
  expect(await nameAtStripe('newer person')).toBe('NEWER PERSON')
  expect(await nameAtStripe('older person')).toBe('Older Person')
  await openSync(page, 'Older Person')
  await fact(page, 'Mapping').getByText('Version 1').waitFor()
  await context.close()
}, 60_000)

it('after the rest one call is tried, calls go out again, and what waited goes through', async () => {
  const { page, context } = await desk.open('admin')
  await openConnection(page)
  await shows(page, 'Calls go out')
  await desk.auditBoth(page)
  for (const name of ['First Person', 'Held Person']) {
    await openSync(page, name)
    await page.getByText('Synced', { exact: true }).first().waitFor({ timeout: 20_000 })
  }
  expect(await page.getByText(/^Try \d+ started$/).count()).toBe(1)
  await context.close()
}, 60_000)

it('nothing was executed or styled against the policy', () => {
  expect(desk.violations).toEqual([])
})
