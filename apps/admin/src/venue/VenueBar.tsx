import type { ConnectionView } from '@syncline/domain/view'
import { useRef } from 'react'
import { venueFilter } from '../list/commonFilters.tsx'
import { FilterBar } from '../list/FilterBar.tsx'

/** The venue that a page without other filters shows alone, with what takes it off; nothing where it shows all. */
export function VenueBar({
  venue,
  connections,
  onVenue,
}: {
  venue: string | undefined
  connections: readonly ConnectionView[]
  onVenue: (venue: string | undefined) => void
}) {
  const first = useRef<HTMLButtonElement>(null)
  if (venue === undefined) return null
  return <FilterBar filters={venueFilter(venue, connections, onVenue)} firstRef={first} />
}
