import type { Origin, ProviderContext } from '../context.ts'
import { fingerprintOf } from '../fingerprint.ts'
import { type Answer, type Call, type Either, jsonAnswer, type Operation, type Result } from '../provider.ts'
import { isPlainObject } from '../shape.ts'
import { type ClaimItem, createBatch } from './batch.ts'
import { entities } from './entities.ts'
import { flashErpError, notFound, validation } from './errors.ts'
import { getObject, listObjects } from './lists.ts'
import { readMetrics } from './metrics.ts'
import { createObject, savedResult, tablesOf, updateObject } from './objects.ts'
import type { Scope } from './scope.ts'
import { cancelSubscription } from './subscriptions.ts'

export const base = '/flasherp/v1'
const maxKeyLength = 255
const route = /^\/flasherp\/v1\/([a-z]+)(?:\/([^/]+))?(?:\/([a-z]+))?$/

export type FlashErpCall = { ctx: ProviderContext; account: string; call: Call; claimItem: ClaimItem }

/** Finds what a call asks for; nothing is done yet. */
export function openCall({ ctx, account, call, claimItem }: FlashErpCall): Either<Operation> {
  if (call.method === 'GET' && call.path === `${base}/health`) {
    const time = new Date(ctx.now()).toISOString()
    return read(() => ({ executed: true, answer: jsonAnswer(200, { status: 'ok', time }) }))
  }
  if (call.method === 'GET' && call.path === `${base}/metrics`)
    return read(() => readMetrics(ctx, account, call.query))
  const match = route.exec(call.path)
  const [plural = '', id = null, action = null] = (match ?? []).slice(1).map((part) => part ?? null)
  const entity = entities.get(plural ?? '')
  if (!entity) return refused(notFound('There is nothing at this address.'))
  const origin: Origin = { kind: 'api', call }
  const scope: Scope = { ctx, account, origin, entity }
  const asked = [call.method, plural, id === null ? null : id === 'batch' ? id : ':id', action]
  switch (asked.filter((part) => part !== null).join(' ')) {
    case 'POST transactions batch':
      return openWrite(scope, call, null, (body) => createBatch(scope, call, body, claimItem))
    case 'POST subscriptions :id cancel':
      return openWrite(scope, call, id, (body) => cancelSubscription(scope, id ?? '', body))
    case `GET ${plural}`:
      return read(() => listObjects(scope, call.query))
    case `GET ${plural} :id`:
      return read(() => getObject(scope, id ?? ''))
    case `POST ${plural}`:
      return openWrite(scope, call, null, (body) => savedResult(createObject(scope, body), 201))
    case `PUT ${plural} :id`:
      return openWrite(scope, call, id, (body) => savedResult(updateObject(scope, id ?? '', body), 200))
    default:
      return refused(
        action === null
          ? flashErpError(405, {
              code: 'method_not_allowed',
              message: `${call.method} is not allowed here.`,
            })
          : notFound('There is nothing at this address.'),
      )
  }
}

const refused = (answer: Answer): { ok: false; answer: Answer } => ({ ok: false, answer })

const read = (run: () => Result): Either<Operation> => ({
  ok: true,
  value: { write: false, objectName: null, idempotency: null, run },
})

function openWrite(
  scope: Scope,
  call: Call,
  id: string | null,
  run: (body: unknown) => Result,
): Either<Operation> {
  const { idempotencyKey: key } = call
  const bodiless = call.body.length === 0 && call.path.endsWith('/cancel')
  if (!bodiless && !(call.headers['content-type'] ?? '').startsWith('application/json'))
    return refused(validation('The content type must be application/json.', 'content-type'))
  const parsed = bodiless ? { ok: true as const, value: {} } : parseJson(call.body)
  if (!parsed.ok) return refused(validation('The body is not JSON.', 'body'))
  if (key !== null && !isKey(key))
    return refused(validation('Idempotency-Key must have 1 to 255 characters.', 'idempotency-key'))
  // A batch is protected by the keys of its items, so that what failed can be sent again with what did not.
  const keyed = scope.ctx.limits.dedupe && key !== null && !call.path.endsWith('/batch')
  return {
    ok: true,
    value: {
      write: true,
      objectName: nameOf(scope, id, parsed.value),
      idempotency: keyed ? { key, fingerprint: fingerprintOf(call.method, call.path, parsed.value) } : null,
      run: () => run(parsed.value),
    },
  }
}

export const isKey = (key: string): boolean => key.length > 0 && key.length <= maxKeyLength

/** The name in the body, else the one the object has. */
function nameOf(scope: Scope, id: string | null, body: unknown): string | null {
  const read = isPlainObject(body) ? scope.entity.read(withoutVersion(body)) : null
  const given = read?.ok ? scope.entity.sentinelName(read.value) : null
  if (given !== null || id === null) return given
  const known = tablesOf(scope).objects.get(id)
  return known ? scope.entity.sentinelName(known) : null
}

function withoutVersion({ version: _version, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return rest
}

function parseJson(body: Buffer): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(body.toString('utf8')) }
  } catch {
    return { ok: false }
  }
}
