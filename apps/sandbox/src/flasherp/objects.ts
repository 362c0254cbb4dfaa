import { traceOf } from '../context.ts'
import { freshId } from '../identifiers.ts'
import type { EffectMoney } from '../ledger.ts'
import { type Answer, jsonAnswer, type Result } from '../provider.ts'
import { bad, good, isPlainObject, type Problem, type Read } from '../shape.ts'
import type { Entity } from './entity.ts'
import { flashErpError, notFound, validation } from './errors.ts'
import { publish } from './events.ts'
import type { Scope } from './scope.ts'
import { type FlashErpObject, objectTables } from './state.ts'

export type Saved = { ok: true; object: FlashErpObject; eventId: string } | { ok: false; answer: Answer }

const refusal = (answer: Answer): { ok: false; answer: Answer } => ({ ok: false, answer })
export const problemAnswer = ({ path, message }: Problem) =>
  path === '' ? validation(`The body ${message}.`, 'body') : validation(`${path} ${message}.`, path)

export const tablesOf = ({ ctx, account, entity }: Scope) =>
  objectTables<FlashErpObject>(ctx.store, account, entity.plural)

/** Makes an object from a body, or says why not: 400 validation, 409 duplicate, 422 by the entity's rules. */
export function createObject(scope: Scope, body: unknown): Saved {
  const { ctx, entity } = scope
  const read = entity.read(body)
  if (!read.ok) return refusal(problemAnswer(read.problem))
  const missing = entity.required.find((field) => !Object.hasOwn(read.value, field))
  if (missing !== undefined) return refusal(validation(`${missing} is required.`, missing))
  const { objects } = tablesOf(scope)
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
    metadata: {},
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
  const { objects } = tablesOf(scope)
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
  const broken = entity.check(after, {
    before,
    exists: (plural, id) => objectTables(ctx.store, scope.account, plural).objects.get(id) !== undefined,
  })
  if (broken) return refusal(broken)
  const { objects, idsByRef } = tablesOf(scope)
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
  recordEffect(scope, before, after)
  return { ok: true, object: after, eventId: publish(scope, before === null ? 'created' : 'updated', after) }
}

function recordEffect(
  { ctx, account, origin, entity }: Scope,
  before: FlashErpObject | null,
  object: FlashErpObject,
): void {
  ctx.ledger.effects.append({
    at: object.updated_at,
    provider: 'flasherp',
    account,
    entity: entity.name,
    objectId: object.id,
    operation: before === null ? 'create' : 'update',
    ...traceOf(origin),
    externalRef: object.external_ref,
    sourceVersion: sourceVersionOf(object),
    objectVersion: object.version,
    money: movement(entity, before, object),
  })
}

function movement(
  entity: Entity<FlashErpObject>,
  before: FlashErpObject | null,
  after: FlashErpObject,
): EffectMoney | null {
  const said = entity.money(after)
  if (!said) return null
  const { settled, ...money } = said
  const was = before && entity.money(before)
  return { ...money, moved: (settled ? said.amount : 0) - (was?.settled ? was.amount : 0) }
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
