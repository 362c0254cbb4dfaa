/** A query as it was understood. */
export type Query = {
  count: boolean
  entity: string
  conditions: readonly Condition[]
  order: { path: string; descending: boolean } | null
  start: number
  max: number
}
export type Operator = '=' | '<' | '>' | '<=' | '>=' | 'in' | 'like'
export type Condition = { path: string; operator: Operator; values: readonly string[] }
export type QueryRead = { ok: true; query: Query } | { ok: false; kind: 'syntax' | 'value'; detail: string }

const maxResults = 1_000
const syntax = (detail: string): QueryRead => ({ ok: false, kind: 'syntax', detail })

/** Texts in single quotes (a backslash escapes), brackets, commas, comparisons, words. */
const token = /\s*(?:'((?:[^'\\]|\\.)*)'|([(),])|(<=|>=|=|<|>)|([A-Za-z0-9_.*+:-]+))/y
type Token = { text: string; quoted: boolean }

function tokensOf(source: string): Token[] | null {
  const tokens: Token[] = []
  const rest = source.trim()
  token.lastIndex = 0
  while (token.lastIndex < rest.length) {
    const found = token.exec(rest)
    if (!found) return null
    const [, quoted, ...plain] = found
    tokens.push(
      quoted === undefined
        ? { text: plain.find((part) => part !== undefined) ?? '', quoted: false }
        : { text: quoted.replace(/\\(.)/g, '$1'), quoted: true },
    )
  }
  return tokens
}

/** Reads `select … from … where … orderby … startposition … maxresults …`. AND only; no OR, no joins. */
export function readQuery(source: string): QueryRead {
  const tokens = tokensOf(source)
  if (!tokens) return syntax('Invalid content.')
  let at = 0
  const is = (word: string) => tokens[at]?.quoted === false && tokens[at]?.text.toLowerCase() === word
  const take = (word: string) => is(word) && (at += 1) > 0
  const next = () => tokens[at++]
  if (!take('select')) return syntax('It must begin with select.')
  let count = false
  if (take('count')) {
    if (!take('(') || !take('*') || !take(')')) return syntax('count needs (*).')
    count = true
  } else while (at < tokens.length && !is('from')) at += 1
  if (!take('from')) return syntax('from is missing.')
  const entity = next()?.text ?? ''
  const conditions: Condition[] = []
  if (take('where'))
    do {
      const condition = readCondition()
      if (!condition) return syntax('A condition can’t be read.')
      conditions.push(condition)
    } while (take('and'))
  let order: Query['order'] = null
  if (take('orderby') || (take('order') && take('by'))) {
    const path = next()?.text ?? ''
    order = { path, descending: is('desc') }
    if (is('desc') || is('asc')) at += 1
  }
  let start = 1
  let max = 100
  while (at < tokens.length) {
    if (take('startposition')) start = Number(next()?.text)
    else if (take('maxresults')) max = Number(next()?.text)
    else return syntax(`Unexpected ${tokens[at]?.text}.`)
  }
  if (!Number.isInteger(start) || start < 1)
    return { ok: false, kind: 'value', detail: 'startposition begins with 1' }
  if (!Number.isInteger(max) || max < 0)
    return { ok: false, kind: 'value', detail: 'maxresults is no number' }
  return { ok: true, query: { count, entity, conditions, order, start, max: Math.min(max, maxResults) } }

  function readCondition(): Condition | null {
    const path = next()
    const operator = next()?.text.toLowerCase()
    if (!path || path.quoted) return null
    if (operator === 'in') {
      if (!take('(')) return null
      const values: string[] = []
      do values.push(next()?.text ?? '')
      while (take(','))
      return take(')') ? { path: path.text, operator, values } : null
    }
    const value = next()
    const known = ['=', '<', '>', '<=', '>=', 'like'].includes(operator ?? '')
    return known && value ? { path: path.text, operator: operator as Operator, values: [value.text] } : null
  }
}
