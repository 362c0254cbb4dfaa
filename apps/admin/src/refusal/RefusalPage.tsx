import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useApi } from '../api/context.tsx'
import { readState } from '../api/readState.ts'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { useTitle } from '../ui/useTitle.ts'
import { RefusalView } from './RefusalView.tsx'

const route = getRouteApi('/app/errors/$errorId')

/** What was refused under an id, as the search finds it. */
export function RefusalPage() {
  const { errorId } = route.useParams()
  const api = useApi()
  const session = useSession()
  useTitle(strings.shell.titled(strings.refusal.title))
  const found = useQuery({
    queryKey: ['search', errorId],
    queryFn: () => api.client.search.find.query({ text: errorId }),
  })
  return (
    <RefusalView
      errorId={errorId}
      ownIdEnd={session.user.id.slice(-4)}
      state={readState(found, (hits) => ({ hits }))}
    />
  )
}
