import type { Answer } from '../provider.ts'
import { jsonAnswer } from '../provider.ts'
import type { Table } from '../store/table.ts'
import { invalidRequest, resourceMissing } from './errors.ts'
import { decodeForm, type FormHash, plainText } from './form.ts'

export type ListRequest<T> = {
  url: string
  noun: string
  table: Table<T>
  query: URLSearchParams
  /** Filters beside the paging ones; gives the reason an object is shown, or an answer for a bad filter. */
  filters: (form: FormHash) => { ok: true; shows: (item: T) => boolean } | { ok: false; answer: Answer }
  show: (item: T) => unknown
  visible: (item: T) => boolean
}

const pagingParameters = ['limit', 'starting_after', 'ending_before', 'expand']

/** `{object:'list', url, has_more, data}`, newest first. https://docs.stripe.com/api/pagination */
export function listAnswer<T>(request: ListRequest<T>): Answer {
  const decoded = decodeForm(request.query.toString())
  if (!decoded.ok) return invalidRequest(decoded.message)
  const form = decoded.value
  const limit = form.limit === undefined ? 10 : Number(form.limit)
  if (!Number.isInteger(limit) || limit < 1)
    return invalidRequest('Invalid integer: limit', 'limit', 'parameter_invalid_integer')
  if (limit > 100)
    return invalidRequest('This value must be less than or equal to 100 (it is limit).', 'limit')
  const { starting_after: startingAfter, ending_before: endingBefore } = form
  if (startingAfter !== undefined && endingBefore !== undefined) {
    return invalidRequest(
      'You may only specify one of these parameters: starting_after, ending_before.',
      undefined,
      'parameters_exclusive',
    )
  }
  const rest = Object.fromEntries(Object.entries(form).filter(([key]) => !pagingParameters.includes(key)))
  const filters = request.filters(rest)
  if (!filters.ok) return filters.answer

  const cursorParameter = startingAfter !== undefined ? 'starting_after' : 'ending_before'
  const cursor = startingAfter ?? endingBefore
  const position = cursor === undefined ? undefined : request.table.createdAt(plainText(cursor) ?? '')
  if (cursor !== undefined && position === undefined)
    return resourceMissing(request.noun, plainText(cursor) ?? '', cursorParameter, 400)

  const backwards = endingBefore !== undefined
  const candidates = backwards ? request.table.oldestFirst(position) : request.table.newestFirst(position)
  const page: T[] = []
  let hasMore = false
  for (const item of candidates) {
    if (!request.visible(item) || !filters.shows(item)) continue
    if (page.length === limit) {
      hasMore = true
      break
    }
    page.push(item)
  }
  if (backwards) page.reverse()
  return jsonAnswer(200, {
    object: 'list',
    url: request.url,
    has_more: hasMore,
    data: page.map(request.show),
  })
}

/** `created=<seconds>` or `created[gte]`, `[gt]`, `[lte]`, `[lt]`. */
export function createdFilter(value: FormHash[string] | undefined): ((seconds: number) => boolean) | null {
  if (value === undefined) return () => true
  if (typeof value === 'string') return /^\d+$/.test(value) ? (seconds) => seconds === Number(value) : null
  if (Array.isArray(value)) return null
  const bounds = Object.entries(value)
  if (
    bounds.some(
      ([name, bound]) => !['gt', 'gte', 'lt', 'lte'].includes(name) || !/^\d+$/.test(plainText(bound) ?? ''),
    )
  )
    return null
  return (seconds) =>
    bounds.every(([name, bound]) => {
      const limit = Number(bound)
      if (name === 'gt') return seconds > limit
      if (name === 'gte') return seconds >= limit
      return name === 'lt' ? seconds < limit : seconds <= limit
    })
}
