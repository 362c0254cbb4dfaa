import type { DeliveryFilter, RefusedFilter } from '@syncline/domain/view'
import { deliveryStatuses } from '@syncline/domain/webhook'
import * as z from 'zod/mini'
import {
  firstPageOf,
  idSearch,
  listSearch,
  orNothing,
  several,
  toRange,
  venueSearch,
} from '../list/search.ts'

const text = (longest: number) => z.string().check(z.minLength(1), z.maxLength(longest))

/** The state of the list of webhooks; all of it is in the address. */
export const webhooksSearch = z.object({
  // In the order in which addresses are written.
  venue: venueSearch,
  status: orNothing(several(deliveryStatuses)),
  connection: idSearch,
  type: orNothing(text(120)),
  event: orNothing(text(255)),
  ...listSearch,
  /** Refused ones are a list of their own. */
  view: orNothing(z.literal('refused')),
})
export type WebhooksSearch = Partial<z.output<typeof webhooksSearch>>

export const firstPage = firstPageOf<WebhooksSearch>

/** How many filters are set; from and to count as one. */
export function countFilters({
  venue,
  status,
  connection,
  type,
  event,
  time,
  from,
  to,
}: WebhooksSearch): number {
  return [venue, status, connection, type, event, time ?? from ?? to].filter((value) => value !== undefined)
    .length
}

/** What the API is asked for of those that were refused. */
export const toRefused = ({ venue, connection }: WebhooksSearch): RefusedFilter => ({
  ...(venue && { venue }),
  ...(connection && { connectionId: connection }),
})

/** What the API is asked for. */
export function toFilter(search: WebhooksSearch, nowMs: number): DeliveryFilter {
  const { venue, status, connection, type, event } = search
  return {
    ...(venue && { venue }),
    ...(status && { statuses: [...status] }),
    ...(connection && { connectionId: connection }),
    ...(type && { eventType: type }),
    ...(event && { eventId: event }),
    ...toRange(search, nowMs),
  }
}
