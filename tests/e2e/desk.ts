import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { launchChromium } from '@syncline/infra/chromium'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { askSandbox } from '../ask-sandbox.ts'
import type { Stack } from '../stack.ts'
import { startTestStack } from '../test-stack.ts'

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

const wide = { width: 1_440, height: 900 }

/** A running hub and a browser in front of it. */
export interface Desk {
  readonly stack: Stack
  /** What was executed or styled against the page's policy, and what broke. */
  readonly violations: readonly string[]
  /** Has Stripe's sandbox make a customer; returns its id. */
  trigger(name: string, event?: string, wishes?: { readonly currency: string }): Promise<string>
  /** A browser of its own, before anybody has signed in. */
  visit(options?: BrowserContextOptions, path?: string): Promise<{ page: Page; context: BrowserContext }>
  /** The list of syncs, signed in: by the form the first time, by what the browser kept of that after. */
  open(
    role: 'admin' | 'operator' | 'auditor',
    size?: { width: number; height: number },
  ): Promise<{ page: Page; context: BrowserContext }>
  /** Shows what was announced, until the text is on the page. */
  seen(page: Page, text: string): Promise<void>
  /** Expects the page to be accessible, and not to scroll sideways. */
  audit(page: Page): Promise<void>
  /** The same in the light and in the dark. */
  auditBoth(page: Page): Promise<void>
  close(): Promise<void>
}

/**
 * @param providers of the demo; Stripe and FlashERP unless the test is about the others, so that one change is one sync
 * @param args of `start`
 */
export async function startDesk(providers = 'stripe,flasherp', args: readonly string[] = []): Promise<Desk> {
  const env = { SANDBOX_TRAFFIC: '0', SYNCLINE_DEMO_PROVIDERS: providers }
  const [stack, browser] = await Promise.all([startTestStack(env, args), launchChromium()])
  const violations: string[] = []
  const kept = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>()
  const visit: Desk['visit'] = async (options = { viewport: wide }, path = '/') => {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    page.on('pageerror', (error) => violations.push(error.message))
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text())
    })
    await page.goto(`${stack.baseUrl}${path}`)
    return { page, context }
  }
  const audit: Desk['audit'] = async (page) => {
    // Through the debugger, since the page's own policy lets no script in.
    await page.evaluate(await readFile(axePath, 'utf8'))
    const found = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)
    })
    expect(found).toEqual([])
    const sideways = await page.evaluate(
      'document.documentElement.scrollWidth > document.documentElement.clientWidth',
    )
    expect(sideways).toBe(false)
  }
  return {
    stack,
    violations,
    visit,
    audit,
    async auditBoth(page) {
      // Half-way from one theme to the other nothing has the colours of either.
      const paint = (scheme: string) =>
        page.evaluate(`
          document.documentElement.setAttribute('data-scheme', '${scheme}')
          const passing = document.getAnimations().filter(({ effect }) => effect.getTiming().iterations < 10)
          Promise.allSettled(passing.map(({ finished }) => finished))`)
      await audit(page)
      await paint('dark')
      await audit(page)
      await paint('light')
    },
    async trigger(name, event = 'customer.created', wishes) {
      const made = await askSandbox<{ objects: string[] }>(stack.sandboxUrl, `/trigger/stripe/${event}`, {
        name,
        ...wishes,
      })
      return made.objects[0] as string
    },
    async open(role, size = wide) {
      const storageState = kept.get(role)
      const options = { viewport: size, ...(storageState && { storageState }) }
      const { page, context } = await visit(options, '/syncs')
      if (!storageState) {
        const person = stack.signIns.find((one) => one.role === role)
        await page.getByLabel('E-mail').fill(person?.email ?? '')
        await page.getByLabel('Password', { exact: true }).fill(person?.password ?? '')
        await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      }
      await page.getByRole('heading', { name: 'Syncs', level: 1 }).waitFor()
      kept.set(role, await context.storageState())
      return { page, context }
    },
    async seen(page, text) {
      const announced = page.getByRole('button', { name: /newer$/ }).first()
      const row = page.getByText(text).first()
      await announced.or(row).first().waitFor()
      if (!(await row.isVisible())) await announced.click()
      await row.waitFor()
    },
    async close() {
      await browser.close()
      await stack.stop()
    },
  }
}
