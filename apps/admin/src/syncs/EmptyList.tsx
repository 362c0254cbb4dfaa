import Typography from '@mui/material/Typography'
import type { ConnectionView } from '@syncline/domain/view'
import { ButtonLink } from '../parts/links.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { Logo } from '../ui/Logo.tsx'
import { Notice } from '../ui/Notice.tsx'
import { StatusShape } from '../ui/StatusShape.tsx'
import { VenueEmpty } from '../venue/VenueEmpty.tsx'
import { countFilters, type SyncsSearch } from './search.ts'

/** There is nothing at all yet: why, and what brings the first row. */
export function EmptyList({ connections }: { connections: readonly ConnectionView[] }) {
  const { demo } = useSession()
  const words = strings.syncs.empty
  const names = connections.map((each) => each.name).join(', ')
  return (
    <Notice mark={<Logo size={32} />} title={words.title}>
      {demo ? words.textDemo : words.text}
      <Typography variant="caption" component="p" sx={{ mt: 3, color: 'ink.quiet' }}>
        {connections.length === 0 ? words.noConnections : words.connections(names)}
      </Typography>
    </Notice>
  )
}

/** Nothing is left by the filters; one press takes them off. A status that nothing has is no fault but news. */
export function FilteredEmpty({ search }: { search: SyncsSearch }) {
  const words = strings.syncs
  const filters = countFilters(search)
  if (filters === 1 && search.venue !== undefined)
    return <VenueEmpty title={words.noneAt(search.venue)}>{words.noneAtText}</VenueEmpty>
  const face = filters === 1 && search.status?.length === 1 ? search.status[0] : undefined
  return (
    <Notice
      mark={face === undefined ? <Icon name="filter" size={24} /> : <StatusShape kind="synced" size={24} />}
      title={face === undefined ? words.filteredEmpty.title : words.noneOf[face]}
      action={
        <ButtonLink
          to="/syncs"
          search={{ venue: undefined }}
          variant={face === undefined ? 'contained' : 'outlined'}
        >
          {strings.list.filters.clearAll}
        </ButtonLink>
      }
    >
      {face === undefined ? words.filteredEmpty.text : words.filteredEmpty.textOne}
    </Notice>
  )
}
