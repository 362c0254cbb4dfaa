/** A step into a record: a field by its name, one item of a list, or each of them. */
type Step = { readonly field: string } | { readonly item: number } | 'each'

export const maxPathLength = 200
const maxSteps = 8
const segment = /^([A-Za-z][A-Za-z0-9_]{0,60})((?:\[\d{0,3}\]){0,2})$/

/** `address.city`, `lines[0].amount`, `lines[].description`; null where it is no path. */
export function parsePath(path: string): readonly Step[] | null {
  if (path.length > maxPathLength) return null
  const steps: Step[] = []
  for (const part of path.split('.')) {
    const [, field, brackets = ''] = segment.exec(part) ?? []
    if (field === undefined) return null
    steps.push({ field })
    for (const [, item] of brackets.matchAll(/\[(\d*)\]/g))
      steps.push(item === '' ? 'each' : { item: Number(item) })
  }
  return steps.length <= maxSteps ? steps : null
}

/** The part before the first `[]`, and what comes in each item; null where there is none. */
export function splitEach(path: string): { readonly list: string; readonly inner: string } | null {
  const at = path.indexOf('[]')
  return at === -1 ? null : { list: path.slice(0, at), inner: path.slice(at + 2).replace(/^\./, '') }
}

/** What lies at a path; undefined where nothing does. `[]` gives a list of what lies in each item. */
export function readPath(value: unknown, path: string): unknown {
  return path === '' ? value : readSteps(value, parsePath(path) ?? [])
}

function readSteps(value: unknown, steps: readonly Step[]): unknown {
  let at = value
  for (const [index, step] of steps.entries()) {
    if (at === null || typeof at !== 'object') return undefined
    if (step === 'each')
      return Array.isArray(at) ? at.map((item) => readSteps(item, steps.slice(index + 1))) : undefined
    if ('item' in step) at = Array.isArray(at) ? at[step.item] : undefined
    else at = Object.hasOwn(at, step.field) ? (at as Record<string, unknown>)[step.field] : undefined
  }
  return at
}

/** Puts a value at a path without `[]`, making what lies between. Paths are checked before, so none leads to a prototype. */
export function writePath(target: Record<string, unknown>, path: string, value: unknown): void {
  const steps = (parsePath(path) ?? []).filter((step) => step !== 'each')
  let at: Record<string | number, unknown> = target
  for (const [index, step] of steps.entries()) {
    const name = 'item' in step ? step.item : step.field
    const next = steps[index + 1]
    if (!next) {
      at[name] = value
      return
    }
    const inner = Object.hasOwn(at, name) ? at[name] : null
    at[name] = inner !== null && typeof inner === 'object' ? inner : 'item' in next ? [] : {}
    at = at[name] as Record<string | number, unknown>
  }
}
