import { z } from 'zod'

/** JSON Schema as zod gives it, as far as it is read here. */
export interface Shape {
  readonly type?: string
  readonly format?: string
  readonly pattern?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly minimum?: number
  readonly properties?: Readonly<Record<string, Shape>>
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
  readonly oneOf?: readonly Shape[]
}

export const shapeOf = (schema: z.ZodType): Shape =>
  z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Shape

const someId = '5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b03'
const maxDepth = 6

/** Which texts of an input a payload takes the place of. */
export type Place = 'every text' | 'free text' | 'addresses'

const addressName = /url|uri|endpoint|callback|href|host/iu

/** An input of the right shape, with a payload in its texts; those that are left have a value that fits. */
export function sampleOf(shape: Shape, payload: string, where: Place, name = '', depth = 0): unknown {
  const [option] = shape.anyOf ?? shape.oneOf ?? []
  if (depth > maxDepth) return null
  if (option) return sampleOf(option, payload, where, name, depth + 1)
  if (where !== 'every text' && shape.enum) return shape.enum[0]
  if (shape.const !== undefined) return shape.const
  switch (shape.type) {
    case 'string':
      return takes(shape, where, name) ? payload : fitting(shape)
    case 'integer':
    case 'number':
      return Math.max(shape.minimum ?? 1, 1)
    case 'boolean':
      return true
    case 'array':
      return [sampleOf(shape.items ?? {}, payload, where, name, depth + 1)]
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.properties ?? {}).map(([key, inner]) => [
          key,
          sampleOf(inner, payload, where, key, depth + 1),
        ]),
      )
    default:
      return payload
  }
}

function takes(shape: Shape, where: Place, name: string): boolean {
  if (where === 'every text') return true
  const address = shape.format === 'uri' || addressName.test(name)
  return where === 'addresses' ? address : shape.format === undefined
}

function fitting({ format }: Shape): string {
  if (format === 'uuid') return someId
  if (format === 'date-time') return '2026-01-01T00:00:00.000Z'
  if (format === 'email') return 'nobody@example.com'
  return format === 'uri' ? 'https://example.com/' : 'text'
}

/** Whether an input of this shape has a place of that kind. */
export function hasPlace(shape: Shape, where: Place): boolean {
  const mark = 'a text that is nowhere else'
  return JSON.stringify(sampleOf(shape, mark, where))?.includes(mark) ?? false
}
