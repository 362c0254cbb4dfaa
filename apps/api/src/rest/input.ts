import { type JsonSchema, present } from './json-schema.ts'
import type { RestRoute } from './routes.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * What a request says, in the shape its procedure takes. Texts of the query become what the schema says; what does not
 * fit is left as it is, for the procedure to refuse by name.
 */
export function inputOfRequest(
  route: RestRoute,
  given: { readonly params: Fields; readonly query: Fields; readonly body: unknown },
): unknown {
  const inQuery = route.method === 'GET' || route.method === 'DELETE'
  const fields = inQuery ? readQuery(route, given.query) : given.body
  // What is no object is refused as it is.
  if (fields !== undefined && (typeof fields !== 'object' || fields === null || Array.isArray(fields)))
    return fields
  const all = { ...fields } as Record<string, unknown>
  const { [route.idField ?? '']: id } = given.params
  if (route.idField) all[route.idField] = id
  if (route.filtered.length === 0 || !inQuery) return Object.keys(all).length > 0 ? all : undefined
  const filter: Record<string, unknown> = {}
  for (const name of route.filtered)
    if (Object.hasOwn(all, name)) {
      filter[name] = all[name]
      delete all[name]
    }
  return { ...all, filter }
}

function readQuery(route: RestRoute, query: Fields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      Object.hasOwn(route.fields, name) ? read(route.fields[name] as JsonSchema, value) : value,
    ]),
  )
}

function read(given: JsonSchema, value: unknown): unknown {
  const schema = present(given)
  if (schema.type === 'array') {
    const parts = Array.isArray(value) ? value : String(value).split(',')
    return parts.map((part) => read(schema.items ?? {}, part))
  }
  if (typeof value !== 'string') return value
  if (schema.type === 'integer' || schema.type === 'number')
    return /^-?\d{1,15}(\.\d{1,9})?$/.test(value) ? Number(value) : value
  if (schema.type === 'boolean') return value === 'true' ? true : value === 'false' ? false : value
  // A page's cursor is a place in the log; pages go back in time.
  if (isPlace(schema)) return { position: read({ type: 'integer' }, value), go: 'older' }
  return value
}

/** Whether a field is a place in the log and a direction: in an address it is the place alone. */
export const isPlace = (schema: JsonSchema): boolean =>
  schema.properties?.['position'] !== undefined && schema.properties['go'] !== undefined

/** An answer with where its next page begins, for lists that know places only. */
export function withNextCursor(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('rows' in answer) || !('hasOlder' in answer))
    return answer
  const last = (answer.rows as Fields[]).at(-1)
  const place =
    last?.['requestedPosition'] ??
    last?.['receivedPosition'] ??
    last?.['startedPosition'] ??
    last?.['position']
  return { ...answer, nextCursor: answer.hasOlder && typeof place === 'number' ? String(place) : null }
}
