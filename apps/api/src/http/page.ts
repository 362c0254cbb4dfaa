import { randomBytes } from 'node:crypto'
import { SynclineError } from '@syncline/domain/error'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createFileStore } from './files.ts'
import { pagePolicy } from './headers.ts'
import { cameInTheClear } from './https.ts'

export interface PageDeps {
  /** Folder of the built page. */
  readonly directory: string
  readonly baseUrl: string
  /** Whether the scheme a proxy names is to be believed. */
  readonly behindProxy: boolean
}

/** Stands in the built page where each answer's own nonce belongs. */
export const noncePlaceholder = '__CSP_NONCE__'
const maxAddressLength = 500

const unbuilt = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Syncline</title></head>
<body><h1>The page is not built yet</h1>
<p>Run <code>pnpm --filter @syncline/admin build</code>, then load this again. The API is running.</p></body>
</html>
`

/** Files of the page by name, and the page itself at every address that is not the API's. */
export function registerPage(app: FastifyInstance, { directory, baseUrl, behindProxy }: PageDeps): void {
  const store = createFileStore(directory)
  app.get('/*', async (request, reply) => {
    const address = pathOf(request)
    if (/^\/(api|trpc)(\/|$)/.test(address)) throw notFound()
    const file =
      address.length > maxAddressLength || address === '/index.html' ? null : await store.find(address)
    if (file) {
      reply
        .type(file.type)
        .header('vary', 'accept-encoding')
        .header(
          'cache-control',
          address.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        )
      if (!file.gzip || !acceptsGzip(request)) return reply.send(file.raw)
      return reply.header('content-encoding', 'gzip').send(file.gzip)
    }
    if (address.startsWith('/assets/') || !acceptsHtml(request)) throw notFound()
    if (baseUrl.startsWith('https:') && behindProxy && cameInTheClear(request))
      return reply.redirect(new URL(address, baseUrl).href, 308)
    return sendPage(await store.page(), address, reply)
  })
}

/** The built page names for each address what it will ask for, and under `*` what the others will; the rest is left out. */
function withOwnPreloads(page: string, address: string): string {
  const own = page.includes(`data-page="${address}"`) ? address : '*'
  return page.replace(/ *<link [^>]*data-page="([^"]*)"[^>]*>\n?/g, (link, name) =>
    name === own ? link : '',
  )
}

function sendPage(page: string | null, address: string, reply: FastifyReply): FastifyReply {
  const nonce = randomBytes(18).toString('base64')
  reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', pagePolicy(nonce))
  if (page === null) return reply.code(503).send(unbuilt)
  return reply.send(withOwnPreloads(page, address).replaceAll(noncePlaceholder, nonce))
}

const notFound = () => new SynclineError('RECORD_NOT_FOUND', { what: 'address' })

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] as string
}

function acceptsHtml(request: FastifyRequest): boolean {
  const accept = request.headers.accept
  return accept === undefined || accept.includes('text/html') || accept.includes('*/*')
}

function acceptsGzip(request: FastifyRequest): boolean {
  return /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
}
