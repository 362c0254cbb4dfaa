import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Every colour comes from the scheme of the page, so that one word changes them all. */
export const darken = (page: Page) =>
  page.evaluate(() => document.documentElement.setAttribute('data-scheme', 'dark'))

/** What axe finds; with `rule`, that rule alone, and with `within`, in that part of the page alone. */
export async function accessibilityFaults(
  page: Page,
  rule?: string,
  within = 'html',
): Promise<readonly string[]> {
  const options = { resultTypes: ['violations'], ...(rule && { runOnly: { type: 'rule', values: [rule] } }) }
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe)
  const results = (await page.evaluate(
    `axe.run(${JSON.stringify(within)}, ${JSON.stringify(options)})`,
  )) as AxeResults
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  )
}
