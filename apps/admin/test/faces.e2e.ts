import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { launchChromium } from '@syncline/infra/chromium'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faces } from '../src/faces/list.ts'
import { buildFaces } from './build-faces.ts'
import { type Served, serve } from './serve.ts'

const sizes = { wide: { width: 1_440, height: 900 }, phone: { width: 390, height: 844 } } as const
const schemes = ['light', 'dark'] as const
/** Where the pictures go; none are taken without it. */
const pictures = process.env['SCREENSHOTS']

let served: Served
let browser: Browser
let axe: string

beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  served = await serve(await buildFaces(), 'faces.html')
  browser = await launchChromium()
  if (pictures) await mkdir(pictures, { recursive: true })
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

/** Opens a face and gives it to `look`, with everything the browser complained about. */
async function withFace(
  query: string,
  size: { width: number; height: number },
  look: (page: Page) => Promise<void>,
): Promise<readonly string[]> {
  const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce', deviceScaleFactor: 1 })
  const complaints: string[] = []
  try {
    const page = await context.newPage()
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(`${served.url}/?${query}`, { waitUntil: 'load' })
    await page.locator('main').first().waitFor()
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    await look(page)
  } finally {
    await context.close()
  }
  return complaints
}

/** How many pixels the page is wider than its window. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe)
  const results = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as AxeResults
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  )
}

const every = Object.entries(faces).flatMap(([page, names]) => names.map((face) => ({ page, face })))

describe.each(every)('$page: $face', ({ page: name, face }) => {
  it.each(schemes)('is sound in %s, wide and on a phone', async (scheme) => {
    for (const [size, viewport] of Object.entries(sizes)) {
      const complaints = await withFace(
        `page=${name}&face=${face}&scheme=${scheme}`,
        viewport,
        async (page) => {
          if (pictures)
            await page.screenshot({ path: join(pictures, `${name}-${face}-${scheme}-${size}.png`) })
          expect(await overflow(page), `${size}: sideways scroll`).toBe(0)
          expect(await accessibilityFaults(page), size).toEqual([])
        },
      )
      expect(complaints, size).toEqual([])
    }
  })

  it('fits 320 px, which is 1280 px at 400 %', async () => {
    await withFace(`page=${name}&face=${face}`, { width: 320, height: 640 }, async (page) => {
      expect(await overflow(page)).toBe(0)
    })
  })
})
