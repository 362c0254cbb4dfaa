import type { Entity } from '../connection/entity.ts'
import { type FieldInfo, type FieldKind, fieldAt, fieldsOf } from './fields.ts'
import type { Mapping, MappingProblem, Rule, Scalar } from './mapping.ts'
import { splitEach } from './path.ts'
import type { Transform } from './transform.ts'

type Kind = FieldKind | 'any' | 'nothing'

/** What is on its way to a field, as far as it is known before a record is there. */
interface Flowing {
  readonly kind: Kind
  /** What it can be, where that is known. */
  readonly values: readonly Scalar[] | null
}

const textual: readonly Kind[] = ['text', 'choice', 'instant', 'decimal', 'number', 'any', 'nothing']
const words: Readonly<Record<FieldKind, string>> = {
  text: 'a text',
  choice: 'one of a few words',
  instant: 'a point in time',
  decimal: 'a number',
  number: 'a whole number',
  flag: 'yes or no',
  money: 'an amount of money',
  object: 'a group of fields',
  list: 'a list',
}

/** Everything that is wrong with a mapping, by the target's field; before it is saved. */
export function validateMapping(mapping: Mapping, source: Entity): readonly MappingProblem[] {
  const { entity, rules } = mapping
  const problems: MappingProblem[] = []
  const seen = new Set<string>()
  for (const rule of rules) {
    const found = fieldAt(entity, rule.target)
    const say = (code: MappingProblem['code'], message: string) =>
      problems.push({ field: rule.target, code, message })
    if (!found) say('unknown_target', `A ${entity} has no field ${rule.target}.`)
    else checkRule(rule, found, { source, entity }, say)
    if (seen.has(rule.target)) say('twice', 'Another rule fills this field already.')
    seen.add(rule.target)
  }
  return [...problems, ...missing(mapping)]
}

type Say = (code: MappingProblem['code'], message: string) => void
/** The flow's entity and the target's. */
interface Ends {
  readonly source: Entity
  readonly entity: Entity
}

function checkRule(rule: Rule, target: FieldInfo, ends: Ends, say: Say): void {
  const { source } = ends
  if (rule.source !== null && rule.expression !== null)
    return say('clash', 'It comes from a field or from an expression, not from both.')
  for (const path of pathsOf(rule))
    if (!fieldAt(source, path, true)) return say('unknown_source', `A ${source} has no field ${path}.`)
  let at = startOf(rule, target, source)
  for (const transform of rule.transforms) {
    const next = after(transform, at)
    if (!next) return say('clash', `The transform ${transform.name} can’t take ${wordOf(at.kind)}.`)
    at = next
  }
  if (at.kind === 'nothing' && rule.fallback === null)
    return say('no_value', 'Say where it comes from, or give it a value.')
  if (at.kind !== 'nothing' && !fits(at, target, rule, ends))
    return say('clash', `${wordOf(at.kind)} does not fit: it takes ${takes(target)}.`)
  if (rule.fallback !== null && !fitsScalar(rule.fallback, target))
    return say('clash', `Its default does not fit: it takes ${takes(target)}.`)
}

const wordOf = (kind: Kind) => (kind === 'any' || kind === 'nothing' ? 'nothing' : words[kind])
const takes = ({ kind, choices }: FieldInfo) =>
  choices.length > 0 ? `one of ${choices.join(', ')}` : words[kind]

/** Every field of the source that a rule reads. */
function pathsOf({ source, transforms }: Rule): readonly string[] {
  const looked = transforms.flatMap((transform) =>
    transform.name === 'concat' ? transform.with : transform.name === 'conditional' ? [transform.path] : [],
  )
  return source === null ? looked : [source, ...looked]
}

function startOf(rule: Rule, target: FieldInfo, source: Entity): Flowing {
  if (rule.expression !== null) return { kind: 'any', values: null }
  const found = rule.source === null ? null : fieldAt(source, rule.source, true)
  if (!found || rule.source === null) return { kind: 'nothing', values: null }
  if (splitEach(rule.source) && !splitEach(target.path)) return { kind: 'list', values: null }
  return { kind: found.kind, values: found.choices.length > 0 ? found.choices : null }
}

/** What comes out of a transform; null where it can't take what goes in. */
function after(transform: Transform, at: Flowing): Flowing | null {
  const gives = (kind: Kind, values: readonly Scalar[] | null = null): Flowing => ({ kind, values })
  switch (transform.name) {
    case 'constant':
      return gives(kindOf(transform.value), [transform.value])
    case 'conditional': {
      const kept = transform.otherwise === null ? at.values : [transform.otherwise]
      const kind = transform.otherwise === null && at.kind !== 'nothing' ? at.kind : kindOf(transform.use)
      return gives(kind, kept && [transform.use, ...kept])
    }
    case 'concat':
      return textual.includes(at.kind) || at.kind === 'list' ? gives('text') : null
    case 'amount':
      return at.kind === 'money' || at.kind === 'any' ? gives('decimal') : null
    default:
      return textual.includes(at.kind) ? ofText(transform) : null
  }
}

function ofText(
  transform: Exclude<Transform, { name: 'constant' | 'conditional' | 'concat' | 'amount' }>,
): Flowing {
  switch (transform.name) {
    case 'date':
      return { kind: 'instant', values: null }
    case 'number':
      return { kind: 'decimal', values: null }
    case 'money':
      return { kind: 'money', values: null }
    case 'lookup': {
      const { table, otherwise } = transform
      return { kind: 'text', values: [...Object.values(table), ...(otherwise === null ? [] : [otherwise])] }
    }
    default:
      return { kind: 'text', values: null }
  }
}

const kindOf = (value: Scalar): Kind =>
  typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'flag' : 'text'

function fits(at: Flowing, target: FieldInfo, rule: Rule, ends: Ends): boolean {
  if (at.kind === 'any') return true
  if (at.values) return at.values.every((value) => fitsScalar(value, target))
  switch (target.kind) {
    case 'text':
      return ['text', 'choice', 'instant', 'decimal'].includes(at.kind)
    case 'object':
    case 'list':
      return at.kind === target.kind && rule.source !== null && isAlike(ends, rule.source, target.path)
    default:
      return at.kind === target.kind
  }
}

/** Whether what is copied whole has no part that the target has not. */
function isAlike({ source, entity }: Ends, from: string, to: string): boolean {
  const taken = partsOf(entity, to)
  return partsOf(source, from).every((part) => taken.includes(part))
}

/** The fields inside a field, with their kinds. */
const partsOf = (entity: Entity, path: string): readonly string[] =>
  fieldsOf(entity)
    .filter((field) => field.path.startsWith(`${path}.`) || field.path.startsWith(`${path}[]`))
    .map((field) => `${field.path.slice(path.length)} ${field.kind}`)

/** Fields that must not be empty and that no rule fills: of the record, and of the items of lists that are made one by one. */
function missing({ entity, rules }: Mapping): MappingProblem[] {
  const filled = rules.map(({ target }) => target)
  const covers = (path: string) =>
    filled.some(
      (target) => target === path || path.startsWith(`${target}.`) || path.startsWith(`${target}[]`),
    )
  const begun = (path: string) => filled.some((target) => target.startsWith(`${path}.`))
  return fieldsOf(entity)
    .filter(
      ({ path, kind, nullable }) =>
        !nullable && kind !== 'list' && kind !== 'object' && !covers(path) && !begun(path),
    )
    .filter(({ path }) => isAsked(entity, path, filled))
    .map(({ path }) => ({
      field: path,
      code: 'missing',
      message: 'It must not be empty, and no rule fills it.',
    }))
}

/** A part is asked for only where its whole is made part by part. */
function isAsked(entity: Entity, path: string, filled: readonly string[]): boolean {
  const each = splitEach(path)
  if (each && !each.inner.includes('.')) return filled.some((target) => target.startsWith(`${each.list}[]`))
  const dot = path.lastIndexOf('.')
  if (dot === -1) return true
  const whole = path.slice(0, dot)
  const parent = fieldAt(entity, whole)
  if (
    parent?.kind === 'money' &&
    !parent.nullable &&
    !filled.some((target) => target.startsWith(`${whole}.`))
  )
    return false
  return filled.some((target) => target.startsWith(`${whole}.`))
}

function fitsScalar(value: Scalar, { kind, choices }: FieldInfo): boolean {
  if (choices.length > 0) return choices.includes(String(value))
  if (kind === 'number' || kind === 'flag') return kindOf(value) === kind
  if (kind === 'decimal') return /^\d{1,12}(\.\d{1,12})?$/.test(String(value)) && typeof value === 'string'
  if (kind === 'instant') return typeof value === 'string' && !Number.isNaN(Date.parse(value))
  return kind === 'text' && typeof value === 'string'
}
