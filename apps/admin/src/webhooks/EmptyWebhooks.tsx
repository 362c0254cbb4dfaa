import { ButtonLink } from '../parts/links.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { Logo } from '../ui/Logo.tsx'
import { Notice } from '../ui/Notice.tsx'
import { StatusShape } from '../ui/StatusShape.tsx'
import { VenueEmpty } from '../venue/VenueEmpty.tsx'
import { countFilters, type WebhooksSearch } from './search.ts'

/** There is nothing at all yet, or nothing is left by the filters; a status that nothing has is no fault but news. */
export function EmptyWebhooks({ search }: { search: WebhooksSearch }) {
  const { demo } = useSession()
  const words = strings.webhooks
  const filters = countFilters(search)
  if (filters === 0 && search.older === undefined && search.newer === undefined)
    return (
      <Notice mark={<Logo size={32} />} title={words.empty.title}>
        {demo ? words.empty.textDemo : words.empty.text}
      </Notice>
    )
  if (filters === 1 && search.venue !== undefined)
    return <VenueEmpty title={words.noneAt(search.venue)}>{words.noneAtText}</VenueEmpty>
  const status = filters === 1 && search.status?.length === 1 ? search.status[0] : undefined
  return (
    <Notice
      mark={status === undefined ? <Icon name="filter" size={24} /> : <StatusShape kind="synced" size={24} />}
      title={status === undefined ? words.filteredEmpty.title : words.noneOf[status]}
      action={
        <ButtonLink
          to="/webhooks"
          search={{ venue: undefined }}
          variant={status === undefined ? 'contained' : 'outlined'}
        >
          {strings.list.filters.clearAll}
        </ButtonLink>
      }
    >
      {status === undefined ? words.filteredEmpty.text : words.filteredEmpty.textOne}
    </Notice>
  )
}
