import Button from '@mui/material/Button'
import type { ReactNode } from 'react'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useVenues } from './VenueProvider.tsx'

/** A venue has none of what a page lists. */
export function VenueEmpty({ title, children }: { title: string; children: ReactNode }) {
  const { choose } = useVenues()
  return (
    <Notice
      mark={<Icon name="filter" size={24} />}
      title={title}
      action={
        <Button variant="contained" onClick={() => choose(undefined)}>
          {strings.shell.venue.showAll}
        </Button>
      }
    >
      {children}
    </Notice>
  )
}
