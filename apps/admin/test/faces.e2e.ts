import { launchChromium } from '@syncline/infra/chromium'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faces } from '../src/faces/list.ts'
import { accessibilityFaults, darken } from './accessibility.ts'
import { buildFaces } from './build-faces.ts'
import { enlarge, enlargedFaults } from './enlarged.ts'
import { forcedFaults } from './forced.ts'
import { openFace } from './open-face.ts'
import { type Served, serve } from './serve.ts'
import { sizes } from './shoot.ts'

const { wide, phone } = sizes
/** A screen of 1280 px at 400 %. */
const narrowest = { width: 320, height: 844 }

let served: Served
let browser: Browser
let page: Page
/** With text twice as large. */
let enlarged: Page
let complaints: string[] = []

beforeAll(async () => {
  served = await serve(await buildFaces(), 'faces.html')
  browser = await launchChromium()
  // It stays open: what was fetched and compiled for one face is there for the next.
  page = await browser.newPage({ reducedMotion: 'reduce' })
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  enlarged = await browser.newPage({ reducedMotion: 'reduce', viewport: { width: 1_280, height: 900 } })
  await enlarge(enlarged)
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

/** Opens a face in light and gives it to `look`. @returns everything the browser complained about */
async function withFace(
  query: string,
  size: { width: number; height: number },
  look: (page: Page) => Promise<void>,
): Promise<readonly string[]> {
  complaints = []
  await page.setViewportSize(size)
  await openFace(page, served.url, query)
  await look(page)
  return complaints
}

/** How many pixels the page is wider than its window. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** The gate looks at the first face of each page and every thirtieth of the others; `pnpm nightly` at all. */
const all = process.env.SYNCLINE_TEST_FACES === 'all'
const shown = Object.entries(faces)
  .flatMap(([page, names]) => names.map((face, number) => ({ page, face, number })))
  .filter(({ number }, place) => all || number === 0 || place % 30 === 0)

describe.each(shown)('$page: $face', ({ page: name, face }) => {
  const query = `page=${name}&face=${face}`

  it('is sound on a wide screen, in light and dark', async () => {
    const complaints = await withFace(query, wide, async (page) => {
      expect(await overflow(page), 'sideways scroll').toBe(0)
      expect(await accessibilityFaults(page)).toEqual([])
      await darken(page)
      expect(await accessibilityFaults(page, 'color-contrast'), 'dark').toEqual([])
    })
    expect(complaints).toEqual([])
  })

  it('is sound on a phone, and fits a screen of 320 px', async () => {
    const complaints = await withFace(query, phone, async (page) => {
      expect(await overflow(page), 'sideways scroll').toBe(0)
      expect(await accessibilityFaults(page)).toEqual([])
      await page.setViewportSize(narrowest)
      expect(await overflow(page), 'sideways scroll at 320 px').toBe(0)
    })
    expect(complaints).toEqual([])
  })
})

/** The gate looks at a few of the first faces through the eyes of these readers. */
const read = all ? shown : shown.filter(({ number }, place) => number === 0 && place % 6 === 1)

describe.each(read)('$page: $face', ({ page: name, face }) => {
  const query = `page=${name}&face=${face}`

  it('can be read with text twice as large', async () => {
    await openFace(enlarged, served.url, query)
    expect(await overflow(enlarged), 'sideways scroll').toBe(0)
    expect(await enlargedFaults(enlarged)).toEqual([])
  })

  it('can be read in the reader’s own colours, and nothing moves for who wants no motion', async () => {
    await withFace(query, wide, async (page) => {
      expect(await forcedFaults(page)).toEqual([])
      const moving = await page.evaluate(
        () =>
          document.getAnimations().filter(({ effect }) => Number(effect?.getTiming().duration) > 0).length,
      )
      expect(moving, 'animations').toBe(0)
    })
  })
})
