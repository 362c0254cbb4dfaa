import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** The same policy as the API's, so that a face that breaks it is found here. */
const policy = (nonce: string) =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ')

export interface Served {
  readonly url: string
  readonly close: () => Promise<void>
}

/** Serves a built page from a folder, on a free port of this machine. */
export async function serve(folder: string, page: string): Promise<Served> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname)
    const answer =
      extname(path) in types ? sendFile(join(folder, path), response) : sendPage(join(folder, page), response)
    answer.catch(() => response.writeHead(404).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => close(server) }
}

async function sendFile(path: string, response: ServerResponse): Promise<void> {
  const body = await readFile(path)
  // Names of what is built change with it.
  const headers = { 'content-type': types[extname(path)], 'cache-control': 'max-age=86400' }
  response.writeHead(200, headers).end(body)
}

async function sendPage(path: string, response: ServerResponse): Promise<void> {
  const nonce = randomBytes(16).toString('base64')
  const html = await readFile(path, 'utf8')
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy(nonce) })
    .end(html.replaceAll('__CSP_NONCE__', nonce))
}

const close = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
