import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { SavedViews } from '../list/SavedViews.tsx'
import { useMay } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { stringifySearch } from '../syncs/search.ts'
import { useTitle } from '../ui/useTitle.ts'
import { AuditView } from './AuditView.tsx'
import { auditFilterOf, firstPage } from './search.ts'

const route = getRouteApi('/app/settings/audit')

export function AuditPage() {
  useTitle(strings.shell.titled(strings.settings.pages.audit))
  const api = useApi()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { older } = search
  const list = useQuery({
    queryKey: ['audit', search],
    queryFn: () =>
      api.client.audit.list.query({
        filter: auditFilterOf(search, Date.now()),
        ...(older !== undefined && { cursor: older }),
      }),
    enabled: useMay('audit.read'),
    placeholderData: keepPreviousData,
  })
  return (
    <AuditView
      search={search}
      state={
        list.data
          ? { kind: 'ready', list: list.data }
          : list.error
            ? { kind: 'error', problem: toProblem(list.error), onRetry: () => void list.refetch() }
            : { kind: 'loading' }
      }
      views={<SavedViews list="audit" address={stringifySearch(firstPage(search))} />}
      onSearch={(next) => void navigate({ search: next })}
    />
  )
}
