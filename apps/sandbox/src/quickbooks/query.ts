import { isPlainObject } from '../shape.ts'
import { textOf } from './amounts.ts'
import { chartNamed } from './chart.ts'
import { faults } from './faults.ts'
import { type Outcome, objectsNamed, refuse } from './objects.ts'
import { type Condition, readQuery } from './query-language.ts'
import type { Scope } from './scope.ts'
import { deletedOf, type QboObject } from './state.ts'

/** The answer to a query: a page of objects, or how many there are. Nobody inactive unless asked for. */
export function runQuery(scope: Scope, source: string): Outcome<Record<string, unknown>> {
  const read = readQuery(source)
  if (!read.ok)
    return refuse(read.kind === 'syntax' ? faults.query(read.detail) : faults.queryValue(read.detail))
  const { query } = read
  const named = chartNamed(query.entity) ?? listed(scope, query.entity)
  if (!named) return refuse(faults.query(`invalid context declaration: ${query.entity}`))
  const asksActive = query.conditions.some(({ path }) => path.toLowerCase() === 'active')
  const fitting = named.objects.filter(
    (object) => (asksActive || object.Active !== false) && query.conditions.every((one) => fits(object, one)),
  )
  if (query.count) return { ok: true, value: { QueryResponse: { totalCount: fitting.length } } }
  const { order } = query
  if (order) {
    const sign = order.descending ? -1 : 1
    fitting.sort((one, other) => sign * compare(valueAt(one, order.path), textOf(valueAt(other, order.path))))
  }
  const rows = fitting.slice(query.start - 1, query.start - 1 + query.max)
  if (rows.length === 0) return { ok: true, value: { QueryResponse: {} } }
  const page = { [named.name]: rows, startPosition: query.start, maxResults: rows.length }
  return { ok: true, value: { QueryResponse: page } }
}

function listed(scope: Scope, entity: string): { name: string; objects: readonly QboObject[] } | undefined {
  const named = objectsNamed(scope, entity)
  return named && { name: named.kind.name, objects: [...named.objects.oldestFirst()] }
}

const maxChanges = 1_000
const longestLookBackMs = 30 * 24 * 3_600_000

/** What changed since a moment, kind by kind; of what is gone its id. */
export function readChanges(scope: Scope, query: URLSearchParams): Outcome<Record<string, unknown>> {
  const sinceMs = Date.parse(query.get('changedSince') ?? '')
  const words = (query.get('entities') ?? '').split(',').filter(Boolean)
  if (Number.isNaN(sinceMs)) return refuse(faults.missing('changedSince'))
  if (words.length === 0) return refuse(faults.missing('entities'))
  if (scope.ctx.now() - sinceMs > longestLookBackMs)
    return refuse(faults.queryValue('changedSince is more than 30 days ago'))
  let room = maxChanges
  const pages = words.map((word) => {
    const named = objectsNamed(scope, word)
    if (!named) return {}
    const deleted = deletedOf(scope.ctx.store, scope.realmId, named.kind.name)
    const changed = [...named.objects.byChange(), ...deleted.byChange()]
      .filter(({ MetaData }) => Date.parse(MetaData.LastUpdatedTime) >= sinceMs)
      .slice(0, room)
    room -= changed.length
    return changed.length === 0
      ? {}
      : { [named.kind.name]: changed, startPosition: 1, maxResults: changed.length }
  })
  return { ok: true, value: { CDCResponse: [{ QueryResponse: pages }] } }
}

function valueAt(object: QboObject, path: string): unknown {
  let value: unknown = object
  for (const part of path.split('.')) {
    if (!isPlainObject(value)) return undefined
    const name = Object.keys(value).find((member) => member.toLowerCase() === part.toLowerCase())
    value = name === undefined ? undefined : value[name]
  }
  // A reference is asked for by its own name, and compared by its id.
  return isPlainObject(value) && typeof value.value === 'string' ? value.value : value
}

const instant = /^\d{4}-\d\d-\d\dT/

/** As numbers and moments where both are such, else as texts without regard to case. */
function compare(held: unknown, wanted: string): number {
  if (typeof held === 'number') return held - Number(wanted)
  const text = textOf(held)
  if (instant.test(text) && instant.test(wanted)) return Date.parse(text) - Date.parse(wanted)
  if (/^\d{1,15}$/.test(text) && /^\d{1,15}$/.test(wanted)) return Number(text) - Number(wanted)
  const [one, other] = [text.toLowerCase(), wanted.toLowerCase()]
  return one < other ? -1 : one > other ? 1 : 0
}

function fits(object: QboObject, { path, operator, values }: Condition): boolean {
  const held = valueAt(object, path)
  const [wanted = ''] = values
  switch (operator) {
    case 'in':
      return values.some((one) => compare(held, one) === 0)
    case 'like':
      return like(textOf(held), wanted)
    case '=':
      return compare(held, wanted) === 0
    case '<':
      return compare(held, wanted) < 0
    case '>':
      return compare(held, wanted) > 0
    case '<=':
      return compare(held, wanted) <= 0
    case '>=':
      return compare(held, wanted) >= 0
  }
}

/** `%` stands for anything; the parts between are found one behind the other. */
function like(text: string, pattern: string): boolean {
  const parts = pattern.toLowerCase().split('%')
  const [first = '', ...others] = parts
  const whole = text.toLowerCase()
  if (others.length === 0) return whole === first
  if (!whole.startsWith(first)) return false
  let at = first.length
  for (const [index, part] of others.entries()) {
    const found = index === others.length - 1 ? whole.length - part.length : whole.indexOf(part, at)
    if (found < at || !whole.startsWith(part, found)) return false
    at = found + part.length
  }
  return true
}
