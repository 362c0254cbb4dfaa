import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useApi } from '../api/context.tsx'
import { readState } from '../api/readState.ts'
import { SavedViews } from '../list/SavedViews.tsx'
import { rowsOf } from '../list/search.ts'
import { useChosenColumns } from '../list/useChosenColumns.ts'
import { useMay } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { stringifySearch } from '../syncs/search.ts'
import { useTitle } from '../ui/useTitle.ts'
import { AuditView } from './AuditView.tsx'
import { auditFilterOf, countNewer, firstPage, pageSize } from './search.ts'

const route = getRouteApi('/app/settings/audit')

/** The audit is no part of the log, so that no bell rings for it. */
const lookEveryMs = 15_000

export function AuditPage() {
  useTitle(strings.shell.titled(strings.settings.pages.audit))
  const api = useApi()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { older } = search
  const may = useMay('audit.read')
  const shown = rowsOf(search)
  const list = useQuery({
    queryKey: ['audit', 'page', shown],
    queryFn: () =>
      api.client.audit.list.query({
        filter: auditFilterOf(search, Date.now()),
        limit: pageSize,
        ...(older !== undefined && { cursor: older }),
      }),
    enabled: may,
    placeholderData: keepPreviousData,
    // New entries are announced: nothing moves under the pointer by itself.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  const top = list.data && (list.data.rows[0]?.entryId ?? 0)
  const newer = useQuery({
    queryKey: ['audit', 'newer', shown, top],
    queryFn: async () => {
      const { rows } = await api.client.audit.list.query({
        filter: auditFilterOf(search, Date.now()),
        limit: pageSize,
      })
      return countNewer(rows, top ?? 0)
    },
    enabled: may && older === undefined && top !== undefined,
    refetchInterval: lookEveryMs,
    staleTime: lookEveryMs,
  })
  const { chosenColumns, onColumns } = useChosenColumns(
    'audit',
    search.columns,
    (columns) => void navigate({ search: { ...search, columns }, replace: true }),
  )
  return (
    <AuditView
      search={search}
      state={readState(list, (shownList) => ({ list: shownList }))}
      views={
        <SavedViews list="audit" address={stringifySearch({ ...firstPage(search), venue: undefined })} />
      }
      newer={newer.data ?? null}
      chosenColumns={chosenColumns}
      onSearch={(next) => void navigate({ search: { ...next, columns: search.columns } })}
      onColumns={onColumns}
      onShowNewer={() => void list.refetch()}
    />
  )
}
