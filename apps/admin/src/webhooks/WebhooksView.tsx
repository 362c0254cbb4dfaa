import type { ConnectionView, DeliveryCounts, DeliveryRow } from '@syncline/domain/view'
import { deliveryCan } from '@syncline/domain/webhook'
import { useMemo } from 'react'
import { ExportLink } from '../list/ExportLink.tsx'
import type { ListKind } from '../list/ListRows.tsx'
import { ListView } from '../list/ListView.tsx'
import type { ListData, ListState, ListViewProps } from '../list/props.ts'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { useMoment } from '../time/useMoment.ts'
import { mayNotReplay } from './can.ts'
import { webhookColumns } from './columns.tsx'
import { EmptyWebhooks } from './EmptyWebhooks.tsx'
import { webhookFilters } from './filters.tsx'
import { webhookPlaces } from './queries.ts'
import { RefusedList, type RefusedState } from './RefusedList.tsx'
import { ReplayButton } from './RowParts.tsx'
import { countFilters, firstPage, toFilter, toRefused, type WebhooksSearch } from './search.ts'
import { eventTitle } from './sentence.ts'
import { webhookTabs } from './tabs.ts'
import { WebhookCard } from './WebhookCard.tsx'

const words = strings.webhooks

export type WebhooksState = ListState<DeliveryRow>

export interface WebhooksViewProps
  extends ListData<DeliveryRow>,
    Pick<ListViewProps<DeliveryRow>, 'chosenColumns' | 'onColumns'> {
  readonly search: WebhooksSearch
  readonly refused: RefusedState
  readonly counts: DeliveryCounts | undefined
  readonly connections: readonly ConnectionView[]
  readonly onSearch: (next: WebhooksSearch) => void
  readonly onReplay: (row: DeliveryRow) => void
}

const hints = [
  [['J', 'K'], words.keyHints.move],
  [['X'], words.keyHints.select],
  [['R'], words.keyHints.replay],
  [['Enter'], words.keyHints.open],
] as const

/** The list of webhooks, whatever face it has to show. */
export function WebhooksView(props: WebhooksViewProps) {
  const { search, counts, connections, onSearch, onReplay } = props
  const session = useSession()
  const moment = useMoment()
  const kind = useMemo(() => webhookKind(onReplay), [onReplay])
  return (
    <ListView
      {...props}
      to="/webhooks"
      words={words}
      kind={kind}
      columns={webhookColumns}
      filters={webhookFilters(search, connections, moment, onSearch)}
      filterCount={countFilters(search)}
      tabs={webhookTabs(search, counts)}
      choices={[
        {
          action: 'replay',
          mayNot: mayNotReplay(session),
          can: (row) => deliveryCan.replay(row).allowed,
        },
      ]}
      hints={hints}
      page={(cursor) => ({ ...firstPage(search), selected: search.selected, ...cursor })}
      positionOf={webhookPlaces.positionOf}
      empty={<EmptyWebhooks search={search} />}
      {...(search.view === 'refused'
        ? {
            instead: <RefusedList state={props.refused} />,
            actions: props.refused.kind === 'ready' && props.refused.refused.length > 0 && (
              <ExportLink list="refused" filter={() => toRefused(search)} />
            ),
          }
        : { actions: <ExportLink list="webhooks" filter={() => toFilter(search, Date.now())} /> })}
      onClear={() => onSearch({})}
    />
  )
}

const webhookKind = (onReplay: (row: DeliveryRow) => void): ListKind<DeliveryRow> => ({
  caption: words.caption,
  idOf: webhookPlaces.idOf,
  phraseOf: eventTitle,
  actions: (row) => <ReplayButton row={row} small onReplay={onReplay} />,
  card: (row) => <WebhookCard row={row} />,
  keys: { r: onReplay },
})
