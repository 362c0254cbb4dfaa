import { launchChromium } from '@syncline/infra/chromium'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildFaces } from './build-faces.ts'
import { type Served, serve } from './serve.ts'

let served: Served
let browser: Browser
let page: Page

beforeAll(async () => {
  served = await serve(await buildFaces(), 'faces.html')
  browser = await launchChromium()
  page = await browser.newPage({ viewport: { width: 1_440, height: 900 } })
  await page.goto(`${served.url}/?page=overview&face=success`)
  await page.locator('main h1').waitFor()
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

/** Opens a face as it is on paper. @returns what it says, line by line */
async function onPaper(query: string): Promise<string> {
  await page.emulateMedia({ media: 'screen' })
  await page.goto(`${served.url}/?${query}`)
  await page.locator('main h1').waitFor()
  expect(await page.locator('main').innerText()).not.toContain('printed 2')
  await page.emulateMedia({ media: 'print' })
  return page.locator('main').innerText()
}

const schemeNow = () => page.evaluate('document.documentElement.getAttribute("data-scheme")')

describe('a page on paper', () => {
  it('is what it says, in light, with every chart, and the screen is as it was afterwards', async () => {
    await page.evaluate('document.documentElement.setAttribute("data-scheme", "dark")')
    await page.emulateMedia({ media: 'print' })
    await page.evaluate('window.dispatchEvent(new Event("beforeprint"))')
    expect(await schemeNow()).toBe('light')
    expect(await page.locator('nav, header').first().isVisible()).toBe(false)
    expect(await page.locator('main button:visible').count()).toBe(0)
    await page.locator('main').getByText('Webhooks', { exact: true }).first().waitFor()
    await expect
      .poll(() => page.locator('main [role="img"], main svg[class*="Chart"]').count())
      .toBeGreaterThan(3)
    const wide = await page.evaluate('document.querySelector("main").getBoundingClientRect().width')
    expect(wide).toBeGreaterThan(1_400)
    await page.evaluate('window.dispatchEvent(new Event("afterprint"))')
    expect(await schemeNow()).toBe('dark')
  })

  it.each([
    ['page=overview&face=differs', 'Entity: Customers · Time: 19 Nov 15:00 to 20 Nov 14:32'],
    [
      'page=syncs&face=filtered',
      'Status: Failed and 1 more · Connection: FlashERP · Ember Café · Time: last 30 days',
    ],
    ['page=audit&face=filtered', 'What: Retry a sync · Time: last 7 days'],
    ['page=events&face=newer', 'Everything, without a filter'],
  ])('says what was asked for, whose it is and when it was printed: %s', async (query, asked) => {
    const text = await onPaper(query)
    expect(text).toContain(asked)
    expect(text).toContain('Marina Group, printed 20 Nov 2026, 14:32:00, times in Lagos')
    // Nothing to press, also where it is a link or a key.
    expect(text).not.toMatch(/Clear|Export|Download|Enter/)
  })
})

describe('the theme', () => {
  const chosen = (scheme: string) =>
    `(() => { document.documentElement.setAttribute('data-scheme', '${scheme}') })()`

  it('is what was chosen before any script of the page has come, whatever the system says', async () => {
    const context = await browser.newContext({ colorScheme: 'dark' })
    const early = await context.newPage()
    await early.addInitScript("localStorage.setItem('syncline-scheme', 'light')")
    await early.route(/\/assets\/.*\.js$/, (route) => route.abort())
    await early.goto(`${served.url}/?page=syncs&face=success`)
    const canvas = await early.evaluate(() => {
      const { colorScheme, backgroundColor } = getComputedStyle(document.documentElement)
      return [document.documentElement.dataset['scheme'], colorScheme, backgroundColor]
    })
    expect(canvas).toEqual(['light', 'light', 'rgb(244, 246, 243)'])
    await context.close()
  })

  it('stays as it is while the words of a crash come late, and after it was printed', async () => {
    const crash = await browser.newPage()
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await crash.route(/\/Explained-.*\.js$/, (route) => held.then(() => route.continue()))
    await crash.goto(`${served.url}/?page=other&face=crashed`)
    await crash.locator('main h1').waitFor()
    await crash.evaluate(chosen('dark'))
    release()
    await crash.getByRole('button', { name: /Copy/ }).waitFor()
    const now = () => crash.evaluate('document.documentElement.getAttribute("data-scheme")')
    expect(await now()).toBe('dark')
    await crash.evaluate('window.dispatchEvent(new Event("beforeprint"))')
    expect(await now()).toBe('light')
    await crash.evaluate('window.dispatchEvent(new Event("afterprint"))')
    expect(await now()).toBe('dark')
    await crash.close()
  })
})

describe('a single key', () => {
  it('is heard after a box was ticked with the mouse, and leads to the filters', async () => {
    await page.emulateMedia({ media: 'screen' })
    await page.goto(`${served.url}/?page=syncs&face=success`)
    await page.locator('tbody input').nth(1).click()
    await page.keyboard.press('j')
    expect(await page.locator('tbody tr').nth(2).getAttribute('class')).toContain('active')
    await page.keyboard.press('/')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Status/)
  })
})
