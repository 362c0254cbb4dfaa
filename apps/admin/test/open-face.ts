import type { Page } from 'playwright-core'

/** How long nothing may change before a face is whole, and how long that is waited for: some tell the time. */
const [stillMs, mostMs] = [150, 3_000]

/** Opens a face and waits until it is whole: parts that are loaded when they are needed come after the page. */
export async function openFace(page: Page, url: string, query: string): Promise<void> {
  await page.goto(`${url}/?${query}`, { waitUntil: 'load' })
  await page.locator('main').first().waitFor()
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.evaluate(becomesStill, [stillMs, mostMs] as const)
}

function becomesStill([still, most]: readonly [number, number]): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      observer.disconnect()
      clearTimeout(latest)
      clearTimeout(quiet)
      done()
    }
    const latest = setTimeout(end, most)
    let quiet = setTimeout(end, still)
    const observer = new MutationObserver(() => {
      clearTimeout(quiet)
      quiet = setTimeout(end, still)
    })
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
  })
}
