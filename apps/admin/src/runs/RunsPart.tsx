import type { ConnectionView } from '@syncline/domain/view'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../api/context.tsx'
import { providersQuery } from '../connections/queries.ts'
import { flowsQuery } from '../syncs/queries.ts'
import { RunsSection } from './RunsSection.tsx'
import { toFilter } from './search.ts'
import { useRuns, useStartRuns } from './useRuns.ts'

const route = getRouteApi('/app/connections/$connectionId')

/** The newest: all of them have a page. */
const shownHere = 5

/** The runs of a connection, and starting one. Which status is shown is in the address. */
export function RunsPart({ connection }: { connection: ConnectionView }) {
  const { connectionId, provider } = connection
  const { runs: status = null, ...rest } = route.useSearch()
  const navigate = route.useNavigate()
  const api = useApi()
  const [starting, setStarting] = useState(false)
  const flows = useQuery(flowsQuery(api))
  const providers = useQuery(providersQuery(api))
  const start = useStartRuns(() => setStarting(false))
  const pulls = providers.data?.find((form) => form.provider === provider)?.pulls ?? []
  const outgoing = (flows.data ?? []).filter((flow) => flow.sourceConnectionId === connectionId)
  const entities = pulls.filter((entity) => outgoing.some((flow) => flow.entity === entity))
  const listing = useRuns(toFilter({ connection: connectionId, status: status ?? undefined }), shownHere)
  return (
    <RunsSection
      connection={connection}
      entities={flows.data && providers.data ? entities : null}
      status={status}
      listing={listing}
      starting={starting}
      start={{
        ...start,
        onSubmit: (asked) => start.start({ connectionId, ...asked }),
      }}
      onStart={setStarting}
      onStatus={(runs) => void navigate({ search: { ...rest, ...(runs && { runs }) }, resetScroll: false })}
    />
  )
}
