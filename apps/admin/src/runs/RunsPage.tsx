import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useApi } from '../api/context.tsx'
import * as strings from '../strings/index.ts'
import { connectionsQuery } from '../syncs/queries.ts'
import { useTitle } from '../ui/useTitle.ts'
import { RunsView } from './RunsView.tsx'
import { toFilter } from './search.ts'
import { useRuns } from './useRuns.ts'

const route = getRouteApi('/app/runs')

/** All runs with their data; the address holds the filters. */
export function RunsPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const api = useApi()
  const connections = useQuery(connectionsQuery(api))
  useTitle(strings.shell.titled(strings.runs.title))
  return (
    <RunsView
      search={search}
      connections={connections.data ?? []}
      listing={useRuns(toFilter(search))}
      onSearch={(next) => void navigate({ search: { venue: undefined, ...next }, resetScroll: false })}
    />
  )
}
