import { type Origin, type ProviderContext, traceOf } from '../context.ts'
import { freshId } from '../identifiers.ts'
import { type Answer, jsonAnswer, type Result } from '../provider.ts'
import { bad, good, isPlainObject, type Problem, type Read } from '../shape.ts'
import type { Entity } from './entity.ts'
import { flashErpError, notFound, validation } from './errors.ts'
import { publish } from './events.ts'
import { type FlashErpObject, objectTables } from './state.ts'

export type Scope = { ctx: ProviderContext; account: string; origin: Origin; entity: Entity<FlashErpObject> }
export type Saved =
  | { ok: true; object: FlashErpObject; eventId: string | null }
  | { ok: false; answer: Answer }

const refusal = (answer: Answer): { ok: false; answer: Answer } => ({ ok: false, answer })
const problemAnswer = ({ path, message }: Problem) =>
  path === '' ? validation(`The body ${message}.`, 'body') : validation(`${path} ${message}.`, path)

const tables = ({ ctx, account, entity }: Scope) =>
  objectTables<FlashErpObject>(ctx.store, account, entity.plural)

/** Makes an object from a body, or says why not: 400 validation, 409 duplicate, 422 by the entity's rules. */
export function createObject(scope: Scope, body: unknown): Saved {
  const { ctx, entity } = scope
  const read = entity.read(body)
  if (!read.ok) return refusal(problemAnswer(read.problem))
  const { objects } = tables(scope)
  if (objects.size >= ctx.limits.objects)
    return refusal(
      flashErpError(403, {
        code: 'account_full',
        message: `This sandbox account holds ${ctx.limits.objects} ${entity.plural}.`,
      }),
    )
  const at = new Date(ctx.now()).toISOString()
  const object: FlashErpObject = {
    id: freshId(entity.idPrefix, 20),
    external_ref: null,
    ...entity.blank(),
    ...read.value,
    version: 1,
    created_at: at,
    updated_at: at,
  }
  return save(scope, null, object)
}

/**
 * Changes an object. Members left out keep their value, null clears. With `version` in the body the change is made
 * only if the object still has that version (409 `stale_version` otherwise, naming the current one).
 */
export function updateObject(scope: Scope, id: string, body: unknown): Saved {
  const { objects } = tables(scope)
  const before = objects.get(id)
  if (!before) return refusal(notFound(`There is no ${scope.entity.name} ${id.slice(0, 100)}.`))
  const expected = takeVersion(body)
  if (!expected.ok) return refusal(problemAnswer(expected.problem))
  const { version, rest } = expected.value
  const read = scope.entity.read(rest)
  if (!read.ok) return refusal(problemAnswer(read.problem))
  if (version !== null && version !== before.version) {
    const message = `The ${scope.entity.name} has version ${before.version}, not ${version}.`
    return refusal(flashErpError(409, { code: 'stale_version', message, current_version: before.version }))
  }
  const after = {
    ...before,
    ...read.value,
    version: before.version + 1,
    updated_at: new Date(scope.ctx.now()).toISOString(),
  }
  return save(scope, before, after)
}

function takeVersion(body: unknown): Read<{ version: number | null; rest: unknown }> {
  if (!isPlainObject(body) || !Object.hasOwn(body, 'version')) return good({ version: null, rest: body })
  const { version, ...rest } = body
  return Number.isSafeInteger(version)
    ? good({ version: version as number, rest })
    : bad('version', 'must be a whole number')
}

function save(scope: Scope, before: FlashErpObject | null, after: FlashErpObject): Saved {
  const { ctx, entity } = scope
  const broken = entity.check(after)
  if (broken) return refusal(broken)
  const { objects, idsByRef } = tables(scope)
  const ref = after.external_ref
  const holder = ref === null ? undefined : idsByRef.get(ref)
  if (ctx.limits.dedupe && holder !== undefined && holder !== after.id) {
    const message = `Another ${entity.name} has this external_ref.`
    const existing_version = objects.get(holder)?.version ?? 1
    const error = { code: 'duplicate', message, field: 'external_ref', existing_id: holder, existing_version }
    return refusal(flashErpError(409, error))
  }
  objects.put(after.id, after)
  const oldRef = before?.external_ref ?? null
  if (oldRef !== null && oldRef !== ref && idsByRef.get(oldRef) === after.id) idsByRef.remove(oldRef)
  if (ref !== null) idsByRef.put(ref, after.id)
  recordEffect(scope, before === null ? 'create' : 'update', after)
  const eventId =
    scope.origin.kind === 'inside' ? publish(scope, before === null ? 'created' : 'updated', after) : null
  return { ok: true, object: after, eventId }
}

function recordEffect(
  { ctx, account, origin, entity }: Scope,
  operation: 'create' | 'update',
  object: FlashErpObject,
): void {
  ctx.ledger.effects.append({
    at: object.updated_at,
    provider: 'flasherp',
    account,
    entity: entity.name,
    objectId: object.id,
    operation,
    ...traceOf(origin),
    externalRef: object.external_ref,
    sourceVersion: sourceVersionOf(object),
    objectVersion: object.version,
  })
}

function sourceVersionOf(object: FlashErpObject): string | number | null {
  const { source_version: own, metadata } = object as { source_version?: unknown; metadata?: unknown }
  if (typeof own === 'string' || typeof own === 'number') return own
  const noted = isPlainObject(metadata) ? metadata.source_version : null
  return typeof noted === 'string' ? noted : null
}

export const savedResult = (saved: Saved, status: number): Result =>
  saved.ok
    ? { executed: true, answer: jsonAnswer(status, saved.object) }
    : { executed: false, answer: saved.answer }

export function getObject(scope: Scope, id: string): Result {
  const object = tables(scope).objects.get(id)
  return object
    ? { executed: true, answer: jsonAnswer(200, object) }
    : { executed: false, answer: notFound(`There is no ${scope.entity.name} ${id.slice(0, 100)}.`) }
}

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/**
 * `{data, has_more, next_cursor}` in the order of the last change, oldest first. Parameters: `limit` 1–100 (default
 * 25), `cursor`, `updated_since` (RFC 3339, inclusive), `external_ref` (exact).
 */
export function listObjects(scope: Scope, query: URLSearchParams): Result {
  const refused = (message: string, field: string): Result => ({
    executed: false,
    answer: validation(message, field),
  })
  for (const name of query.keys()) {
    if (!['limit', 'cursor', 'updated_since', 'external_ref'].includes(name))
      return refused(`${name} is not a known parameter.`, name)
  }
  const limit = Number(query.get('limit') ?? '25')
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    return refused('limit must be a whole number from 1 to 100.', 'limit')
  const since = query.get('updated_since')
  if (since !== null && (!rfc3339.test(since) || Number.isNaN(Date.parse(since)))) {
    return refused('updated_since must be an RFC 3339 time.', 'updated_since')
  }
  const cursor = query.get('cursor')
  const position = cursor === null ? 0 : decodeCursor(cursor)
  if (position === null) return refused('cursor is not one this list gave out.', 'cursor')
  const ref = query.get('external_ref')
  const { objects } = tables(scope)
  const data: FlashErpObject[] = []
  let hasMore = false
  for (const object of objects.byChange(position)) {
    if (since !== null && Date.parse(object.updated_at) < Date.parse(since)) continue
    if (ref !== null && object.external_ref !== ref) continue
    if (data.length === limit) {
      hasMore = true
      break
    }
    data.push(object)
  }
  const last = data.at(-1)
  const next = hasMore && last ? encodeCursor(objects.changedAt(last.id) ?? 0) : null
  return { executed: true, answer: jsonAnswer(200, { data, has_more: hasMore, next_cursor: next }) }
}

const encodeCursor = (position: number) => Buffer.from(`c1:${position}`).toString('base64url')

function decodeCursor(cursor: string): number | null {
  const match = /^c1:(\d{1,15})$/.exec(Buffer.from(cursor.slice(0, 64), 'base64url').toString('utf8'))
  return match ? Number(match[1]) : null
}
