/** As much of a JSON schema as the page about the API tells of. */
export interface Schema {
  readonly type?: string
  readonly enum?: readonly (string | number | boolean | null)[]
  readonly const?: string | number | boolean | null
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
}

const maxDepth = 4
/** Numbers beyond it are no limit of ours. */
const endless = Number.MAX_SAFE_INTEGER

/** What a value has to be, in a few words: `integer, 1 to 100`, `list of: pending, failed`. */
export function wordsOf(schema: Schema): string {
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.map(wordsOf).join(' or ')
  if (schema.const !== undefined) return String(schema.const)
  if (schema.enum) return schema.enum.join(', ')
  if (schema.items) return `list of: ${wordsOf(schema.items)}`
  const { type = 'anything', format, minimum: least, maximum: most, maxLength } = schema
  const bounds = [
    ...(least !== undefined && Math.abs(least) < endless ? [`from ${least}`] : []),
    ...(most !== undefined && most < endless ? [`to ${most}`] : []),
    ...(maxLength !== undefined && format === undefined ? [`up to ${maxLength} characters`] : []),
  ]
  return [format ?? type, ...bounds].join(' ')
}

const formats: Readonly<Record<string, string>> = {
  uuid: '5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b01',
  'date-time': '2026-11-20T08:00:00Z',
  date: '2026-11-20',
  email: 'somebody@example.com',
  uri: 'https://example.com',
}

/** A value of that shape, with the fields that are needed and no others. */
export function exampleOf(schema: Schema, depth = 0): unknown {
  const [choice] = schema.anyOf ?? schema.oneOf ?? []
  if (choice) return exampleOf(choice, depth)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  switch (schema.type) {
    case 'array':
      return schema.items && depth < maxDepth ? [exampleOf(schema.items, depth + 1)] : []
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name]) => depth < maxDepth && schema.required?.includes(name))
          .map(([name, field]) => [name, exampleOf(field, depth + 1)]),
      )
    case 'integer':
    case 'number':
      return Math.max(1, Math.abs(schema.minimum ?? 1) < endless ? (schema.minimum ?? 1) : 1)
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return formats[schema.format ?? ''] ?? '…'.padEnd(schema.minLength ?? 1, '…')
  }
}
