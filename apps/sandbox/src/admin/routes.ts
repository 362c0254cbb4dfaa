import type { IncomingMessage } from 'node:http'
import { changeInside } from '../flasherp/backoffice.ts'
import { summarize } from '../ledger.ts'
import { textOf } from '../mail/catcher.ts'
import { type Answer, jsonAnswer, type Provider, type ProviderName, providerNames } from '../provider.ts'
import { bad, fields, flag, good, isPlainObject, type Problem, type Read } from '../shape.ts'
import type { AdminContext } from './context.ts'
import { formAnswer } from './forms.ts'
import { objectsAnswer } from './objects.ts'
import { page } from './page.ts'
import { readLogQuery, readLogWaiting } from './reads.ts'
import { readTrigger, runTrigger } from './trigger.ts'

export type AdminCall = { method: string; path: string; query: URLSearchParams; body: Buffer }

const localHosts = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

/**
 * Admin routes are for this machine and for no other site's pages: a foreign page betrays itself by
 * `sec-fetch-site`, a rebound host name by `host`.
 */
export function refusesAdmin(request: IncomingMessage): Answer | null {
  const { 'sec-fetch-site': site, host } = request.headers
  const local = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '')
  const foreign = site !== undefined && site !== 'same-origin' && site !== 'none'
  if (local && !foreign && localHosts.test(host ?? '')) return null
  const message = 'Admin routes answer only to this machine, and never to a page of another site.'
  return jsonAnswer(403, { error: { code: 'forbidden', message } })
}

/** Answers one call under `/_sandbox/`; what it changed is committed. */
export async function adminAnswer(admin: AdminContext, call: AdminCall): Promise<Answer> {
  const path = call.path.slice('/_sandbox'.length).replace(/(.)\/$/, '$1')
  if (call.method === 'GET') return adminRead(admin, path, call.query)
  if (call.method !== 'POST')
    return problem(405, 'method_not_allowed', 'Only GET and POST are answered here.')
  if (path.startsWith('/page/')) {
    const answer = await formAnswer(admin, path, call.body)
    admin.ctx.store.commit()
    return answer
  }
  const parsed = parseBody(call.body)
  if (!parsed.ok) return problem(400, 'invalid_json', 'The body is not JSON.')
  const answer = await adminWrite(admin, path, parsed.value)
  admin.ctx.store.commit()
  return answer
}

async function adminRead(admin: AdminContext, path: string, query: URLSearchParams): Promise<Answer> {
  const { ctx, panel, traffic, providers } = admin
  switch (path) {
    case '':
    case '/':
      return { status: 200, headers: pageHeaders, body: page(admin, query) }
    case '/health':
      return jsonAnswer(200, { status: 'ok', seed: admin.seed, pendingDeliveries: ctx.outbox.pendingCount() })
    case '/ledger/effects': {
      const read = readLogQuery(query, [
        'entity',
        'objectId',
        'operation',
        'origin',
        'idempotencyKey',
        'externalRef',
      ])
      return read.ok
        ? jsonAnswer(200, await readLogWaiting(ctx.store, ctx.ledger.effects, read.value))
        : read.answer
    }
    case '/ledger/requests': {
      const read = readLogQuery(query, ['method', 'path', 'status', 'idempotencyKey', 'executed', 'replayed'])
      return read.ok
        ? jsonAnswer(200, await readLogWaiting(ctx.store, ctx.ledger.requests, read.value))
        : read.answer
    }
    case '/ledger/summary':
      return jsonAnswer(200, summarize(ctx.ledger, providerNames))
    case '/deliveries': {
      const read = readLogQuery(query, ['eventId', 'eventType', 'objectId', 'state'])
      return read.ok
        ? jsonAnswer(200, await readLogWaiting(ctx.store, ctx.outbox.deliveries, read.value))
        : read.answer
    }
    case '/events':
      return jsonAnswer(200, Object.fromEntries(providerNames.map((name) => [name, providers[name].events])))
    case '/objects':
      return objectsAnswer(providers, query)
    case '/accounts':
      return jsonAnswer(200, { accounts: providerNames.flatMap((name) => providers[name].accounts()) })
    case '/faults':
      return jsonAnswer(200, panel.read())
    case '/traffic':
      return jsonAnswer(200, traffic.read())
    case '/kms':
      return jsonAnswer(200, { requests: admin.kms.requests().slice(-1_000) })
    case '/oidc':
      return jsonAnswer(200, admin.oidc.settings())
    case '/mails':
      return jsonAnswer(200, { smtp: admin.mail.url(), mails: newestMails(admin) })
    default:
      return problem(404, 'not_found', 'There is no such admin route; see the README.')
  }
}

const shownMails = 100

/** The newest first, each with its plain text. */
const newestMails = ({ mail }: AdminContext) =>
  [...mail.mails.newest()].slice(0, shownMails).map(([, one]) => ({ ...one, text: textOf(one.source) }))

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
}

async function adminWrite(admin: AdminContext, path: string, body: unknown): Promise<Answer> {
  const trigger = /^\/trigger\/([a-z-]+)\/([a-z_.]+)$/.exec(path)
  if (trigger) return triggerAnswer(admin, trigger[1] ?? '', trigger[2] ?? '', body)
  const entered = /^\/flasherp\/([a-z]+)$/.exec(path)
  if (entered) return answerFor(enterInside(admin, entered[1] ?? '', body))
  switch (path) {
    case '/accounts':
      return answerFor(registerAccounts(admin.providers, body))
    case '/faults':
      return answerFor(admin.panel.change(body))
    case '/traffic':
      return answerFor(admin.traffic.change(body))
    case '/kms':
      return answerFor(admin.kms.trouble(body))
    case '/oidc':
      return answerFor(admin.oidc.change(body))
    case '/mails':
      return answerFor(admin.mail.trouble(body))
    case '/reset':
      return answerFor(reset(admin, body))
    default:
      return problem(404, 'not_found', 'There is no such admin route; see the README.')
  }
}

async function triggerAnswer(
  admin: AdminContext,
  name: string,
  event: string,
  body: unknown,
): Promise<Answer> {
  const provider = providerNames.find((known) => known === name)
  if (!provider) return problem(404, 'not_found', `There is no provider ${name}.`)
  const read = readTrigger(body)
  if (!read.ok) return answerFor(read)
  return answerFor(await runTrigger(admin, admin.providers[provider], event, read.value))
}

/** `{stripe?: {...}, flasherp?: {...}}` → `{stripe?: {account}, flasherp?: {account}}`. */
export function registerAccounts(
  providers: Record<ProviderName, Provider>,
  body: unknown,
): Read<Partial<Record<ProviderName, { account: string }>>> {
  if (!isPlainObject(body)) return bad('body', 'must be an object')
  const registered: Partial<Record<ProviderName, { account: string }>> = {}
  for (const [name, settings] of Object.entries(body)) {
    const provider = providerNames.find((known) => known === name)
    if (!provider) return bad(name, 'is not a provider')
    const read = providers[provider].register(settings)
    if (!read.ok) return read
    registered[provider] = read.value
  }
  return good(registered)
}

/** Forgets objects, events, keys, ledgers and queued webhooks; accounts and registered endpoints stay unless told otherwise. */
function reset({ ctx, traffic }: AdminContext, body: unknown): Read<{ reset: true }> {
  const read = fields<{ accounts: boolean }>({ accounts: flag })(body, '')
  if (!read.ok) return read
  const all = read.value.accounts === true
  if (all) traffic.change({ perMinute: 0 })
  ctx.outbox.clear()
  // What was wrapped by the key service must be opened by it afterwards too.
  ctx.store.clear(
    (table) =>
      table.startsWith('kms/') || (!all && (table.endsWith('/accounts') || table.endsWith('/endpoints'))),
  )
  return good({ reset: true })
}

function enterInside({ ctx }: AdminContext, plural: string, body: unknown) {
  if (!isPlainObject(body)) return bad('body', 'must be an object')
  const { account, id, ...rest } = body
  if (account !== undefined && typeof account !== 'string') return bad('account', 'must be a string')
  if (id !== undefined && typeof id !== 'string') return bad('id', 'must be a string')
  return changeInside(ctx, { account: account ?? null, plural, id: id ?? null, body: rest })
}

function answerFor(read: Read<unknown>): Answer {
  return read.ok ? jsonAnswer(200, read.value) : problemFor(read.problem)
}

const problemFor = ({ path, message }: Problem) =>
  problem(400, 'invalid_input', path === '' ? `The body ${message}.` : `${path}: ${message}.`)

function problem(status: number, code: string, message: string): Answer {
  return jsonAnswer(status, { error: { code, message } })
}

function parseBody(body: Buffer): { ok: true; value: unknown } | { ok: false } {
  if (body.length === 0) return { ok: true, value: {} }
  try {
    return { ok: true, value: JSON.parse(body.toString('utf8')) }
  } catch {
    return { ok: false }
  }
}
