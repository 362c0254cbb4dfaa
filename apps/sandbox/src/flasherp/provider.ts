import type { Origin, ProviderContext } from '../context.ts'
import { freshId } from '../identifiers.ts'
import {
  type Answer,
  type Call,
  type Either,
  type IdempotencyManner,
  jsonAnswer,
  type Operation,
  type Provider,
  type Result,
} from '../provider.ts'
import { isPlainObject } from '../shape.ts'
import { triggerFlashErp } from './backoffice.ts'
import { contractWords, entities } from './entities.ts'
import { flashErpError, flashErpFailure, notFound, unauthorized, validation } from './errors.ts'
import { flashErpParcel } from './events.ts'
import { createObject, getObject, listObjects, type Scope, savedResult, updateObject } from './objects.ts'
import { flashErpAccountViews, registerFlashErpAccount } from './register.ts'
import { checkSignature } from './sign.ts'
import { type FlashErpAccount, flashErpAccounts, objectTables } from './state.ts'

const base = '/flasherp/v1'
const maxKeyLength = 255
const route = /^\/flasherp\/v1\/([a-z]+)(?:\/([^/]+))?(?:\/([a-z]+))?$/

/** FlashERP's API under `/flasherp/v1/`: signed JSON, keys on POST and PUT, versions, unique external references. */
export function createFlashErp(ctx: ProviderContext): Provider {
  return {
    name: 'flasherp',
    owns: (path) => path.startsWith(`${base}/`),
    freshRequestId: () => freshId('frq_', 16),
    commonHeaders: (call) => ({ 'x-request-id': call.requestId }),
    authenticate(call) {
      const account = callerOf(ctx, call)
      return 'status' in account
        ? { ok: false, answer: account }
        : { ok: true, value: { account: account.account } }
    },
    open: (call, account) => open(ctx, call, account),
    failure: flashErpFailure,
    idempotency: manner,
    parcel: (delivery) => flashErpParcel(ctx, delivery),
    trigger: (event, request) => triggerFlashErp(ctx, event, request),
    register: (settings) => registerFlashErpAccount(ctx, settings),
    accounts: () => flashErpAccountViews(ctx),
  }
}

/** Only what the operation itself answered is remembered, so a 500 is never replayed. */
const manner: IdempotencyManner = {
  keepsServerErrors: false,
  rememberedForMs: 24 * 60 * 60 * 1000,
  replayed: (stored) => ({ ...stored, headers: { ...stored.headers, 'idempotent-replayed': 'true' } }),
  otherParameters: () =>
    flashErpError(409, {
      code: 'idempotency_conflict',
      message: 'This Idempotency-Key was used with another body.',
    }),
  inFlight: () =>
    flashErpError(
      409,
      {
        code: 'idempotency_in_flight',
        message: 'A request with this Idempotency-Key is still being worked on.',
      },
      { 'retry-after': '1' },
    ),
}

function callerOf(ctx: ProviderContext, call: Call): FlashErpAccount | Answer {
  const [scheme, key] = (call.headers.authorization ?? '').split(' ')
  const account = scheme?.toLowerCase() === 'bearer' && key ? flashErpAccounts(ctx.store).get(key) : undefined
  if (!account) return unauthorized('unauthorized', 'The API key is missing or not known.')
  const { 'x-flasherp-timestamp': timestamp, 'x-flasherp-signature': signature } = call.headers
  switch (checkSignature({ timestamp, signature }, account.apiSecret, call.body, ctx.now())) {
    case 'valid':
      return account
    case 'missing':
      return unauthorized('signature_missing', 'x-flasherp-timestamp and x-flasherp-signature are required.')
    case 'outside_window':
      return unauthorized('timestamp_outside_window', 'x-flasherp-timestamp is more than 300 seconds off.')
    case 'wrong':
      return unauthorized('signature_invalid', 'x-flasherp-signature does not fit the timestamp and body.')
  }
}

function open(ctx: ProviderContext, call: Call, account: string): Either<Operation> {
  if (call.path === `${base}/health` && call.method === 'GET') {
    return read(() => ({
      executed: true,
      answer: jsonAnswer(200, { status: 'ok', time: new Date(ctx.now()).toISOString() }),
    }))
  }
  const match = route.exec(call.path)
  const word = match?.[1] ?? ''
  const entity = entities.get(word)
  if (!entity) {
    const message = contractWords.includes(word)
      ? `${word} are not offered by this sandbox.`
      : 'There is nothing at this address.'
    return { ok: false, answer: notFound(message) }
  }
  if (match?.[3] !== undefined) return { ok: false, answer: notFound('There is nothing at this address.') }
  const id = match?.[2] ?? null
  const origin: Origin = { kind: 'api', call }
  const scope: Scope = { ctx, account, origin, entity }
  const asked = `${call.method} ${id === null ? '' : ':id'}`
  if (asked === 'GET ') return read(() => listObjects(scope, call.query))
  if (asked === 'GET :id') return read(() => getObject(scope, id ?? ''))
  if (asked === 'POST ' || asked === 'PUT :id') return openWrite(scope, call, id)
  const answer = flashErpError(405, {
    code: 'method_not_allowed',
    message: `${call.method} is not allowed here.`,
  })
  return { ok: false, answer }
}

const read = (run: () => Result): Either<Operation> => ({
  ok: true,
  value: { write: false, objectName: null, idempotency: null, run },
})

function openWrite(scope: Scope, call: Call, id: string | null): Either<Operation> {
  if (!(call.headers['content-type'] ?? '').startsWith('application/json')) {
    return { ok: false, answer: validation('The content type must be application/json.', 'content-type') }
  }
  const parsed = parseJson(call.body)
  if (!parsed.ok) return { ok: false, answer: validation('The body is not JSON.', 'body') }
  const { key, answer } = keyOf(call)
  if (answer) return { ok: false, answer }
  const keyed = scope.ctx.limits.dedupe && key !== null
  return {
    ok: true,
    value: {
      write: true,
      objectName: nameOf(scope, id, parsed.value),
      idempotency: keyed ? { key, fingerprint: `${call.method} ${call.path} ${call.bodySha256}` } : null,
      run: () =>
        id === null
          ? savedResult(createObject(scope, parsed.value), 201)
          : savedResult(updateObject(scope, id, parsed.value), 200),
    },
  }
}

function keyOf({ idempotencyKey: key }: Call): { key: string | null; answer?: Answer } {
  return key === null || (key.length > 0 && key.length <= maxKeyLength)
    ? { key }
    : { key: null, answer: validation('Idempotency-Key must have 1 to 255 characters.', 'idempotency-key') }
}

/** The name in the body, else the one the object has. */
function nameOf({ ctx, account, entity }: Scope, id: string | null, body: unknown): string | null {
  const given = isPlainObject(body) && typeof body.name === 'string' ? body.name : null
  if (given !== null || id === null) return given
  const known = objectTables(ctx.store, account, entity.plural).objects.get(id)
  return known ? entity.sentinelName(known) : null
}

function parseJson(body: Buffer): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(body.toString('utf8')) }
  } catch {
    return { ok: false }
  }
}
