import type { ProviderContext } from '../context.ts'
import type { Answer } from '../provider.ts'
import { invalidRequest, resourceMissing } from './errors.ts'
import { plainText } from './form.ts'
import { createdFilter, listAnswer } from './lists.ts'
import { type StoredEvent, stripeState } from './state.ts'

export function retrieveEvent(ctx: ProviderContext, account: string, id: string): Answer {
  const event = stripeState(ctx.store, account).events.get(id)
  return event
    ? { status: 200, headers: { 'content-type': 'application/json' }, body: event.json }
    : resourceMissing('event', id)
}

/** Filters `type` (also `customer.*`), `types[]` and `created`; `delivery_success` is not modelled. */
export function listEvents(ctx: ProviderContext, account: string, query: URLSearchParams): Answer {
  return listAnswer<StoredEvent>({
    url: '/v1/events',
    noun: 'event',
    table: stripeState(ctx.store, account).events,
    query,
    visible: () => true,
    show: (event) => JSON.parse(event.json),
    filters: (form) => {
      const { type, types, created, ...others } = form
      const [unknown] = Object.keys(others)
      if (unknown !== undefined) {
        return {
          ok: false,
          answer: invalidRequest(`Received unknown parameter: ${unknown}`, unknown, 'parameter_unknown'),
        }
      }
      const inTime = createdFilter(created)
      if (!inTime) return { ok: false, answer: invalidRequest('Invalid created filter', 'created') }
      if (types !== undefined && (!Array.isArray(types) || types.length > 20)) {
        return {
          ok: false,
          answer: invalidRequest('Invalid array: types takes up to 20 event types', 'types'),
        }
      }
      const wanted = [
        ...(type === undefined ? [] : [plainText(type) ?? '']),
        ...(types ?? []).map((name) => plainText(name) ?? ''),
      ]
      const matches = (event: StoredEvent) =>
        wanted.length === 0 ||
        wanted.some((name) =>
          name.endsWith('*') ? event.type.startsWith(name.slice(0, -1)) : event.type === name,
        )
      return { ok: true, shows: (event) => matches(event) && inTime(event.created) }
    },
  })
}
