import type { FailureBody } from '../failure/failure.ts'

type Kept = Readonly<Record<string, unknown>>

const maxDepth = 3
const maxItems = 50
/** Text of an answer is a person's or a secret unless its name says that it is none. */
const plain = /(Ids?|At)$|^(state|status|code|role|environment|kind)$/

/** What of an answer goes into the audit: its ids, states, times and counts. Never a secret, a link or a name. */
export function answerOf(answer: unknown): Kept | null {
  const kept = keptOf(Array.isArray(answer) ? { items: answer } : answer, '', 0)
  return typeof kept === 'object' && kept !== null ? { ...kept } : null
}

/** What a refused caller was told, as far as it says more than the code does to a person. */
export const refusalOf = ({ code, errorId, details }: FailureBody): Kept => ({ code, errorId, details })

function keptOf(value: unknown, name: string, depth: number): unknown {
  if (typeof value === 'string') return plain.test(name) ? value.slice(0, 200) : undefined
  if (Array.isArray(value)) {
    const items = value.slice(0, maxItems).map((item) => keptOf(item, name, depth + 1))
    return depth < maxDepth && items.every((item) => item !== undefined) ? items : undefined
  }
  if (typeof value !== 'object' || value === null) return value
  if (depth >= maxDepth) return undefined
  const fields = Object.entries(value).flatMap(([inner, field]) => {
    const kept = keptOf(field, inner, depth + 1)
    return kept === undefined ? [] : [[inner, kept] as const]
  })
  return Object.fromEntries(fields)
}
