import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { pagePolicy } from '../http/headers.ts'
import { exampleOf, type Schema, wordsOf } from './docs-schema.ts'
import { restBase } from './register.ts'

const file = fileURLToPath(new URL('../../../../docs/generated/openapi.json', import.meta.url))

interface Described {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description: string
  readonly 'x-permission'?: string
  readonly parameters: readonly {
    readonly name: string
    readonly in: string
    readonly required?: boolean
    readonly schema?: Schema
  }[]
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } }
  readonly responses: Readonly<Record<string, unknown>>
}
type PathItem = Readonly<Record<'get' | 'put' | 'post' | 'patch' | 'delete', Described>> & {
  /** Of what is not below `/api/v1`. */
  readonly servers?: readonly { readonly url: string }[]
}
interface Document {
  readonly info: { readonly description: string; readonly version: string }
  readonly paths: Readonly<Record<string, PathItem>>
}

/** `/docs`: the API on one page, without scripts and without anything from elsewhere; `openapi.json` beside it. */
export function registerDocs(app: FastifyInstance): void {
  app.get(`${restBase}/openapi.json`, async (_request, reply) =>
    reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(await readFile(file)),
  )
  app.get('/docs', async (_request, reply) => {
    const nonce = randomBytes(18).toString('base64')
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('content-security-policy', pagePolicy(nonce))
      .send(pageOf(JSON.parse(await readFile(file, 'utf8')) as Document, nonce))
  })
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replaceAll(/[&<>"]/g, (sign) => entities[sign] as string)

/** Words between backticks are code. */
const marked = (text: string) => escaped(text).replaceAll(/`([^`]{1,80})`/g, '<code>$1</code>')

const style = `:root{color-scheme:light dark;--canvas:light-dark(#f4f6f3,#0d1211);--surface:light-dark(#fff,#141a19);
--border:light-dark(#dadfda,#293331);--ink:light-dark(#14201d,#e8edea);--soft:light-dark(#45524d,#b4beb9);--accent:light-dark(#0b5a66,#72c9d1)}
body{margin:0;background:var(--canvas);color:var(--ink);font:14px/20px system-ui,sans-serif}
main{max-width:900px;margin:0 auto;padding:24px 16px}h1{font-size:22px;line-height:28px}h2{font-size:16px;margin:32px 0 8px}
details{background:var(--surface);border:1px solid var(--border);border-radius:6px;margin:0 0 6px;padding:6px 12px}
summary{cursor:pointer;overflow-wrap:anywhere}code,pre{font:13px/18px ui-monospace,monospace}pre{overflow-x:auto;margin:8px 0;white-space:pre-wrap;overflow-wrap:anywhere}
b{display:inline-block;min-width:4.5em;color:var(--accent)}a{color:var(--accent)}p,dd{color:var(--soft)}dt{font-weight:600}`

function pageOf(document: Document, nonce: string): string {
  const all = Object.entries(document.paths).flatMap(([path, { servers, ...methods }]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path: servers ? path : restBase + path,
      method: method.toUpperCase(),
      operation,
    })),
  )
  const sections = [...Map.groupBy(all, ({ operation }) => operation.tags[0] ?? '')].map(
    ([tag, list]) => `<h2 id="${escaped(tag)}">${escaped(tag)}</h2>\n${list.map(detailsOf).join('\n')}`,
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Syncline API</title><style nonce="${nonce}">${style}</style></head>
<body><main><h1>Syncline API ${escaped(document.info.version)}</h1>
<p>${marked(document.info.description)}</p>
<p>Send a key from Settings → API keys as <code>x-api-key</code> or <code>Authorization: Bearer</code>. The same as a document
for machines: <a href="${restBase}/openapi.json">openapi.json</a>.</p>
${sections.join('\n')}
</main></body></html>
`
}

function detailsOf({
  path,
  method,
  operation,
}: {
  path: string
  method: string
  operation: Described
}): string {
  const permission = operation['x-permission']
  const asked = operation.requestBody?.content['application/json'].schema
  // What may be left out is said as something or null.
  const body = asked?.anyOf?.[0] ?? asked
  const fields = [
    ...operation.parameters.map(({ name, in: place, required, schema }) => ({
      name,
      place,
      words: wordsOf(schema ?? {}),
      required: required === true,
    })),
    ...Object.entries(body?.properties ?? {}).map(([name, schema]) => ({
      name,
      place: 'body',
      words: wordsOf(schema),
      required: body?.required?.includes(name) === true,
    })),
  ]
  const status = Object.keys(operation.responses)[0] ?? ''
  const curl = [
    `curl -X ${method} "$SYNCLINE_URL${path}"${permission === undefined ? '' : ' -H "x-api-key: $SYNCLINE_API_KEY"'}`,
    ...(body ? ['-H "content-type: application/json"', `-d '${JSON.stringify(exampleOf(body))}'`] : []),
  ].join(' \\\n  ')
  return `<details><summary><b>${method}</b> <code>${escaped(path)}</code> ${marked(operation.summary)}</summary>
<p>${marked(operation.description)}</p>
<dl>${fields.map(({ name, place, words, required }) => `<dt><code>${escaped(name)}</code></dt><dd>in the ${place}${required ? ', needed' : ''}: ${escaped(words)}</dd>`).join('')}
<dt>Answers</dt><dd>${escaped(status)}</dd>${permission === undefined ? '' : `<dt>Permission</dt><dd><code>${escaped(permission)}</code></dd>`}</dl>
<pre>${escaped(curl)}</pre></details>`
}
