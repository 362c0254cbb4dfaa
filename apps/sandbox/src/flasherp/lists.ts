import { jsonAnswer, type Result } from '../provider.ts'
import { notFound, validation } from './errors.ts'
import { isInstant } from './fields.ts'
import { tablesOf } from './objects.ts'
import type { Scope } from './scope.ts'
import type { FlashErpObject } from './state.ts'

export function getObject(scope: Scope, id: string): Result {
  const object = tablesOf(scope).objects.get(id)
  return object
    ? { executed: true, answer: jsonAnswer(200, object) }
    : { executed: false, answer: notFound(`There is no ${scope.entity.name} ${id.slice(0, 100)}.`) }
}

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
  if (since !== null && !isInstant(since)) {
    return refused('updated_since must be an RFC 3339 time.', 'updated_since')
  }
  const cursor = query.get('cursor')
  const position = cursor === null ? 0 : decodeCursor(cursor)
  if (position === null) return refused('cursor is not one this list gave out.', 'cursor')
  const ref = query.get('external_ref')
  const { objects, idsByRef } = tablesOf(scope)
  // References are unique unless dedupe is off: then there may be several, and only a look at each finds them.
  const holder = ref === null ? undefined : objects.get(idsByRef.get(ref) ?? '')
  const candidates =
    ref !== null && scope.ctx.limits.dedupe ? (holder ? [holder] : []) : objects.byChange(position)
  const data: FlashErpObject[] = []
  let hasMore = false
  for (const object of candidates) {
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
