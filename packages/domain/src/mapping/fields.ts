import type { z } from 'zod'
import type { Entity } from '../connection/entity.ts'
import { canonicalRecord } from '../record/canonical.ts'
import { parsePath } from './path.ts'

/** What can stand in a field. `choice`, `instant` and `decimal` are texts of one form. */
const fieldKinds = [
  'text',
  'choice',
  'instant',
  'decimal',
  'number',
  'flag',
  'money',
  'object',
  'list',
] as const
export type FieldKind = (typeof fieldKinds)[number]

/** One field of an entity, as its schema says. */
export interface FieldInfo {
  /** Dot notation; `[]` for each item of a list. */
  readonly path: string
  readonly kind: FieldKind
  /** May be left empty. */
  readonly nullable: boolean
  /** What may stand there; empty where anything may. */
  readonly choices: readonly string[]
}

interface Described {
  readonly kind: FieldKind
  readonly nullable: boolean
  readonly choices: readonly string[]
  readonly shape: Readonly<Record<string, z.core.$ZodType>> | null
  readonly element: z.core.$ZodType | null
}

/** What every record begins with; the hub sets it. */
const headFields = ['entity', 'sourceId', 'deleted']
/** Formats that two fields of one kind have alike: a sample tells them apart. */
const sampleInstant = '2026-11-21T08:00:00.000Z'

function describe(schema: z.core.$ZodType, nullable = false): Described {
  const { def } = schema._zod as { def: z.core.$ZodTypes['_zod']['def'] }
  const plain = { nullable, choices: [], shape: null, element: null }
  switch (def.type) {
    case 'nullable':
      return describe(def.innerType, true)
    case 'object':
      return 'currency' in def.shape && 'amount' in def.shape
        ? { ...plain, kind: 'money', shape: def.shape }
        : { ...plain, kind: 'object', shape: def.shape }
    case 'array':
      return { ...plain, kind: 'list', element: def.element }
    case 'enum':
      return { ...plain, kind: 'choice', choices: Object.values(def.entries).map(String) }
    case 'boolean':
      return { ...plain, kind: 'flag' }
    case 'number':
      return { ...plain, kind: 'number' }
    default:
      return { ...plain, kind: textKind(schema) }
  }
}

function textKind(schema: z.core.$ZodType): 'text' | 'instant' | 'decimal' {
  const takes = (sample: string) => (schema as z.ZodType).safeParse(sample).success
  if (takes('any words')) return 'text'
  if (takes(sampleInstant) && !takes('1')) return 'instant'
  return takes('1.5') ? 'decimal' : 'text'
}

export function schemaOf(entity: Entity): z.ZodObject {
  const found = canonicalRecord.options.find(({ shape }) => shape.entity.value === entity)
  if (!found) throw new Error(`No schema for ${entity}`)
  return found as unknown as z.ZodObject
}

function walk(schema: z.core.$ZodType, path: string, into: FieldInfo[]): void {
  const { kind, nullable, choices, shape, element } = describe(schema)
  into.push({ path, kind, nullable, choices })
  if (shape) for (const [name, inner] of Object.entries(shape)) walk(inner, `${path}.${name}`, into)
  if (element) {
    const inner = describe(element)
    if (!inner.shape) into.push({ path: `${path}[]`, kind: inner.kind, nullable: false, choices: [] })
    else for (const [name, part] of Object.entries(inner.shape)) walk(part, `${path}[].${name}`, into)
  }
}

const known = new Map<Entity, readonly FieldInfo[]>()

/** Every field of an entity, outermost first. What the hub sets itself is left out, unless `withHead`. */
export function fieldsOf(entity: Entity, withHead = false): readonly FieldInfo[] {
  let fields = known.get(entity)
  if (!fields) {
    const found: FieldInfo[] = []
    for (const [name, schema] of Object.entries(schemaOf(entity).shape)) walk(schema, name, found)
    fields = found
    known.set(entity, fields)
  }
  return withHead ? fields : fields.filter(({ path }) => !headFields.includes(path))
}

/** The field at a path; `lines[2].amount` is what `lines[].amount` is. Null where the entity has none. */
export function fieldAt(entity: Entity, path: string, withHead = false): FieldInfo | null {
  if (!parsePath(path)) return null
  const general = path.replaceAll(/\[\d+\]/g, '[]')
  return fieldsOf(entity, withHead).find((field) => field.path === general) ?? null
}

const blanks: Readonly<Record<FieldKind, unknown>> = {
  text: '',
  choice: '',
  instant: '1970-01-01T00:00:00.000Z',
  decimal: '0',
  number: 0,
  flag: false,
  money: { amount: 0, currency: 'XXX' },
  object: {},
  list: [],
}

/**
 * Fills in what nothing was said of: empty where it may be empty, else left for the check to name.
 * @param withBlanks fills that in too: of what is gone only the id matters
 */
export function complete(
  entity: Entity,
  record: Record<string, unknown>,
  withBlanks = false,
): Record<string, unknown> {
  return fill(schemaOf(entity), record, withBlanks) as Record<string, unknown>
}

function fill(schema: z.core.$ZodType, value: unknown, withBlanks: boolean): unknown {
  const { kind, nullable, choices, shape, element } = describe(schema)
  if (value === undefined) {
    if (kind === 'list') return []
    if (nullable) return null
    return withBlanks ? (choices[0] ?? blanks[kind]) : undefined
  }
  if (element && Array.isArray(value)) return Array.from(value, (item) => fill(element, item, withBlanks))
  if (!shape || value === null || typeof value !== 'object' || Array.isArray(value)) return value
  const given = value as Record<string, unknown>
  const filled: Record<string, unknown> = { ...given }
  for (const [name, inner] of Object.entries(shape)) {
    const part = fill(inner, given[name], withBlanks)
    if (part !== undefined) filled[name] = part
  }
  return filled
}
