import { providerTitles } from '@syncline/domain/connection'
import type { StreamNoun } from '@syncline/domain/event'
import type { SearchHit } from '@syncline/domain/view'
import { problemOfResponse } from '../api/problem.ts'
import { cutMiddle } from '../parts/cut.ts'
import * as strings from '../strings/index.ts'
import { recordTitle } from '../syncs/sentence.ts'
import { eventTitle } from '../webhooks/sentence.ts'
import type { Entry } from './entries.ts'

const words = strings.palette

/** Where the things that an id led to are opened. */
export interface Openers {
  readonly sync: (syncId: string) => void
  readonly webhook: (deliveryId: string) => void
  readonly connection: (connectionId: string) => void
  readonly bulk: (list: 'syncs' | 'webhooks', bulkId: string) => void
  readonly event: (position: number) => void
  readonly error: (errorId: string) => void
  readonly subject: (noun: StreamNoun, id: string) => void
}

/** What an id led to, as an entry of the palette. */
export function foundEntry(hit: SearchHit, open: Openers): Entry {
  const group = words.found
  const by = words.by[hit.by]
  switch (hit.kind) {
    case 'sync': {
      const { syncId, face } = hit.row
      return {
        key: `sync-${syncId}`,
        group,
        icon: 'syncs',
        label: recordTitle(hit.row),
        detail: `${strings.syncs.faces[face]}, ${by}`,
        run: () => open.sync(syncId),
      }
    }
    case 'webhook': {
      const { deliveryId, provider } = hit.row
      return {
        key: `webhook-${deliveryId}`,
        group,
        icon: 'webhook',
        label: `${words.webhook} ${eventTitle(hit.row)}`,
        detail: `${providerTitles[provider]}, ${by}`,
        run: () => open.webhook(deliveryId),
      }
    }
    case 'connection':
      return {
        key: `connection-${hit.connectionId}`,
        group,
        icon: 'link',
        label: `${words.connection} ${hit.name}`,
        detail: by,
        run: () => open.connection(hit.connectionId),
      }
    case 'bulk':
      return {
        key: `bulk-${hit.bulkId}`,
        group,
        icon: 'syncs',
        label: words.bulkOf[hit.list],
        detail: by,
        run: () => open.bulk(hit.list, hit.bulkId),
      }
    case 'event':
      return {
        key: `event-${hit.position}`,
        group,
        icon: 'history',
        label: words.eventAt(hit.type, strings.list.count(hit.position)),
        detail: `${strings.events.nouns[hit.noun]}, ${by}`,
        run: () => open.event(hit.position),
      }
    case 'refusal':
      return {
        key: `refusal-${hit.errorId}`,
        group,
        icon: 'warning',
        label: problemOfResponse(0, hit).sentence,
        detail: `${hit.operation}, ${by}`,
        run: () => open.error(hit.errorId),
      }
    case 'subject':
      return {
        key: `${hit.noun}-${hit.id}`,
        group,
        icon: 'history',
        label: strings.events.nouns[hit.noun],
        detail: `${cutMiddle(hit.id, 14)}, ${by}`,
        run: () => open.subject(hit.noun, hit.id),
      }
  }
}
