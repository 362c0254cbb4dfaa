import type { AddressInfo } from 'node:net'
import type { LiveChange } from '@syncline/domain/view'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Edge, ours, startEdge, theirs } from '../testing/edge.ts'

let edge: Edge
let address: string
let cookie: string
beforeAll(async () => {
  edge = await startEdge()
  await edge.app.listen({ port: 0, host: '127.0.0.1' })
  address = `http://127.0.0.1:${(edge.app.server.address() as AddressInfo).port}`
  cookie = await edge.signIn('operator')
})
afterAll(() => edge.close())

const change = (position: number): LiveChange => ({ position, noun: 'sync', ids: ['a'], more: false })

interface Message {
  readonly event?: string
  readonly data?: any
  readonly id?: string
}

/** An open event stream: `next` reads one message, leaving out the greeting. */
async function listen(search = '', headers: Record<string, string> = { cookie }) {
  const stop = new AbortController()
  const response = await fetch(`${address}/trpc/live.changes${search}`, { headers, signal: stop.signal })
  const reader = (response.body as ReadableStream<Uint8Array>)
    .pipeThrough(new TextDecoderStream())
    .getReader()
  let text = ''
  async function next(): Promise<Message> {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end < 0) {
        const { value, done } = await reader.read()
        if (done) return { event: 'closed' }
        text += value
        continue
      }
      const lines = text.slice(0, end).split('\n').filter(Boolean)
      text = text.slice(end + 2)
      const fields = Object.fromEntries(lines.map((line) => line.split(/: ?(.*)/s) as [string, string]))
      if (lines.length === 0 || fields.event === 'connected') continue
      return { ...fields, data: fields.data ? JSON.parse(fields.data) : undefined }
    }
  }
  return { response, next, stop: () => stop.abort() }
}

describe('live changes', () => {
  it('arrive with their position as id, and only those of the own organization', async () => {
    const stream = await listen()
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream')
    await edge.ports.listening(1)
    edge.ports.ring(theirs.id, change(5))
    edge.ports.ring(ours.id, change(6))
    expect(await stream.next()).toMatchObject({ id: '6', data: change(6) })
    stream.stop()
    await edge.ports.listening(0)
  })

  it.each([
    ['by header, as a browser does', '', { 'last-event-id': '41' }],
    ['by address, as a client does', '?lastEventId=41', {}],
  ])('begin with what was missed when the reader says where it was: %s', async (_name, search, headers) => {
    const stream = await listen(search, { cookie, ...headers } as Record<string, string>)
    expect(await stream.next()).toMatchObject({ id: '42', data: { position: 42, more: true } })
    stream.stop()
    await edge.ports.listening(0)
  })

  it('can be asked for an organization by connection parameter, but not for a foreign one', async () => {
    const named = (id: string) =>
      `?connectionParams=${encodeURIComponent(JSON.stringify({ organization: id }))}`
    const own = await listen(named(ours.id))
    await edge.ports.listening(1)
    own.stop()
    await edge.ports.listening(0)
    const foreign = await listen(named(theirs.id))
    expect(await foreign.next()).toMatchObject({
      event: 'serialized-error',
      data: { data: { httpStatus: 403, syncline: { code: 'TENANT_ACCESS_DENIED' } } },
    })
  })

  it.each([
    ['nobody', '', {}, 'AUTH_REQUIRED'],
    ['a position that is none', '?lastEventId=x', { cookie: 'own' }, 'INVALID_INPUT'],
  ])('are refused to %s', async (_name, search, headers, code) => {
    const stream = await listen(search, 'cookie' in headers ? { cookie } : {})
    expect(await stream.next()).toMatchObject({
      event: 'serialized-error',
      data: { data: { syncline: { code } } },
    })
  })

  it('are refused to a page of another site', async () => {
    const stream = await listen('', { cookie, 'sec-fetch-site': 'cross-site' })
    expect(stream.response.status).toBe(403)
  })

  it('are limited to six per session', async () => {
    const streams = await Promise.all(Array.from({ length: 6 }, () => listen()))
    await edge.ports.listening(6)
    const seventh = await listen()
    expect(await seventh.next()).toMatchObject({
      event: 'serialized-error',
      data: { data: { syncline: { code: 'RATE_LIMIT_EXCEEDED' } } },
    })
    for (const stream of streams) stream.stop()
    await edge.ports.listening(0)
    const again = await listen()
    await edge.ports.listening(1)
    again.stop()
    await edge.ports.listening(0)
  })

  it('say nothing to somebody who has left', async () => {
    const leaving = await edge.signIn('auditor')
    const stream = await listen('', { cookie: leaving })
    await edge.ports.listening(1)
    await edge.inject({
      method: 'POST',
      url: '/api/auth/sign-out',
      headers: { 'content-type': 'application/json', cookie: leaving },
      payload: '{}',
    })
    edge.ports.ring(ours.id, change(9))
    expect(await stream.next()).toMatchObject({
      event: 'serialized-error',
      data: { data: { syncline: { code: 'AUTH_REQUIRED' } } },
    })
    await edge.ports.listening(0)
  })

  it('end when the server does', async () => {
    const stream = await listen()
    await edge.ports.listening(1)
    await edge.app.close()
    await expect(stream.next()).rejects.toThrow()
    await edge.ports.listening(0)
  })
})
