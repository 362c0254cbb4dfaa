import type { LiveNoun } from '@syncline/domain/view'
import { QueryClient } from '@tanstack/react-query'
import { type Client, createClient } from './client.ts'
import { createHorizon, type Horizon } from './horizon.ts'
import { chosenOrganization, forgetOrganization } from './organization.ts'
import { isPassing, isSignedOut, toProblem } from './problem.ts'
import type { SessionView } from './session-view.ts'

/** Everything the pages read and write through. */
export interface Api {
  readonly client: Client
  readonly queries: QueryClient
  /** One per table, since each is folded at its own pace. */
  readonly horizons: Readonly<Record<LiveNoun, Horizon>>
  /** Who is signed in, read once and kept; null when nobody is. Rejects when it could not be read. */
  readonly session: () => Promise<SessionView | null>
  /** Called when a reading finds that the session has ended. */
  readonly onSignedOut: (listener: () => void) => void
}

const maxRetries = 2
const sessionKey = ['session'] as const
/** What one page remembers for the next. */
export const memoryKey = ['memory'] as const
const forGood = { gcTime: Number.POSITIVE_INFINITY, staleTime: Number.POSITIVE_INFINITY } as const

function createQueries(): QueryClient {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        // The live bell says when something changed; nothing is read again just because a window got focus.
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < maxRetries && isPassing(toProblem(error)),
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
  queries.setQueryDefaults(sessionKey, forGood)
  queries.setQueryDefaults(memoryKey, forGood)
  return queries
}

/** Who no longer belongs to the organization that was chosen here sees the one the server chooses. */
async function readSession(client: Client): Promise<SessionView> {
  try {
    return await client.session.me.query()
  } catch (error) {
    if (chosenOrganization() === null || toProblem(error).code !== 'TENANT_ACCESS_DENIED') throw error
    forgetOrganization()
    return client.session.me.query()
  }
}

export function createApi(): Api {
  const client = createClient()
  const queries = createQueries()
  return {
    client,
    queries,
    horizons: {
      sync: createHorizon(),
      delivery: createHorizon(),
      event: createHorizon(),
      reconciliation: createHorizon(),
    },
    async session() {
      try {
        return await queries.ensureQueryData({
          queryKey: sessionKey,
          queryFn: () => readSession(client),
        })
      } catch (error) {
        if (isSignedOut(error)) return null
        throw error
      }
    },
    onSignedOut(listener) {
      queries.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated' || event.action.type !== 'error') return
        if (event.query.queryKey[0] !== sessionKey[0] && isSignedOut(event.action.error)) listener()
      })
    },
  }
}
