import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { launchChromium } from '@syncline/infra/chromium'
import type { Browser, Page } from 'playwright-core'
import { darken } from './accessibility.ts'
import { openFace } from './open-face.ts'
import { type Served, serve } from './serve.ts'

export const sizes = { wide: { width: 1_440, height: 900 }, phone: { width: 390, height: 844 } } as const
type Size = keyof typeof sizes
type Scheme = 'light' | 'dark'
/** Which pictures are taken of a face. */
export type Views = Readonly<Record<Size, readonly Scheme[]>>
export const allViews: Views = { wide: ['light', 'dark'], phone: ['light', 'dark'] }
/** Each size and each theme once. */
export const fewViews: Views = { wide: ['light'], phone: ['dark'] }
/** Pages open at once, each in a window of its own: one behind another is drawn once a second. */
const atOnce = 2
/** A busy machine is slow, not broken. */
const timeoutMs = 120_000
const sayEvery = 25

type Faces = Readonly<Record<string, readonly string[]>>

/**
 * Takes pictures of every face of every page.
 * @param admin folder of the pages whose faces are built: this one, or that of another commit
 * @param folder where the pictures go, named «page-face-light-wide.png»
 * @param wanted takes pages by name; all when it is empty
 * @param say hears how far it is
 * @returns how many pictures were taken
 */
export async function shoot(
  admin: string,
  folder: string,
  wanted: readonly string[],
  views: Views,
  say: (text: string) => void,
): Promise<number> {
  const from = (file: string) => import(pathToFileURL(join(admin, file)).href)
  const { faces } = (await from('src/faces/list.ts')) as { faces: Faces }
  const { buildFaces } = (await from('test/build-faces.ts')) as { buildFaces: () => Promise<string> }
  await mkdir(folder, { recursive: true })
  const served = await serve(await buildFaces(), 'faces.html')
  const browser = await launchChromium()
  try {
    const queue = Object.entries(faces)
      .filter(([page]) => wanted.length === 0 || wanted.includes(page))
      .flatMap(([page, names]) => names.map((face) => ({ page, face })))
    const [all, each] = [queue.length, Object.values(views).flat().length]
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        const pages = await openPages(browser)
        for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
          await shootFace(pages, served, folder, one, views)
          const done = all - queue.length
          if (done % sayEvery === 0) say(`${done} of ${all} faces`)
        }
      }),
    )
    return all * each
  } finally {
    await browser.close()
    await served.close()
  }
}

/** Charts are drawn once they are near the window. */
const isDrawn = () =>
  [...document.querySelectorAll('[role=img][aria-busy=true]')].every(
    (chart) => chart.getBoundingClientRect().top > window.innerHeight,
  )

type Pages = Readonly<Record<Size, Page>>

/** A page of each size. They stay open: what was fetched and compiled for one face is there for the next. */
async function openPages(browser: Browser): Promise<Pages> {
  const open = async (size: Size) => {
    const page = await browser.newPage({ reducedMotion: 'reduce', viewport: sizes[size] })
    page.setDefaultTimeout(timeoutMs)
    return page
  }
  return { wide: await open('wide'), phone: await open('phone') }
}

async function shootFace(
  pages: Pages,
  served: Served,
  folder: string,
  { page: name, face }: { page: string; face: string },
  views: Views,
): Promise<void> {
  for (const [size, schemes] of Object.entries(views) as [Size, readonly Scheme[]][]) {
    const page = pages[size]
    await openFace(page, served.url, `page=${name}&face=${face}`)
    await page.waitForFunction(isDrawn)
    for (const scheme of schemes) {
      if (scheme === 'dark') await darken(page)
      const path = join(folder, `${name}-${face}-${scheme}-${size}.png`)
      await page.screenshot({ path, animations: 'disabled', caret: 'hide' })
    }
  }
}
