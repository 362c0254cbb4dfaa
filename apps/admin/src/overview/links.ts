import type { SyncFace } from '@syncline/domain/sync'
import type { CountedKind } from '@syncline/domain/view'
import type { DeliveryStatus } from '@syncline/domain/webhook'
import type { EventsSearch } from '../events/search.ts'
import type { SyncsSearch } from '../syncs/search.ts'
import type { WebhooksSearch } from '../webhooks/search.ts'
import type { OverviewSearch } from './search.ts'

interface Time {
  readonly from: string
  readonly to: string
}

/** The syncs behind a number: asked for in this time, as they stand now. */
export function syncsBehind(
  { venue, connection, entity }: OverviewSearch,
  time: Time | null,
  status?: readonly SyncFace[],
): SyncsSearch {
  return {
    ...(venue && { venue }),
    ...(status && { status: [...status] }),
    ...(connection && { connection }),
    ...(entity && { entity }),
    ...(time && { from: time.from, to: time.to }),
  }
}

/** The events that a number counts: each was recorded in this time, whenever its sync was asked for. */
export function eventsBehind(
  { venue, connection, entity }: OverviewSearch,
  time: Time | null,
  counted: CountedKind,
  code?: EventsSearch['code'],
): EventsSearch {
  return {
    counted,
    ...(venue && { venue }),
    ...(connection && { connection }),
    ...(entity && { entity }),
    ...(code && { code }),
    ...(time && { from: time.from, to: time.to }),
  }
}

/** The webhooks behind a number: they are of no entity. */
export function webhooksBehind(
  { venue, connection }: OverviewSearch,
  time: Time | null,
  status?: readonly DeliveryStatus[],
): WebhooksSearch {
  return {
    ...(venue && { venue }),
    ...(status && { status: [...status] }),
    ...(connection && { connection }),
    ...(time && { from: time.from, to: time.to }),
  }
}
