import { fingerprintOf } from '../fingerprint.ts'
import { type Answer, jsonAnswer, type Result } from '../provider.ts'
import type { Table } from '../store/table.ts'
import { invalid } from './errors.ts'
import type { SquareObject } from './state.ts'

export type ListQuery = {
  /** Everything asked but the cursor: a cursor goes on with the same question only. */
  question: unknown
  limit: unknown
  maxLimit: number
  defaultLimit: number
  cursor: unknown
}

/** `{[plural]: […], cursor?}`, oldest created first; an empty list is left out, as is the cursor of the last page. */
export function listAnswer<T extends SquareObject>(
  table: Table<T>,
  plural: string,
  { question, limit: wanted, maxLimit, defaultLimit, cursor }: ListQuery,
  fits: (object: T) => boolean,
  show: (object: T) => unknown,
): Result {
  const limit = wanted === undefined || wanted === null ? defaultLimit : Number(wanted)
  if (!Number.isInteger(limit))
    return refused(invalid('EXPECTED_INTEGER', 'limit must be a whole number.', 'limit'))
  if (limit < 1) return refused(invalid('VALUE_TOO_LOW', 'limit must be at least 1.', 'limit'))
  if (limit > maxLimit)
    return refused(invalid('VALUE_TOO_HIGH', `limit must be at most ${maxLimit}.`, 'limit'))
  const mark = fingerprintOf('', plural, question).slice(0, 16)
  const after = cursor === undefined || cursor === null || cursor === '' ? 0 : decodeCursor(cursor, mark)
  if (after === null)
    return refused(invalid('INVALID_CURSOR', 'The cursor is not one of this question.', 'cursor'))
  const page: T[] = []
  let more = false
  for (const object of table.oldestFirst(after)) {
    if (!fits(object)) continue
    if (page.length === limit) {
      more = true
      break
    }
    page.push(object)
  }
  const last = page.at(-1)
  const next = more && last ? encodeCursor(table.createdAt(last.id) ?? 0, mark) : null
  const body = {
    ...(page.length > 0 ? { [plural]: page.map(show) } : {}),
    ...(next === null ? {} : { cursor: next }),
  }
  return { executed: true, answer: jsonAnswer(200, body) }
}

const refused = (answer: Answer): Result => ({ executed: false, answer })

const encodeCursor = (position: number, mark: string) =>
  Buffer.from(`${mark}:${position}`).toString('base64url')

function decodeCursor(cursor: unknown, mark: string): number | null {
  if (typeof cursor !== 'string') return null
  const [of, position = ''] = Buffer.from(cursor.slice(0, 128), 'base64url').toString('utf8').split(':')
  return of === mark && /^\d{1,15}$/.test(position) ? Number(position) : null
}

/** Whether a time lies in `{start_at?, end_at?}`, both ends included; a range that is none holds everything. */
export function inRange(at: string, range: unknown): boolean {
  const { start_at: start, end_at: end } = (range ?? {}) as { start_at?: string; end_at?: string }
  const time = Date.parse(at)
  return !(start !== undefined && time < Date.parse(start)) && !(end !== undefined && time > Date.parse(end))
}
