import type { AppRouter } from '@syncline/api/router'
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClient,
} from '@trpc/client'
import { chosenOrganization } from './organization.ts'

const url = '/trpc'
const maxBatch = 10
const maxAddressLength = 8_000

/** The API refuses a change without it: another site's form can't send a header of its own. */
export const ownHeader = { 'x-syncline': '1' } as const

export type Client = TRPCClient<AppRouter>

/** Headers of every call: our own, and which organization it is about. */
function headers(): Record<string, string> {
  const organization = chosenOrganization()
  return { ...ownHeader, ...(organization !== null && { 'x-syncline-organization': organization }) }
}

function connectionParams(): Record<string, string> {
  const organization = chosenOrganization()
  return organization === null ? {} : { organization }
}

/** Queries of one moment travel together by GET, changes alone by POST, the bell as a stream of events. */
export function createClient(): Client {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url, connectionParams }),
        false: splitLink({
          condition: (operation) => operation.type === 'mutation',
          true: httpLink({ url, headers }),
          false: httpBatchLink({
            url,
            maxItems: maxBatch,
            maxURLLength: maxAddressLength,
            headers,
          }),
        }),
      }),
    ],
  })
}
