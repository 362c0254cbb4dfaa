import type { ConnectionView } from '@syncline/domain/view'
import { useMutation } from '@tanstack/react-query'
import { useApi } from '../api/context.tsx'
import type { Refusal } from '../parts/Refused.tsx'
import { custodyRefusal } from './CustodyPart.tsx'

interface Errand extends Pick<ConnectionView, 'provider' | 'venue'> {
  /** The one to sign in to again; null for a new one. */
  readonly connectionId: string | null
}

export interface SignIn {
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly start: (errand: Errand) => void
}

/** Leaves for a provider's own page; whoever signs in there comes back to the connections. */
export function useSignIn(): SignIn {
  const api = useApi()
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: ({ provider, venue, connectionId }: Errand) =>
      api.client.connection.startSignIn.mutate({ provider, venue: venue.slice(0, 80), connectionId }),
    onSuccess: ({ url }) => window.location.assign(url),
  })
  return { busy: isPending || isSuccess, refused: custodyRefusal(error), start: mutate }
}
