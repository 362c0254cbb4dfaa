import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { appRouter } from '../../trpc/router.ts'
import type { Attack } from './attack.ts'
import type { Corpus } from './corpus.ts'
import { hasPlace, type Place, type Shape, sampleOf, shapeOf } from './sample.ts'

/** Who sends: headers of a signed-in person, and of nobody. */
export interface Senders {
  readonly origin: string
  readonly cookie: string
}

interface Procedure {
  readonly path: string
  readonly type: 'query' | 'mutation'
  readonly shape: Shape
}

/** Every procedure there is, from the router itself: a new one is attacked without a word here. Subscriptions stay open. */
function procedures(): readonly Procedure[] {
  const all = appRouter._def.procedures as unknown as Record<
    string,
    { _def: { type: 'query' | 'mutation' | 'subscription'; inputs: z.ZodType[] } }
  >
  return Object.entries(all).flatMap(([path, { _def }]) => {
    const [schema] = _def.inputs
    return _def.type === 'subscription' || !schema ? [] : [{ path, type: _def.type, shape: shapeOf(schema) }]
  })
}

const encoded = (text: string) => encodeURIComponent(text.toWellFormed())
/** Longer addresses are cut by the HTTP parser before any route sees them. */
const maxAddressLength = 12_000
/** What a header may carry as it is. */
const headerSafe = (text: string) => text.replace(/[^\t\u0020-\u007e\u00a0-\u00ff]/gu, '').trim()

const own = ({ origin, cookie }: Senders) => ({
  cookie,
  origin,
  'content-type': 'application/json',
  'x-syncline': '1',
})

function call(senders: Senders, { path, type }: Procedure, body: Buffer, payload: string): Attack {
  const headers = own(senders)
  if (type === 'mutation') return { method: 'POST', path: `/trpc/${path}`, headers, body, payload }
  const input = encoded(body.toString('utf8'))
  const address = `/trpc/${path}?input=${input}`
  return { method: 'GET', path: address.slice(0, maxAddressLength), headers, body: null, payload }
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value) ?? 'null')

/** A text in every field of every procedure; as a name of a field, and as a whole input, at one of them in turn. */
function* textAttacks(
  senders: Senders,
  all: readonly Procedure[],
  text: string,
  turn: number,
): Generator<Attack> {
  for (const procedure of all)
    for (const where of ['every text', 'free text'] as const satisfies readonly Place[])
      if (hasPlace(procedure.shape, where))
        yield call(senders, procedure, json(sampleOf(procedure.shape, text, where)), text)
  const chosen = all[turn % all.length]
  if (chosen) for (const input of [text, { [text]: text }]) yield call(senders, chosen, json(input), text)
  yield* routeAttacks(senders, text)
}

/** The routes beside the procedures, with the text in the address, in headers and in the body. */
function* routeAttacks(senders: Senders, text: string): Generator<Attack> {
  const { origin, cookie } = senders
  const read = (path: string, headers: Record<string, string> = {}): Attack => ({
    method: 'GET',
    path: path.slice(0, maxAddressLength),
    headers,
    body: null,
    payload: text,
  })
  const post = (path: string, body: Buffer, headers: Record<string, string> = {}): Attack => ({
    method: 'POST',
    path: path.slice(0, maxAddressLength),
    headers: { origin, 'content-type': 'application/json', ...headers },
    body,
    payload: text,
  })
  const inPath = encoded(text)
  yield read(`/${inPath}`, { accept: 'text/html' })
  yield read(`/syncs/${inPath}?q=${inPath}`, { accept: 'text/html' })
  yield read(`/api/${inPath}`)
  yield read(`/trpc/${inPath}`, own(senders))
  for (const probe of ['health', 'ready', 'demo']) yield read(`/${probe}?x=${inPath}`)
  yield post('/api/auth/sign-in/email', json({ email: text, password: text }))
  yield post('/api/auth/sign-in/email', json({ email: 'nobody@example.com', password: text }))
  yield post(`/api/auth/${inPath}`, json({ text }))
  yield post(`/api/webhooks/${inPath}/${inPath}`, Buffer.from(text))
  for (const provider of ['stripe', 'flasherp', 'quickbooks', 'square', 'mailchimp'])
    yield post(`/api/webhooks/${provider}/${randomUUID()}`, Buffer.from(text))
  const value = headerSafe(text)
  for (const name of [
    'x-syncline-organization',
    'x-request-id',
    'user-agent',
    'authorization',
    'accept',
    'traceparent',
  ])
    yield read('/trpc/session.me', { ...own({ origin, cookie }), [name]: value })
  yield read('/trpc/session.me', { ...own({ origin, cookie: `${cookie}; x=${value}` }) })
  yield post('/trpc/session.me', json({}), { 'content-type': value })
}

/** A whole body, as it is, at everything that reads one. */
function* bodyAttacks(senders: Senders, all: readonly Procedure[], body: Buffer): Generator<Attack> {
  const payload = body.toString('utf8')
  for (const procedure of all) yield call(senders, procedure, body, payload)
  yield { method: 'POST', path: '/trpc/sync.retry,sync.skip?batch=1', headers: own(senders), body, payload }
  // Not with the cookie: whoever is signed in has to stay it.
  for (const path of ['/api/auth/sign-in/email', '/api/auth/sign-out'])
    yield { method: 'POST', path, headers: own({ ...senders, cookie: '' }), body, payload }
  for (const type of ['application/json', 'application/xml', 'multipart/form-data; boundary=x'])
    yield {
      method: 'POST',
      path: `/api/webhooks/stripe/${randomUUID()}`,
      headers: { 'content-type': type },
      body,
      payload,
    }
}

/** Everything of a corpus, at every route. */
export function* attacksOf(senders: Senders, corpus: Corpus): Generator<Attack & { readonly from: string }> {
  const all = procedures()
  for (const [from, texts] of corpus.texts) {
    for (const [turn, text] of texts.entries()) {
      for (const attack of textAttacks(senders, all, text, turn)) yield { from, ...attack }
      // A text that is JSON is hostile as a body, too.
      if (/^\s*[{[]/u.test(text))
        for (const attack of bodyAttacks(senders, all, Buffer.from(text))) yield { from, ...attack }
    }
  }
  for (const [from, body] of corpus.bodies)
    for (const attack of bodyAttacks(senders, all, body)) yield { from, ...attack }
  for (const procedure of all.filter(({ shape }) => hasPlace(shape, 'addresses')))
    for (const target of corpus.targets) {
      const input = json(sampleOf(procedure.shape, target, 'addresses'))
      yield { from: 'targets in fields', ...call(senders, procedure, input, target), refused: true }
    }
}
