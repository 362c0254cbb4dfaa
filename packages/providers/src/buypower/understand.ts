import { type Exchange, notUnderstood, type Understanding } from '../fixtures/understanding.ts'
import { type Endpoint, endpointOf } from './endpoint.ts'
import { isRefusal, judge, responseCodeOf } from './verdict.ts'

/**
 * An answer of BuyPower's: nothing can be told of it without the call that it answers and its status. A good one that
 * can't be read is not understood, however well the client would do to ask again.
 */
export function understand(value: unknown, { method, path, status }: Exchange): Understanding {
  const endpoint = path === null ? null : endpointOf(method, path)
  if (endpoint === null || status === null) return notUnderstood
  const judged = judge(endpoint, status, value)
  const isGood = status === 200 || status === 201
  if (isGood && judged.verdict === 'unknown' && !isRefusal(value)) return notUnderstood
  const about = { kind: 'answer', endpoint, status, responseCode: responseCodeOf(value) } as const
  switch (judged.verdict) {
    case 'done':
      return { ...about, verdict: 'done', code: null, ...shown(endpoint, judged.value) }
    case 'failed':
      return { ...about, verdict: 'failed', code: judged.code, certainty: judged.certainty }
    case 'unknown':
      return {
        ...about,
        verdict: 'unknown',
        code: judged.code,
        next: endpoint === 'vend' || endpoint === 'requery' ? 'requery' : 'ask again',
        requeryAfterMs: judged.requeryAfterMs,
      }
  }
}

/** What was read, without the token and without the person. */
function shown(endpoint: Endpoint, value: object): Record<string, unknown> {
  if (Array.isArray(value)) return { items: value.length, [endpoint]: value }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hide(name, inner)]))
}

const personal = new Set(['name', 'address', 'meter'])

function hide(name: string, value: unknown): unknown {
  if (name === 'parcels') return (value as { type: string }[]).map(({ type }) => ({ type, content: hidden }))
  if (name === 'token' && typeof value === 'string') return `${hidden}${value.slice(-4)}`
  return personal.has(name) && typeof value === 'string' ? `${[...value][0]}${hidden}` : value
}

const hidden = '•••'
