import Button from '@mui/material/Button'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useVenues } from './VenueProvider.tsx'

const words = strings.venues

/** A venue has none of what a page lists. */
export default function VenueEmpty({ of, venue }: { of: keyof typeof words.none; venue: string }) {
  const { choose } = useVenues()
  return (
    <Notice
      mark={<Icon name="filter" size={24} />}
      title={words.none[of](venue)}
      action={
        <Button variant="contained" onClick={() => choose(undefined)}>
          {words.showAll}
        </Button>
      }
    >
      {words.noneText[of]}
    </Notice>
  )
}
