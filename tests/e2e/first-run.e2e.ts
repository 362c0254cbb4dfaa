import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Desk, startDesk } from './desk.ts'

let desk: Desk

beforeAll(async () => {
  desk = await startDesk(undefined, ['--no-demo'])
})
afterAll(() => desk?.close())

it('from nobody to a demo with live traffic, in two forms and one click', async () => {
  const { setupUrl, baseUrl } = desk.stack
  const { page, context } = await desk.visit(undefined, setupUrl?.slice(baseUrl.length))
  await page.getByLabel('Organization').fill('Corner Bakery')
  await page.getByLabel('Your name').fill('Ada Obi')
  await page.getByLabel('E-mail').fill('ada@corner.example')
  await page.getByLabel('Password').fill('flour water salt yeast')
  await desk.auditBoth(page)
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByText('From nothing to the first live sync').waitFor()
  await page.getByText('Corner Bakery is here.').waitFor()
  await desk.auditBoth(page)

  await page.getByRole('button', { name: 'Load the demo organization' }).click()
  await page.getByRole('navigation').getByText('Marina Group').waitFor()
  await page.getByRole('link', { name: 'Syncs', exact: true }).click()
  await page.getByRole('row').filter({ hasText: 'Synced' }).first().waitFor({ timeout: 60_000 })
  await page.getByRole('link', { name: 'Connections', exact: true }).click()
  await page.getByRole('link', { name: /^Stripe ·/ }).click()
  await page.getByRole('button', { name: 'Look now' }).click()
  await page.getByText('Healthy').first().waitFor()
  await context.close()
  expect(desk.violations).toEqual([])
})
