import { noop } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { VenueContext } from '../venue/VenueProvider.tsx'
import { venuesOf } from '../venue/venues.ts'
import { manyConnections } from './standing-samples.ts'

const venues = venuesOf(manyConnections.connections)
export const sampleVenue = 'Ember Café, Lekki'

/** A page of an organization with several venues. */
export function AtVenue({
  all = venues,
  chosen,
  here = true,
  children,
}: {
  all?: readonly string[]
  chosen?: string
  /** Whether the page shows the chosen venue's alone. */
  here?: boolean
  children: ReactNode
}) {
  return <VenueContext value={{ all, chosen, here, choose: noop }}>{children}</VenueContext>
}
