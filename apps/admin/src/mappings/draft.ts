import type {
  FieldInfo,
  Mapping,
  MappingProblem,
  Rule,
  Transform,
  TransformName,
} from '@syncline/domain/mapping'

/** Every transform as it is when it is chosen. */
export const freshTransforms: { readonly [Name in TransformName]: Extract<Transform, { name: Name }> } = {
  trim: { name: 'trim' },
  case: { name: 'case', to: 'lower' },
  phone: { name: 'phone', country: 'NG' },
  country: { name: 'country' },
  date: { name: 'date' },
  number: { name: 'number', places: 2 },
  money: { name: 'money', currency: 'NGN', unit: 'minor' },
  amount: { name: 'amount', unit: 'major' },
  concat: { name: 'concat', with: [], separator: ' ' },
  split: { name: 'split', separator: ' ', part: 0, rest: false },
  lookup: { name: 'lookup', table: {}, otherwise: null },
  conditional: { name: 'conditional', path: 'sourceId', is: 'present', to: null, use: '', otherwise: null },
  constant: { name: 'constant', value: '' },
}
export const transformNames = Object.keys(freshTransforms) as readonly TransformName[]

/** Settings that are one of a few. */
const choices: Readonly<Record<string, readonly string[]>> = {
  'case.to': ['upper', 'lower', 'title'],
  'money.unit': ['minor', 'major'],
  'amount.unit': ['minor', 'major'],
  'conditional.is': ['present', 'absent', 'equal'],
}

/** One setting of a transform, as a field shows it. */
export interface Setting {
  readonly key: string
  readonly text: string
  readonly kind: 'text' | 'lines' | 'flag' | 'choice'
  readonly choices: readonly string[]
}

export function settingsOf(transform: Transform): readonly Setting[] {
  return Object.entries(transform)
    .filter(([key]) => key !== 'name')
    .map(([key, value]: [string, unknown]) => {
      const known = choices[`${transform.name}.${key}`]
      const kind =
        known !== undefined
          ? 'choice'
          : typeof value === 'boolean' && key === 'rest'
            ? 'flag'
            : key === 'table'
              ? 'lines'
              : 'text'
      return { key, kind, choices: known ?? [], text: settingText(value) }
    })
}

function settingText(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ')
  if (value !== null && typeof value === 'object')
    return Object.entries(value)
      .map(([from, to]) => `${from} = ${String(to)}`)
      .join('\n')
  return value === null || value === undefined ? '' : String(value as string | number | boolean)
}

const nullable = new Set(['otherwise', 'conditional.to'])

/** A transform with one setting as it was typed. */
export function withSetting(transform: Transform, key: string, text: string): Transform {
  const before = (transform as unknown as Record<string, unknown>)[key]
  const next = (): unknown => {
    if (key === 'table') return tableOf(text)
    if (Array.isArray(before))
      return text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean)
    if (key === 'places' || key === 'part') return Number.parseInt(text, 10) || 0
    if (key === 'rest') return text === 'true'
    if (text === '' && (nullable.has(key) || nullable.has(`${transform.name}.${key}`))) return null
    return text
  }
  return { ...transform, [key]: next() } as Transform
}

function tableOf(text: string): Record<string, string> {
  const rows = text.split('\n').map((line) => line.split('='))
  return Object.fromEntries(
    rows.map(([from = '', ...to]) => [from.trim(), to.join('=').trim()]).filter(([from]) => from !== ''),
  )
}

/** A default as it was typed, in the kind that the field takes. */
export function fallbackOf(text: string, field: FieldInfo | undefined): Rule['fallback'] {
  if (text === '') return null
  if (field?.kind === 'number' && Number.isFinite(Number(text))) return Number(text)
  if (field?.kind === 'flag' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

export const freshRule = (target: string): Rule => ({
  target,
  source: null,
  expression: null,
  transforms: [],
  fallback: null,
  required: false,
})

/** `lines[2].amount` is a fault of `lines[].amount`. */
const general = (field: string) => field.replaceAll(/\[\d+\]/g, '[]')

export function problemsAt(problems: readonly MappingProblem[], target: string): readonly MappingProblem[] {
  return problems.filter(({ field }) => general(field) === target || general(field).startsWith(`${target}.`))
}

/** What no rule of the mapping can show beside itself. */
export function otherProblems(
  problems: readonly MappingProblem[],
  { rules }: Mapping,
): readonly MappingProblem[] {
  return problems.filter((problem) => rules.every(({ target }) => problemsAt([problem], target).length === 0))
}

export interface Difference {
  readonly field: string
  readonly how: 'added' | 'removed' | 'changed'
}

/** Field by field, what differs between two mappings. */
export function differences(before: Mapping, after: Mapping): readonly Difference[] {
  const was = new Map(before.rules.map((rule) => [rule.target, JSON.stringify(rule)]))
  const is = new Map(after.rules.map((rule) => [rule.target, JSON.stringify(rule)]))
  const found: Difference[] = []
  for (const [field, rule] of is) {
    if (!was.has(field)) found.push({ field, how: 'added' })
    else if (was.get(field) !== rule) found.push({ field, how: 'changed' })
  }
  for (const field of was.keys()) if (!is.has(field)) found.push({ field, how: 'removed' })
  if (before.entity !== after.entity) found.push({ field: after.entity, how: 'changed' })
  return found
}
