import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange, type HttpCall } from './http.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

async function listening(server: Server, sockets: Set<Socket>): Promise<string> {
  server.on('connection', (socket: Socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const serve = (answer: RequestListener) => listening(createServer(answer), new Set())

/** Speaks bytes instead of HTTP; the request is read before anything is written. */
const speak = (bytes: string, then: 'end' | 'hold' | 'reset') =>
  listening(
    createSocketServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', () => {
        if (then === 'reset') return socket.write(bytes, () => socket.resetAndDestroy())
        if (then === 'end') socket.end(bytes)
        else socket.write(bytes)
      })
    }),
    new Set(),
  )

const call = (baseUrl: string, changes: Partial<HttpCall> = {}) =>
  exchange({
    method: 'POST',
    baseUrl,
    path: '/customers',
    headers: { 'x-test': '1' },
    body: '{"a":"é"}',
    timeoutMs: 5_000,
    maxAnswerBytes: 1_000,
    signal: new AbortController().signal,
    ...changes,
  })

describe('an answer', () => {
  it('comes with status, headers and text, and the request arrives as given', async () => {
    const url = await serve((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        response.setHeader('Retry-After', '7')
        response
          .writeHead(201)
          .end(
            [request.method, request.url, request.headers['x-test'], Buffer.concat(chunks).toString()].join(
              ' ',
            ),
          )
      })
    })
    expect(await call(`${url}/v1/`)).toMatchObject({
      kind: 'answered',
      status: 201,
      headers: { 'retry-after': '7' },
      body: { kind: 'whole', text: 'POST /v1/customers 1 {"a":"é"}' },
    })
  })

  it('is not followed elsewhere', async () => {
    let requests = 0
    const url = await serve((_request, response) => {
      requests += 1
      response.writeHead(307, { location: '/v1/elsewhere' }).end()
    })
    expect(await call(url)).toMatchObject({ status: 307 })
    expect(requests).toBe(1)
  })

  it('is read up to the cap and no further', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200)
      const pour = (): boolean => response.destroyed || (response.write('x'.repeat(500)) && pour())
      response.on('drain', pour)
      pour()
    })
    const outcome = await call(url)
    expect(outcome).toMatchObject({ kind: 'answered', status: 200, body: { kind: 'too_large' } })
    const exact = await serve((_request, response) => response.end('x'.repeat(1_000)))
    expect(await call(exact)).toMatchObject({ body: { kind: 'whole', sizeBytes: 1_000 } })
  })

  it('that is cut, is no text or ends too late is told by its body', async () => {
    const head = 'HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n'
    expect(await call(await speak(`${head}{"id":`, 'end'))).toMatchObject({
      status: 200,
      body: { kind: 'cut' },
    })
    expect(await call(await speak(`${head}{"id":`, 'hold'), { timeoutMs: 150 })).toMatchObject({
      status: 200,
      body: { kind: 'timeout', sizeBytes: 6 },
    })
    const notText = await serve((_request, response) => response.end(Buffer.from([0xc3, 0x28])))
    expect(await call(notText)).toMatchObject({ body: { kind: 'not_text' } })
  })
})

describe('no answer', () => {
  it('and certainly nothing sent when nobody listens or the name is unknown', async () => {
    const server = createSocketServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    await once(server, 'close')
    const unreachable = { kind: 'unanswered', reason: 'unreachable', maybeSent: false }
    expect(await call(`http://127.0.0.1:${port}`)).toMatchObject(unreachable)
    expect(await call('http://syncline.invalid')).toMatchObject(unreachable)
  })

  it('and nothing sent when the other side can’t prove itself', async () => {
    const url = await speak('this is no TLS', 'end')
    expect(await call(url.replace('http:', 'https:'))).toMatchObject({ kind: 'unanswered', maybeSent: false })
  })

  it('but maybe done when the line breaks after the socket stood', async () => {
    expect(await call(await speak('', 'end'))).toMatchObject({ reason: 'lost', maybeSent: true })
    expect(await call(await speak('', 'reset'))).toMatchObject({ reason: 'lost', maybeSent: true })
    expect(await call(await speak('FTP ready\r\n', 'hold'))).toMatchObject({
      reason: 'not_http',
      maybeSent: true,
    })
    expect(
      await call(await speak(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(70_000)}\r\n\r\n`, 'hold')),
    ).toMatchObject({
      reason: 'not_http',
      maybeSent: true,
    })
    const upgrade = 'HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'
    expect(await call(await speak(upgrade, 'hold'))).toMatchObject({ reason: 'not_http', maybeSent: true })
  })

  it('within the time allowed', async () => {
    expect(await call(await speak('', 'hold'), { timeoutMs: 100 })).toMatchObject({
      reason: 'timeout',
      maybeSent: true,
    })
  })

  it('when the caller gives up, before or during', async () => {
    const controller = new AbortController()
    const url = await serve(() => controller.abort())
    expect(await call(url, { signal: controller.signal })).toMatchObject({
      reason: 'aborted',
      maybeSent: true,
    })
    expect(await call(url, { signal: controller.signal })).toMatchObject({
      reason: 'aborted',
      maybeSent: false,
    })
  })
})

it('repeats nothing when a kept connection turns out to be gone', async () => {
  let requests = 0
  const url = await serve((request, response) => {
    requests += 1
    if (requests === 1) response.end('kept')
    else request.socket.destroy()
  })
  expect(await call(url)).toMatchObject({ status: 200 })
  expect(await call(url)).toMatchObject({ reason: 'lost', maybeSent: true })
  expect(requests).toBe(2)
})

it('asks for the very address before it connects', async () => {
  let requests = 0
  const url = await serve((_request, response) => {
    requests += 1
    response.end('{}')
  })
  const asked: string[] = []
  const allowing = (allowed: boolean) => (address: string) => {
    asked.push(address)
    return allowed
  }
  const refused = { kind: 'unanswered', reason: 'address_refused', maybeSent: false }
  const byName = url.replace('127.0.0.1', 'localhost')
  expect(await call(url, { allowsAddress: allowing(false) })).toMatchObject(refused)
  expect(await call(byName, { allowsAddress: allowing(false) })).toMatchObject(refused)
  expect(requests).toBe(0)
  expect(await call(byName, { allowsAddress: (address) => address === '127.0.0.1' })).toMatchObject({
    status: 200,
  })
  expect(asked).toContain('127.0.0.1')
})
