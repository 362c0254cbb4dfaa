import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ConnectionView, DeliveryCounts, DeliveryList } from '@syncline/domain/view'
import { useRef } from 'react'
import type { Problem } from '../api/problem.ts'
import { CardsSkeleton } from '../list/CardsSkeleton.tsx'
import { FilterBar } from '../list/FilterBar.tsx'
import { ListFoot, rangeText } from '../list/ListFoot.tsx'
import { Matching, matchText } from '../list/Matching.tsx'
import { PhoneFilters } from '../list/PhoneFilters.tsx'
import { type Newer, ShowNewer } from '../list/ShowNewer.tsx'
import { Strip } from '../list/Strip.tsx'
import { Tabs } from '../list/Tabs.tsx'
import { ButtonLink } from '../parts/links.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { useKeys } from '../shell/keys.tsx'
import * as strings from '../strings/index.ts'
import { useMoment } from '../time/useMoment.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { visuallyHidden } from '../ui/hidden.ts'
import { useWide } from '../ui/useWide.ts'
import { EmptyWebhooks } from './EmptyWebhooks.tsx'
import { webhookFilters } from './filters.tsx'
import { RefusedList, type RefusedState } from './RefusedList.tsx'
import { countFilters, firstPage, type WebhooksSearch } from './search.ts'
import { webhookTabs } from './tabs.ts'
import { WebhookRows, type WebhookRowsProps } from './WebhookRows.tsx'
import { TableSkeleton } from './WebhookTable.tsx'

const words = strings.webhooks

export type ListState =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | { readonly kind: 'ready'; readonly list: DeliveryList; readonly busy: boolean }

export interface WebhooksViewProps
  extends Pick<WebhookRowsProps, 'search' | 'matching' | 'onOpen' | 'onAsk'> {
  readonly state: ListState
  readonly refused: RefusedState
  readonly counts: DeliveryCounts | undefined
  readonly connections: readonly ConnectionView[]
  readonly newer: Newer | null
  readonly onSearch: (next: WebhooksSearch) => void
  readonly onShowNewer: () => void
}

/** The list of webhooks, whatever face it has to show. */
export function WebhooksView(props: WebhooksViewProps) {
  const { search, state, counts, connections, matching, onSearch } = props
  const wide = useWide()
  const moment = useMoment()
  const firstFilter = useRef<HTMLButtonElement>(null)
  useKeys({ '/': () => firstFilter.current?.focus() })
  const filters = webhookFilters(search, connections, moment, onSearch)
  const tabs = webhookTabs(search, counts)
  const refused = search.view === 'refused'
  const announce = !refused && (
    <ShowNewer
      newer={props.newer}
      label={strings.list.newer}
      announced={words.newerAnnounced}
      onShow={props.onShowNewer}
    />
  )
  const found = state.kind === 'ready' && !refused && <Matching matching={matching} />
  const body = refused ? <RefusedList state={props.refused} /> : <List {...props} />
  if (!wide)
    return (
      <>
        <Typography variant="h1" sx={visuallyHidden}>
          {words.title}
        </Typography>
        <PhoneFilters
          to="/webhooks"
          filters={filters}
          tabs={tabs}
          matching={matchText(matching)}
          onClear={() => onSearch({})}
        />
        <Strip>
          {found}
          {announce}
        </Strip>
        {body}
        {!refused && <Foot {...props} />}
      </>
    )
  return (
    <>
      <Box sx={{ px: 6, pt: 5 }}>
        <Typography variant="h1">{words.title}</Typography>
        <Box sx={{ mt: 2 }}>
          <Tabs to="/webhooks" label={words.tabs} tabs={tabs} />
        </Box>
        <Box sx={{ display: 'flex', gap: 2, py: 3, alignItems: 'center', flexWrap: 'wrap' }}>
          <FilterBar filters={filters} firstRef={firstFilter} />
          {countFilters(search) > 0 && (
            <ButtonLink variant="text" to="/webhooks">
              {strings.list.filters.clearAll}
            </ButtonLink>
          )}
          <Box sx={{ flex: 1 }} />
          {found}
          {announce}
        </Box>
      </Box>
      {body}
      {!refused && state.kind === 'ready' && state.list.rows.length > 0 && <Foot {...props} />}
    </>
  )
}

const hints = [
  [['J', 'K'], words.keyHints.move],
  [['X'], words.keyHints.select],
  [['R'], words.keyHints.replay],
  [['Enter'], words.keyHints.open],
] as const

function Foot({ state, search, matching }: WebhooksViewProps) {
  const wide = useWide()
  if (state.kind !== 'ready') return null
  const { rows, hasNewer, hasOlder } = state.list
  const filters = firstPage(search)
  return (
    <ListFoot
      to="/webhooks"
      range={rangeText(rows.length, matching, hasNewer || hasOlder)}
      newer={hasNewer ? { ...filters, newer: rows[0]?.receivedPosition } : null}
      older={hasOlder ? { ...filters, older: rows.at(-1)?.receivedPosition } : null}
      {...(wide && { hints })}
    />
  )
}

function List(props: WebhooksViewProps) {
  const { state, search, matching, onOpen, onAsk } = props
  const wide = useWide()
  switch (state.kind) {
    case 'loading':
      return (
        <Delayed afterMs={state.afterMs ?? 150}>
          <Box role="status" aria-label={words.loading}>
            {wide ? <TableSkeleton /> : <CardsSkeleton />}
          </Box>
        </Delayed>
      )
    case 'error':
      return <ProblemNotice title={words.failed} problem={state.problem} onRetry={state.onRetry} />
    case 'ready':
      if (state.list.rows.length === 0) return <EmptyWebhooks search={search} />
      return (
        <WebhookRows
          list={state.list}
          busy={state.busy}
          search={search}
          matching={matching}
          onOpen={onOpen}
          onAsk={onAsk}
        />
      )
  }
}
