import { queryOptions } from '@tanstack/react-query'
import type { Api } from '../api/client.ts'

/** Who is signed in; asked once and kept until the sign-out. */
export function sessionQuery(api: Api) {
  return queryOptions({
    queryKey: ['session'],
    queryFn: () => api.client.session.me.query(),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })
}
