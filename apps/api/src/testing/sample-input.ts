import { type JsonSchema, present } from '../rest/json-schema.ts'

/** Ids of one organization's things, by the name that inputs give them. */
export type Ids = Readonly<Record<string, string>>

const first = '2026-11-20T08:00:00.000Z'
const last = '2026-11-20T09:00:00.000Z'
const arrayOf = /^(\w+Id)s$/
/** Events are found by the connection they are counted for, or by this. */
const besideCounted = 'correlationId'
const isId = (name: string) => /[a-z]Id$/.test(name) || arrayOf.test(name)

/**
 * An input that a procedure takes, made from its schema: what it needs, and every id it would take, so that the ids of
 * another organization are tried in each place there is. A new procedure gets one by itself.
 * @param ids what stands for a uuid whose name is not among them is `ids.any`
 */
export function sampleInput(given: JsonSchema, ids: Ids, name = ''): unknown {
  const schema = present(given)
  const choice = schema.anyOf ?? schema.oneOf
  if (choice) return sampleInput(choice[0] ?? {}, ids, name)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.type === 'object') {
    const fields = schema.properties ?? {}
    const wanted = Object.entries(fields).filter(
      ([field, inner]) =>
        schema.required?.includes(field) ||
        field === 'counted' ||
        (isId(field) && !('counted' in fields && field === besideCounted)) ||
        holdsIds(inner),
    )
    return Object.fromEntries(wanted.map(([field, inner]) => [field, sampleInput(inner, ids, field)]))
  }
  if (schema.type === 'array') return [sampleInput(schema.items ?? {}, ids, arrayOf.exec(name)?.[1] ?? name)]
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(1, schema.minimum ?? 1)
  if (schema.type === 'boolean') return false
  if (schema.type !== 'string') return null
  if (schema.format === 'date-time') return name === 'to' ? last : first
  if (schema.format === 'email') return `someone-${ids['any']?.slice(0, 8)}@example.com`
  if (schema.format === 'uri' || name === 'baseUrl') return 'https://api.stripe.com/v1'
  // An event's id is its place in the log.
  if (name === 'eventId') return '1'
  if (name === 'meter') return '04123456789'
  if (name === 'phone') return '08031234567'
  const id = ids[name]
  if (id !== undefined) return id
  if (schema.format === 'uuid') return ids['any']
  return 'sample'.slice(0, schema.maxLength ?? 6)
}

/** Whether there are ids in what may be left out, as in a filter. */
function holdsIds(schema: JsonSchema): boolean {
  return Object.entries(present(schema).properties ?? {}).some(
    ([name, inner]) => isId(name) || holdsIds(inner),
  )
}
