import Button from '@mui/material/Button'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useVenues } from './VenueProvider.tsx'

const words = strings.shell.venue
/** So much of a mistyped address is repeated. */
const mostRepeated = 60

/** The address asks for a venue that the organization does not have, or has no longer. */
export function UnknownVenue() {
  const { chosen = '', choose } = useVenues()
  const { organization } = useSession()
  const name = chosen.length > mostRepeated ? `${chosen.slice(0, mostRepeated)}…` : chosen
  return (
    <Notice
      mark={<Icon name="filter" size={24} />}
      title={words.unknown(name)}
      level="h1"
      action={
        <Button variant="contained" onClick={() => choose(undefined)}>
          {words.showAll}
        </Button>
      }
    >
      {words.unknownText(organization.name)}
    </Notice>
  )
}
