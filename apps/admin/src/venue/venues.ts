import type { ConnectionView } from '@syncline/domain/view'
import { firstPageOf, type ListAddress } from '../list/search.ts'

type Placed = Pick<ConnectionView, 'connectionId' | 'venue'>

/** The venues that connections are at, by name: a venue has no other id. */
export const venuesOf = (connections: readonly Placed[]): readonly string[] =>
  [...new Set(connections.map(({ venue }) => venue))].toSorted((one, other) => one.localeCompare(other))

/** The connections at a venue; all where none is chosen. */
export const atVenue = <Connection extends Placed>(
  connections: readonly Connection[],
  venue: string | undefined,
): readonly Connection[] =>
  venue === undefined ? connections : connections.filter((each) => each.venue === venue)

/** Pages that show a venue's alone where one is chosen; the others are of the whole organization, or of one thing. */
const pagesByVenue = ['/', '/syncs', '/webhooks', '/connections', '/reconciliation', '/runs']
/** @param search of events: what numbers count is of a venue, the log is not */
export function isByVenue(path: string, search: object): boolean {
  const page = path.replace(/(.)\/$/, '$1')
  return pagesByVenue.includes(page) || (page === '/events' && 'counted' in search)
}

interface Address extends ListAddress {
  readonly venue?: string | undefined
  readonly connection?: string | undefined
}

/** The same page at another venue: from its first row on, and without a connection that is elsewhere. */
export function searchAt<Search extends Address>(
  search: Search,
  venue: string | undefined,
  connections: readonly Placed[],
): Search {
  const { bulk, connection } = search
  const stays = atVenue(connections, venue).some(({ connectionId }) => connectionId === connection)
  return {
    ...firstPageOf(search),
    ...(bulk !== undefined && { bulk }),
    ...(connection !== undefined && !stays && { connection: undefined }),
    // Told also where it is none: what is not told stays as it is.
    venue,
  }
}
