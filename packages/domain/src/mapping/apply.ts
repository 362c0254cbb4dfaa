import type { CanonicalRecord } from '../record/canonical.ts'
import { complete, schemaOf } from './fields.ts'
import type { Mapping, MappingProblem, Rule } from './mapping.ts'
import { readPath, splitEach, writePath } from './path.ts'
import { runTransform, type Transformed } from './run-transform.ts'

/** What expressions came to, by the target's field: they are computed elsewhere, where they can do no harm. */
export type Computed = ReadonlyMap<string, Transformed>

export type Mapped =
  | { readonly ok: true; readonly record: CanonicalRecord }
  | { readonly ok: false; readonly problems: readonly MappingProblem[] }

const isEmpty = (value: unknown) => value === undefined || value === null || value === ''
export const maxProblems = 50

/**
 * Makes the target's record of the source's. Both are held against their schemas; what is wrong is named by the
 * target's field, never by what stands in it. Of a record that is gone only its id has to come through.
 */
export function applyMapping(
  mapping: Mapping,
  source: CanonicalRecord,
  computed: Computed = new Map(),
): Mapped {
  const read = schemaOf(source.entity).safeParse(source)
  if (!read.success)
    return refusal(
      read.error.issues.map(({ path }) =>
        problem(path.join('.'), 'failed', 'The source’s record is not whole.'),
      ),
    )
  const problems: MappingProblem[] = []
  const record: Record<string, unknown> = {}
  for (const rule of mapping.rules) applyRule(rule, source, computed, record, problems)
  const { sourceId, deleted } = source
  if (problems.length > 0 && !deleted) return refusal(problems)
  const whole = complete(mapping.entity, { ...record, entity: mapping.entity, sourceId, deleted }, deleted)
  const made = schemaOf(mapping.entity).safeParse(whole)
  if (made.success) return { ok: true, record: made.data as CanonicalRecord }
  return refusal(
    made.error.issues.map(({ path }) => {
      const field = fieldName(path)
      return isEmpty(readPath(whole, field))
        ? problem(field, 'no_value', 'Nothing came out, and it must not be empty.')
        : problem(field, 'failed', `It is not what a ${mapping.entity} takes there.`)
    }),
  )
}

const problem = (field: string, code: MappingProblem['code'], message: string): MappingProblem => ({
  field,
  code,
  message,
})
const refusal = (problems: readonly MappingProblem[]): Mapped => ({
  ok: false,
  problems: problems.slice(0, maxProblems),
})

/** `['lines', 2, 'amount']` as `lines[2].amount`. */
const fieldName = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .slice(1)

function applyRule(
  rule: Rule,
  source: CanonicalRecord,
  computed: Computed,
  record: Record<string, unknown>,
  problems: MappingProblem[],
): void {
  const set = (field: string, came: Transformed) => {
    const made = came.ok ? transformed(rule, came.value, source) : came
    if (!made.ok) return void problems.push(problem(field, 'failed', made.why))
    const value = isEmpty(made.value) ? rule.fallback : made.value
    if (!isEmpty(value)) writePath(record, field, value)
    else if (rule.required) problems.push(problem(field, 'no_value', 'Nothing came out, and it is required.'))
  }
  const came: Transformed =
    rule.expression === null
      ? { ok: true, value: rule.source === null ? undefined : readPath(source, rule.source) }
      : (computed.get(rule.target) ?? { ok: false, why: 'Its expression was not computed.' })
  const each = splitEach(rule.target)
  if (!each) return set(rule.target, came)
  const at = (index: number) => `${each.list}[${index}]${each.inner && `.${each.inner}`}`
  const values = came.ok && Array.isArray(came.value) ? (came.value as unknown[]) : null
  // A value that is one for all goes into each item that the rules before have made.
  const made = readPath(record, each.list)
  const count = values?.length ?? (Array.isArray(made) ? made.length : 0)
  for (let index = 0; index < count; index++)
    set(at(index), values ? { ok: true, value: values[index] } : came)
}

function transformed(rule: Rule, value: unknown, source: CanonicalRecord): Transformed {
  let at: Transformed = { ok: true, value }
  for (const transform of rule.transforms) {
    if (!at.ok) return at
    at = runTransform(transform, at.value, source)
  }
  return at
}
