import { errorCodes, explain } from '@syncline/domain/error'
import { launchChromium } from '@syncline/infra/chromium'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults } from './accessibility.ts'
import { buildFaces } from './build-faces.ts'
import { type Served, serve } from './serve.ts'

let served: Served
let browser: Browser
let page: Page

beforeAll(async () => {
  served = await serve(await buildFaces(), 'faces.html')
  browser = await launchChromium()
  page = await browser.newPage({ reducedMotion: 'reduce', viewport: { width: 1_440, height: 1_400 } })
  page.setDefaultTimeout(30_000)
  await page.goto(`${served.url}/?page=sync&face=failed`)
  await page.locator('main').waitFor()
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

/** Words that tell of our inside, codes, and answers of HTTP that nobody explains. */
const fromInside =
  /\b(exception|null|undefined|NaN|stack|payload|idempotency|runtime|timeout|errno|certainty|backoff|tenant|scope|schema|parse|token)\b|\[object|\{\w*\}|[A-Z]{2,}_[A-Z]|E[A-Z]{6,}|\b[45]\d\d\b/

describe.each(errorCodes)('%s', (code) => {
  it('says what happened, what was tried and what to do, in both themes', async () => {
    await page.evaluate((hash) => {
      delete document.body.dataset['asked']
      location.hash = hash
    }, code)
    await page.getByRole('complementary').getByText(code, { exact: true }).waitFor()
    const header = await page.locator('h1').locator('xpath=../..').innerText()
    const story = await page.getByRole('region', { name: 'What happened' }).innerText()
    const todo = page.getByRole('region', { name: 'What to do' })
    const remedy = await todo.innerText()

    const told = explain(code, 'FlashERP')
    // That it may have been written is the finding at the end of the story, not said twice.
    const sentence = told.sentence.split('. ')[0]?.replace(/\.$/, '') ?? ''
    expect(story.toLowerCase()).toContain(sentence.toLowerCase())
    expect(story).toMatch(/On the first try |Six tries in a row /)
    expect(story).toMatch(/Nothing was written in FlashERP|FlashERP may have written it/)
    expect(told.remedy.length).toBeGreaterThan(15)
    expect(flat(remedy)).toContain(flat(told.remedy))
    for (const text of [header, story, remedy]) expect(text).not.toMatch(fromInside)

    await expectAlive(todo)
    const look = await readLook()
    if (looksSeen.has(look)) return
    for (const scheme of ['light', 'dark']) {
      await page.evaluate((name) => document.documentElement.setAttribute('data-scheme', name), scheme)
      expect(await accessibilityFaults(page, 'color-contrast', storyAndRemedy), scheme).toEqual([])
    }
    looksSeen.add(look)
  })
})

const storyAndRemedy = 'main section:nth-of-type(-n+2)'
const looksSeen = new Set<string>()

/** The elements with their classes, without the words: what looks the same has the same contrasts. */
const readLook = () =>
  page.evaluate(
    (within) =>
      [...document.querySelectorAll(`${within} *`)]
        .map((one) => `${one.tagName} ${one.getAttribute('class')} ${one.getAttribute('style')}`)
        .join('\n'),
    storyAndRemedy,
  )

/** Letters and digits alone: title and text of a step share a sentence out between them. */
const flat = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** One button is the one to press, and each of them leads to a page or asks for its command. */
async function expectAlive(todo: Locator): Promise<void> {
  expect(await todo.locator('.MuiButton-contained').count(), 'primary buttons').toBe(1)
  const links = await todo.getByRole('link').evaluateAll((all) => all.map((one) => one.getAttribute('href')))
  for (const href of links) expect(href).toMatch(/^\/(mappings|(connections|webhooks)\/[\da-f-]{36})$/)
  const pressed = await todo.getByRole('button').evaluateAll((all) =>
    (all as HTMLButtonElement[]).map((one) => {
      one.click()
      return { label: one.innerText, disabled: one.ariaDisabled, asked: document.body.dataset['asked'] }
    }),
  )
  expect(pressed.length).toBeGreaterThan(1)
  for (const { label, disabled, asked } of pressed) {
    expect(disabled, label).toBe(null)
    expect(label.toLowerCase()).toContain(asked)
  }
}
