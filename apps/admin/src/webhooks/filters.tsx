import type { ConnectionView } from '@syncline/domain/view'
import { deliveryStatuses } from '@syncline/domain/webhook'
import { ConnectionOptions, SeveralOptions, TimeOptions } from '../list/FilterOptions.tsx'
import { connectionValue, isTimeSet, type ListFilter, severalValue, timeValue } from '../list/filter.ts'
import { TextOption } from '../list/TextOption.tsx'
import * as strings from '../strings/index.ts'
import { DeliveryStatus } from './DeliveryStatus.tsx'
import { firstPage, type WebhooksSearch } from './search.ts'

const words = strings.list.filters
const own = strings.webhooks.filters

type Change = (next: WebhooksSearch) => void

/** The filters of the list of webhooks. */
export function webhookFilters(
  search: WebhooksSearch,
  connections: readonly ConnectionView[],
  moment: (iso: string) => string,
  onSearch: Change,
): readonly ListFilter[] {
  const { status, connection } = search
  const change: Change = (next) => onSearch(firstPage({ ...search, ...next }))
  const byConnection: ListFilter = {
    key: 'connection',
    name: words.connection,
    value: connectionValue(connection, connections),
    active: connection !== undefined,
    clear: () => change({ connection: undefined }),
    options: ({ autoFocus, done }) => (
      <ConnectionOptions
        connections={connections}
        chosen={connection}
        autoFocus={autoFocus}
        onChoose={(next) => {
          change({ connection: next })
          done()
        }}
      />
    ),
  }
  if (search.view === 'refused') return [byConnection]
  return [
    {
      key: 'status',
      name: words.status,
      value: severalValue(status, (each) => strings.webhooks.statuses[each]),
      active: status !== undefined,
      clear: () => change({ status: undefined }),
      options: ({ autoFocus }) => (
        <SeveralOptions
          label={words.status}
          all={deliveryStatuses}
          chosen={status}
          autoFocus={autoFocus}
          title={(each) => <DeliveryStatus status={each} plain />}
          onChoose={(next) => change({ status: next })}
        />
      ),
    },
    byConnection,
    byText('type', own.type, own.typeHint, 120, search, change),
    byText('event', own.event, own.eventHint, 255, search, change),
    {
      key: 'time',
      name: words.time,
      value: timeValue(search, moment),
      active: isTimeSet(search),
      clear: () => change({ time: undefined, from: undefined, to: undefined }),
      options: ({ autoFocus, done }) => (
        <TimeOptions
          search={search}
          autoFocus={autoFocus}
          onChoose={(next) => {
            change(next)
            done()
          }}
        />
      ),
    },
  ]
}

function byText(
  key: 'type' | 'event',
  name: string,
  hint: string,
  maxLength: number,
  search: WebhooksSearch,
  change: Change,
): ListFilter {
  const chosen = search[key]
  return {
    key,
    name,
    value: chosen ?? words.any,
    active: chosen !== undefined,
    clear: () => change({ [key]: undefined }),
    options: ({ autoFocus, done }) => (
      <TextOption
        label={name}
        hint={hint}
        chosen={chosen}
        maxLength={maxLength}
        autoFocus={autoFocus}
        onChoose={(next) => {
          change({ [key]: next })
          done()
        }}
      />
    ),
  }
}
