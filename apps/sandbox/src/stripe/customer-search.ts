import type { ProviderContext } from '../context.ts'
import { jsonAnswer, type Result } from '../provider.ts'
import type { StripeCustomer } from './customer.ts'
import { invalidRequest } from './errors.ts'
import { refused } from './scope.ts'
import { stripeState } from './state.ts'

/** What was written shows up in a search a minute later. */
const behindSeconds = 60
const maxClauses = 10
const defaultLimit = 10
/** `email:'…'` or `metadata['…']:'…'`, quotes and backslashes escaped by a backslash. */
const clausePattern = /(email|metadata\['((?:[^'\\]|\\.){1,40})'\]):'((?:[^'\\]|\\.){0,500})'(?: AND |$)/y

type Clause = (customer: StripeCustomer) => boolean

/** `GET /v1/customers/search?query=…`, the newest first. https://docs.stripe.com/search */
export function searchCustomers(ctx: ProviderContext, account: string, query: URLSearchParams): Result {
  const clauses = parse(query.get('query') ?? '')
  if (!clauses) return refused(invalidRequest('We were unable to parse your search query.', 'query'))
  const limit = Number(query.get('limit') ?? defaultLimit)
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    return refused(invalidRequest('Invalid integer: limit', 'limit', 'parameter_invalid_integer'))
  const shownUntil = ctx.now() / 1_000 - behindSeconds
  const found: StripeCustomer[] = []
  for (const { customer, deleted } of stripeState(ctx.store, account).customers.newestFirst()) {
    if (deleted || customer.created > shownUntil || !clauses.every((holds) => holds(customer))) continue
    found.push(customer)
    if (found.length > limit) break
  }
  return {
    executed: true,
    answer: jsonAnswer(200, {
      object: 'search_result',
      url: '/v1/customers/search',
      has_more: found.length > limit,
      next_page: null,
      data: found.slice(0, limit),
    }),
  }
}

function parse(query: string): readonly Clause[] | null {
  const clauses: Clause[] = []
  clausePattern.lastIndex = 0
  let end = 0
  while (end < query.length) {
    const match = clausePattern.exec(query)
    if (!match || clauses.length === maxClauses) return null
    const [name, value] = [unescaped(match[2] ?? ''), unescaped(match[3] ?? '')]
    clauses.push(
      match[1] === 'email'
        ? ({ email }) => email === value
        : ({ metadata }) => Object.hasOwn(metadata, name) && metadata[name] === value,
    )
    end = clausePattern.lastIndex
  }
  return clauses.length > 0 ? clauses : null
}

const unescaped = (text: string) => text.replaceAll(/\\(.)/g, '$1')
