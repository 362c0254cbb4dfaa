import type { SyncFace } from '@syncline/domain/sync'
import type { DeliveryStatus } from '@syncline/domain/webhook'
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

/** The webhooks behind a number. */
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
