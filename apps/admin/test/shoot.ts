import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { launchChromium } from '@syncline/infra/chromium'
import type { Browser } from 'playwright-core'
import { darken } from './accessibility.ts'
import { type Served, serve } from './serve.ts'

export const sizes = { wide: { width: 1_440, height: 900 }, phone: { width: 390, height: 844 } } as const
const sizeNames = Object.keys(sizes) as (keyof typeof sizes)[]
/** Pages open at once. */
const atOnce = 3

type Faces = Readonly<Record<string, readonly string[]>>

/**
 * Takes a picture of every face of every page, in both themes and both sizes.
 * @param admin folder of the pages whose faces are built: this one, or that of another commit
 * @param folder where the pictures go, named «page-face-light-wide.png»
 * @param wanted takes pages by name; all when it is empty
 * @returns how many pictures were taken
 */
export async function shoot(admin: string, folder: string, wanted: readonly string[]): Promise<number> {
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
    const count = queue.length * sizeNames.length * 2
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let one = queue.shift(); one !== undefined; one = queue.shift())
          await shootFace(browser, served, folder, one)
      }),
    )
    return count
  } finally {
    await browser.close()
    await served.close()
  }
}

async function shootFace(
  browser: Browser,
  served: Served,
  folder: string,
  { page: name, face }: { page: string; face: string },
): Promise<void> {
  for (const size of sizeNames) {
    // A page alone in its browser window is drawn at once; one behind another is drawn once a second.
    const page = await browser.newPage({ reducedMotion: 'reduce', viewport: sizes[size] })
    const take = (scheme: string) =>
      page.screenshot({
        path: join(folder, `${name}-${face}-${scheme}-${size}.png`),
        animations: 'disabled',
        caret: 'hide',
      })
    try {
      await page.goto(`${served.url}/?page=${name}&face=${face}`, { waitUntil: 'load' })
      await page.locator('main').first().waitFor()
      await page.evaluate(() => document.fonts.ready.then(() => undefined))
      await take('light')
      await darken(page)
      await take('dark')
    } finally {
      await page.close()
    }
  }
}
