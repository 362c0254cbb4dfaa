import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { createContext, type ReactNode, use, useMemo } from 'react'
import { useApi } from '../api/context.tsx'
import { connectionsQuery } from '../syncs/queries.ts'
import { isByVenue, searchAt, venuesOf } from './venues.ts'

export interface Venues {
  /** By name; null while they are not known. */
  readonly all: readonly string[] | null
  readonly chosen: string | undefined
  /** Whether this page shows the chosen venue's alone. */
  readonly here: boolean
  readonly choose: (venue: string | undefined) => void
}

/** Outside an organization there are none to choose from. */
export const VenueContext = createContext<Venues>({
  all: null,
  chosen: undefined,
  here: false,
  choose: () => {},
})

/** The key opens it from anywhere. */
export const venueMenuId = 'venue-menu'

export const useVenues = () => use(VenueContext)

/** The organization's venues, and the one in the address. */
export function VenueProvider({ chosen, children }: { chosen: string | undefined; children: ReactNode }) {
  const api = useApi()
  const navigate = useNavigate()
  const { data: connections } = useQuery(connectionsQuery(api))
  const here = useRouterState({ select: ({ location }) => isByVenue(location.pathname, location.search) })
  const venues = useMemo<Venues>(
    () => ({
      all: connections === undefined ? null : venuesOf(connections),
      chosen,
      here,
      choose: (venue) =>
        void navigate({
          to: '.',
          search: ((search: object) =>
            here ? searchAt(search, venue, connections ?? []) : { ...search, venue }) as never,
        }),
    }),
    [connections, chosen, here, navigate],
  )
  return <VenueContext value={venues}>{children}</VenueContext>
}
