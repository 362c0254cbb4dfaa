import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchChromium } from '@syncline/infra/chromium'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Edge, ourSync, password, startEdge } from '../testing/edge.ts'

const pageDirectory = mkdtempSync(join(tmpdir(), 'syncline-csrf-'))
let evil: Server
let edge: Edge
let browser: Browser
let context: BrowserContext
let page: Page
let ownUrl: string
let evilPort: number

/** What the other page does: forms into frames of its own, then calls with the cookies sent along. */
const attacks = `
function submit([action, enctype, name]) {
  const frame = document.createElement('iframe')
  frame.name = crypto.getRandomValues(new Uint32Array(4)).join('-')
  const form = document.createElement('form')
  Object.assign(form, { method: 'post', action, enctype, target: frame.name })
  const field = document.createElement('input')
  // As plain text it reads as JSON: {"syncId":…,"x":"="}
  Object.assign(field, { name: name.slice(0, -1) + ',"x":"', value: '"}' })
  form.append(field)
  document.body.append(frame, form)
  form.submit()
}
async function call([base, paths, body]) {
  const ways = [
    { mode: 'no-cors', headers: { 'content-type': 'text/plain' } },
    { mode: 'cors', headers: { 'content-type': 'application/json', 'x-syncline': '1' } },
  ]
  for (const path of paths)
    for (const way of ways)
      await fetch(base + path, { method: 'POST', credentials: 'include', body, ...way }).catch(() => {})
  navigator.sendBeacon(base + paths[0], body)
}`

const listen = (server: Server) =>
  new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  )

beforeAll(async () => {
  evil = createServer((_request, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<!doctype html><title>Evil</title><script>${attacks}</script>`),
  )
  evilPort = await listen(evil)
  // A free port has to be known before the edge is told its own address.
  const probe = createServer()
  const port = await listen(probe)
  await new Promise((resolve) => probe.close(resolve))
  ownUrl = `http://127.0.0.1:${port}`
  writeFileSync(join(pageDirectory, 'index.html'), '<!doctype html><title>Ours</title>')
  edge = await startEdge({ settings: { baseUrl: ownUrl, pageDirectory } })
  await edge.app.listen({ port, host: '127.0.0.1' })
  browser = await launchChromium()
  context = await browser.newContext()
  page = await context.newPage()
  page.setDefaultTimeout(5_000)
  await page.goto(ownUrl)
  expect(await ask('/api/auth/sign-in/email', { email: 'admin@example.com', password })).toBe(200)
})
afterAll(async () => {
  await browser?.close()
  await edge?.close()
  await new Promise((resolve) => evil.close(resolve))
  rmSync(pageDirectory, { recursive: true, force: true })
})

/** As our own page would. @returns the status */
const ask = (path: string, body: object | null) =>
  page.evaluate(
    async ([to, json]) => {
      const headers = { 'content-type': 'application/json', 'x-syncline': '1' }
      const answer = await fetch(to as string, json === null ? {} : { method: 'POST', headers, body: json })
      return answer.status
    },
    [path, body && JSON.stringify(body)] as const,
  )

const skip = JSON.stringify({ syncId: ourSync, reason: 'not by us' })
const targets = ['/trpc/sync.skip', '/trpc/session.revokeOthers', '/api/auth/sign-out', '/api/auth/step-up']
const encodings = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']

// The first is of the same site, so the browser sends the session's cookie along; the second is of another.
it.each(['127.0.0.1', 'localhost'])(
  'a page at %s changes nothing, whatever form or call it sends',
  async (host) => {
    const before = { commands: edge.ports.commands.length, audited: edge.ports.audited.length }
    await page.goto(`http://${host}:${evilPort}/`)
    for (const path of targets)
      for (const encoding of encodings) {
        const answered = page.waitForResponse((response) => response.url() === `${ownUrl}${path}`)
        await page.evaluate(`submit(${JSON.stringify([`${ownUrl}${path}`, encoding, skip])})`)
        expect((await answered).status(), `${path} ${encoding}`).toBeGreaterThanOrEqual(400)
      }
    await page.evaluate(`call(${JSON.stringify([ownUrl, targets, skip])})`)
    expect({ commands: edge.ports.commands.length, audited: edge.ports.audited.length }).toEqual(before)
    await page.goto(ownUrl)
    expect(await ask('/trpc/session.me', null)).toBe(200)
  },
)

it('while our own page may', async () => {
  await page.goto(ownUrl)
  expect(await ask('/trpc/sync.skip', JSON.parse(skip))).toBe(200)
  expect(await ask('/api/auth/sign-out', {})).toBe(200)
  expect(await ask('/trpc/session.me', null)).toBe(401)
})
