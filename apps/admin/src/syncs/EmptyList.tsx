import Typography from '@mui/material/Typography'
import type { ConnectionView } from '@syncline/domain/view'
import { ButtonLink } from '../parts/links.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { Logo } from '../ui/Logo.tsx'
import { Notice } from '../ui/Notice.tsx'

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

/** Nothing is left by the filters; one press takes them off. */
export function FilteredEmpty() {
  const words = strings.syncs
  return (
    <Notice
      mark={<Icon name="filter" size={24} />}
      title={words.filteredEmpty.title}
      action={
        <ButtonLink variant="contained" to="/syncs">
          {words.filters.clearAll}
        </ButtonLink>
      }
    >
      {words.filteredEmpty.text}
    </Notice>
  )
}
