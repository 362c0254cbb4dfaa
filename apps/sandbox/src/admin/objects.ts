import { type Answer, jsonAnswer, type Provider, type ProviderName, providerNames } from '../provider.ts'

const maxLimit = 1000

/**
 * `GET /objects?provider&entity[&account][&after][&limit]` → `{entries: [{account, deleted, object}], next}`: what a
 * provider holds, account by account and oldest first. `after` is how many to pass over; `next` equals it at the end.
 */
export function objectsAnswer(providers: Record<ProviderName, Provider>, query: URLSearchParams): Answer {
  const provider = providerNames.find((name) => name === query.get('provider'))
  const held = provider && providers[provider].holdings(query.get('entity') ?? '', query.get('account'))
  const after = Number(query.get('after') ?? 0)
  const limit = Number(query.get('limit') ?? 100)
  const whole = Number.isSafeInteger(after) && after >= 0 && Number.isInteger(limit) && limit >= 1
  if (!held || !whole || limit > maxLimit) {
    const message = `Give a provider, one of its entities, and whole numbers for after and limit (up to ${maxLimit}).`
    return jsonAnswer(400, { error: { code: 'invalid_query', message } })
  }
  const entries: unknown[] = []
  let position = 0
  for (const one of held) {
    position += 1
    if (position <= after) continue
    entries.push(one)
    if (entries.length === limit) break
  }
  return jsonAnswer(200, { entries, next: after + entries.length })
}
