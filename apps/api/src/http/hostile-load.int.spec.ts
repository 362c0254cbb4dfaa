import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Edge, ourSync, ownHeaders, startEdge } from '../testing/edge.ts'

let edge: Edge
let port: number
let cookie: string
beforeAll(async () => {
  edge = await startEdge({ settings: { requestTimeoutMs: 5_000 } })
  await edge.app.listen({ port: 0, host: '127.0.0.1' })
  port = (edge.app.server.address() as { port: number }).port
  cookie = await edge.signIn('admin')
})
afterAll(() => edge.close())

const url = (path: string) => `http://127.0.0.1:${port}${path}`
const othersCalls = 60

/** Somebody works meanwhile: every call of theirs is answered. */
async function others(): Promise<void> {
  for (let n = 0; n < othersCalls; n++) {
    const answer = await fetch(url('/trpc/session.me'), { headers: { cookie } })
    expect(answer.status).toBe(200)
    await answer.arrayBuffer()
  }
}

/** Promises a body and never sends it. Resolves with what the server said when it hung up. */
function stall(): Promise<string> {
  return new Promise((resolve) => {
    const socket: Socket = connect(port, '127.0.0.1')
    let said = ''
    socket.on('data', (chunk) => (said += chunk))
    socket.on('error', () => {})
    socket.on('close', () => resolve(said))
    const head = Object.entries({ ...ownHeaders, cookie, host: 'x', 'content-length': '5000' })
      .map(([name, value]) => `${name}: ${value}`)
      .join('\r\n')
    socket.write(`POST /trpc/sync.retry HTTP/1.1\r\n${head}\r\n\r\n{"sync`)
  })
}

const post = async (path: string, body: string) => {
  const answer = await fetch(url(path), { method: 'POST', headers: { ...ownHeaders, cookie }, body })
  await answer.arrayBuffer()
  return answer.status
}
const batchOf = async (size: number) => {
  const answer = await fetch(url(`/trpc/${Array(size).fill('a.b').join(',')}?batch=1`), {
    headers: { cookie },
  })
  await answer.arrayBuffer()
  return answer.status
}

it('slow bodies, deep JSON and giant batches are refused, and keep nobody else out', async () => {
  const slow = Array.from({ length: 50 }, stall)
  const refused: number[] = []
  let over = false
  const deep = `{"syncId":"${ourSync}","reason":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
  const pressing = Promise.all(
    Array.from({ length: 2 }, async (_, lane) => {
      while (!over)
        refused.push(
          await [() => post('/trpc/sync.retry', deep), () => batchOf(3_000), () => batchOf(90)][
            (lane + refused.length) % 3
          ]!(),
        )
    }),
  )
  await others()
  over = true
  await pressing
  for (const status of refused) {
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
  }
  expect(refused.length).toBeGreaterThan(20)
  for (const said of await Promise.all(slow)) expect(said).toMatch(/^HTTP\/1\.1 4\d\d /)
})
