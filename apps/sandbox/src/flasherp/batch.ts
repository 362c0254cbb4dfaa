import { fingerprintOf } from '../fingerprint.ts'
import type { Claim } from '../idempotency.ts'
import { type Call, jsonAnswer, type Result } from '../provider.ts'
import { bad, fields, good, isPlainObject, list, type Reader, text } from '../shape.ts'
import { flashErpError } from './errors.ts'
import { createObject, problemAnswer, savedResult } from './objects.ts'
import type { Scope } from './scope.ts'

export type ClaimItem = (account: string, item: { key: string; fingerprint: string }) => Claim

type Item = { idempotency_key: string; transaction: Record<string, unknown> }
type ItemResult = { status: number; object: unknown } | { status: number; error: unknown }

const maxItems = 50

const item: Reader<Item> = (value, path) => {
  const read = fields<Item>({
    idempotency_key: text(255),
    transaction: (given, at) => (isPlainObject(given) ? good(given) : bad(at, 'must be an object')),
  })(value, path)
  if (!read.ok) return read
  const { idempotency_key, transaction } = read.value
  return idempotency_key === undefined || transaction === undefined
    ? bad(path, 'needs idempotency_key and transaction')
    : good({ idempotency_key, transaction })
}

const readBatch = fields<{ items: Item[] }>({ items: list(item, maxItems) })

/**
 * `{items: [{idempotency_key, transaction}]}` → 200 `{results: [{status, object} | {status, error}]}` in the same order.
 * Each item stands for itself: its key is the one a single POST with the same transaction would have, so an item whose
 * outcome is unknown may be sent again alone or in another batch.
 */
export function createBatch(scope: Scope, call: Call, body: unknown, claimItem: ClaimItem): Result {
  const read = readBatch(body, '')
  if (!read.ok) return { executed: false, answer: problemAnswer(read.problem) }
  const { items } = read.value
  if (!items) return { executed: false, answer: problemAnswer({ path: 'items', message: 'is required' }) }
  const results = items.map((each) => createItem(scope, call, each, claimItem))
  return { executed: true, answer: jsonAnswer(200, { results }) }
}

function createItem(
  scope: Scope,
  call: Call,
  { idempotency_key: key, transaction }: Item,
  claimItem: ClaimItem,
) {
  const create = (): Result => {
    const origin = { kind: 'api', call: { ...call, idempotencyKey: key } } as const
    return savedResult(createObject({ ...scope, origin }, transaction), 201)
  }
  if (!scope.ctx.limits.dedupe) return itemResult(create())
  const path = call.path.replace(/\/batch$/, '')
  const claim = claimItem(scope.account, { key, fingerprint: fingerprintOf('POST', path, transaction) })
  if (claim.kind === 'other_parameters') return conflict('idempotency_conflict', 'with another transaction')
  if (claim.kind === 'in_flight') return conflict('idempotency_in_flight', 'by a call that is still open')
  try {
    if (claim.kind === 'replay') return itemResult({ executed: true, answer: claim.stored })
    const made = create()
    if (made.executed) claim.keep(made.answer)
    return itemResult(made)
  } finally {
    claim.release()
  }
}

const conflict = (code: string, how: string): ItemResult =>
  itemResult({
    executed: false,
    answer: flashErpError(409, { code, message: `This idempotency_key is used ${how}.` }),
  })

function itemResult({ executed, answer }: Result): ItemResult {
  const body = JSON.parse(answer.body) as { error?: unknown }
  return executed ? { status: answer.status, object: body } : { status: answer.status, error: body.error }
}
