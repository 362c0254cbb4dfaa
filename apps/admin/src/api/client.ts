import { QueryClient } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import { createHorizon } from './horizon.ts'
import { isPassing, toProblem } from './problem.ts'
import type { AppRouter } from './router-stub.ts'

const url = '/trpc'
const maxBatch = 10
const maxRetries = 2
export const memoryKey = ['memory'] as const

/** The API refuses a mutation without it: another site's form can't send a header of its own. */
export const ownHeader = { 'x-syncline': '1' } as const

function createClient() {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url }),
        false: splitLink({
          condition: (operation) => operation.type === 'mutation',
          true: httpLink({ url, headers: ownHeader }),
          false: httpBatchLink({ url, maxItems: maxBatch, maxURLLength: 8_000, headers: ownHeader }),
        }),
      }),
    ],
  })
}

function createQueries() {
  return new QueryClient({
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
}

/** Everything the pages read and write through, made once. */
export function createApi() {
  const client = createClient()
  const queries = createQueries()
  // What a page remembers for the next one is not read again, so it must not be swept away.
  queries.setQueryDefaults(memoryKey, {
    gcTime: Number.POSITIVE_INFINITY,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return { client, queries, horizon: createHorizon() }
}
export type Api = ReturnType<typeof createApi>
export type Client = Api['client']
