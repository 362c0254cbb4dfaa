import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Desk, startDesk } from './desk.ts'

let desk: Desk

beforeAll(async () => {
  desk = await startDesk()
  await stopAtFirstFailure()
})
afterAll(() => desk?.close())

/** FlashERP's connection without retries: what fails once waits for a person. */
async function stopAtFirstFailure(): Promise<void> {
  const { page, context } = await desk.open('admin')
  await page.goto(`${desk.stack.baseUrl}/connections`)
  await page.getByRole('link', { name: /^FlashERP/ }).click()
  await page.getByRole('textbox', { name: 'Retries' }).fill('0')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('No retries, set for this connection.').waitFor()
  await context.close()
}

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const
const operator = () => desk.stack.signIns.find(({ role }) => role === 'operator')

/** Goes on with Tab until this has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element.matches(':focus'))) return
    await page.keyboard.press('Tab')
  }
  throw new Error('Tab does not lead there')
}

const found = (page: Page) => page.getByRole('option', { name: /Failed/ })
const status = (page: Page, name: string) => page.getByRole('main').getByText(name, { exact: true }).first()

async function readsWhy(page: Page, person: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: new RegExp(person) }).waitFor()
  const happened = page.getByRole('region', { name: 'What happened' })
  await happened.getByText('FlashERP was not available.').waitFor()
  await happened.getByText('Nothing was written in FlashERP.').waitFor()
  await page
    .getByRole('region', { name: 'What to do' })
    .getByText('Retry when FlashERP is back', { exact: false })
    .waitFor()
  await desk.audit(page)
}

it('by keyboard alone: signs in, finds a failed sync by the provider’s id, reads why, retries, sees it synced', async () => {
  const customerId = await desk.trigger('Keyboard Person -once503')
  const { page, context } = await desk.visit()
  await tabTo(page, page.getByLabel('E-mail'))
  await page.keyboard.type(operator()?.email ?? '')
  await tabTo(page, page.getByLabel('Password', { exact: true }))
  await page.keyboard.type(operator()?.password ?? '')
  await page.keyboard.press('Enter')
  // The way in has a heading of its own.
  await page.getByRole('button', { name: /^Search/ }).waitFor()

  await search(page, customerId, () => page.keyboard.press('Control+k'))
  for (let presses = 0; presses < 10; presses++) {
    if ((await found(page).first().getAttribute('aria-selected')) === 'true') break
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Enter')
  await readsWhy(page, 'Keyboard Person')

  const todo = page.getByRole('region', { name: 'What to do' })
  await tabTo(page, todo.getByRole('button', { name: /^Retry/ }))
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await tabTo(page, dialog.getByRole('button', { name: /^Retry/ }))
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
  await status(page, 'Synced').waitFor()
  // The keyboard is not lost with the dialog.
  await tabTo(page, page.getByRole('complementary').getByRole('button').first())
  await context.close()
})

it('by touch on a phone: the same', async () => {
  const customerId = await desk.trigger('Touch Person -once503')
  const { page, context } = await desk.visit(phone)
  await page.getByLabel('E-mail').tap()
  await page.keyboard.type(operator()?.email ?? '')
  await page.getByLabel('Password', { exact: true }).tap()
  await page.keyboard.type(operator()?.password ?? '')
  await page.getByRole('button', { name: 'Sign in', exact: true }).tap()
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor()

  await search(page, customerId, () => page.getByRole('button', { name: /^Search/ }).tap())
  await found(page).first().tap()
  await readsWhy(page, 'Touch Person')

  const retry = page.getByRole('region', { name: 'What to do' }).getByRole('button', { name: /^Retry/ })
  expect((await retry.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  await retry.tap()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Retry/ }).tap()
  await dialog.waitFor({ state: 'hidden' })
  await status(page, 'Synced').waitFor()
  await context.close()
})

it('by touch on a phone: skips, retries several, replays a webhook, exports, finds a refusal, rotates a key', async () => {
  const names = ['First', 'Second', 'Third'].map((name) => `${name} Thumb -503`)
  for (const name of names) await desk.trigger(name)
  const { page, context } = await desk.visit(phone)
  await signInByTouch(page, 'operator')
  const rows = page.getByRole('main').getByRole('link', { name: /Thumb/ })
  await page.goto(`${desk.stack.baseUrl}/syncs?status=failed`)
  await expect
    .poll(async () => {
      await page.reload()
      await page.getByText(/ match$/).waitFor()
      return rows.count()
    })
    .toBe(names.length)

  await rows.first().tap()
  await page.getByRole('region', { name: 'What happened' }).waitFor()
  await page.getByRole('button', { name: /^Skip/ }).first().tap()
  await answer(page, /^Skip/, 'Booked by hand')
  await status(page, 'Skipped').waitFor()

  await page.goto(`${desk.stack.baseUrl}/syncs?status=failed`)
  await page.getByRole('button', { name: 'Select' }).tap()
  for (const box of await page.getByRole('checkbox', { name: /Thumb/ }).all()) await box.tap()
  await page.getByRole('button', { name: 'Retry 2' }).tap()
  await answer(page, /^Retry/, 'FlashERP is back')
  await page
    .getByText(/2 (of 2|syncs)/)
    .first()
    .waitFor()

  await page.goto(`${desk.stack.baseUrl}/syncs`)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export CSV' }).tap(),
  ])
  expect(file.suggestedFilename()).toBe('syncline-syncs.csv')

  await page.goto(`${desk.stack.baseUrl}/webhooks`)
  await page
    .getByRole('main')
    .getByRole('link', { name: /customer.created/ })
    .first()
    .tap()
  await page.getByRole('button', { name: /^Replay/ }).tap()
  await answer(page, /^Replay/, 'Looked at again')
  await page
    .getByText(/replayed once/)
    .first()
    .waitFor()

  const errorId = await refusedRead(page)
  await page.getByRole('button', { name: /^Search/ }).tap()
  await page.getByRole('combobox').fill(errorId)
  await page.getByRole('option', { name: /sync\.list/ }).tap()
  await page.getByRole('heading', { level: 1, name: 'Something in the request can’t be read.' }).waitFor()
  await page.getByText('Correct the field that is named').waitFor()
  await context.close()
  await rotatesKeyByTouch()
})

/** What nobody types: a read that is refused. @returns the id that was told */
async function refusedRead(page: Page): Promise<string> {
  const input = encodeURIComponent('{"filter":{"from":"never"}}')
  const text = await page.evaluate(
    async (address) => (await fetch(address)).text(),
    `/trpc/sync.list?input=${input}`,
  )
  return /"errorId":"([\da-f-]{36})"/.exec(text)?.[1] ?? ''
}

async function rotatesKeyByTouch(): Promise<void> {
  const { page, context } = await desk.visit(phone)
  await signInByTouch(page, 'admin')
  await page.goto(`${desk.stack.baseUrl}/settings/keys`)
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'New key…' }).tap()
  await dialog.getByRole('textbox', { name: 'What is it for?' }).fill('The till')
  await dialog.getByRole('checkbox').first().tap()
  await dialog.getByRole('button', { name: 'Make the key' }).tap()
  await dialog.getByRole('button', { name: 'I have kept it' }).tap()
  await page.getByRole('button', { name: 'Rotate…' }).tap()
  await dialog.getByRole('button', { name: 'Make the new key' }).tap()
  await dialog.getByText(/^syn_test_\w+/).waitFor()
  await dialog.getByRole('button', { name: 'I have kept it' }).tap()
  await context.close()
}

async function signInByTouch(page: Page, role: string): Promise<void> {
  const person = desk.stack.signIns.find((one) => one.role === role)
  await page.getByLabel('E-mail').fill(person?.email ?? '')
  await page.getByLabel('Password', { exact: true }).fill(person?.password ?? '')
  await page.getByRole('button', { name: 'Sign in', exact: true }).tap()
  await page.getByRole('button', { name: /^Search/ }).waitFor()
}

/** Gives a dialog its reason and sends it off. */
async function answer(page: Page, verb: RegExp, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^Reason/ }).fill(reason)
  await dialog.getByRole('button', { name: verb }).tap()
  await dialog.waitFor({ state: 'hidden' })
}

/** Types the id into the search until the failed sync is found: a moment before, it may still be on its way. */
async function search(page: Page, id: string, open: () => Promise<void>): Promise<void> {
  await expect
    .poll(async () => {
      await open()
      const field = page.getByRole('combobox')
      await field.waitFor()
      await page.keyboard.type(id)
      await page.getByRole('option').first().waitFor()
      if ((await found(page).count()) > 0) return true
      await page.keyboard.press('Escape')
      await field.waitFor({ state: 'hidden' })
      return false
    })
    .toBe(true)
}

it('nothing was executed or styled against the policy', () => {
  expect(desk.violations).toEqual([])
})
