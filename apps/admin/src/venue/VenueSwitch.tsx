import { lazy, Suspense } from 'react'
import { Title } from './Title.tsx'
import { useVenues } from './VenueProvider.tsx'

const VenueMenu = lazy(() => import('./VenueMenu.tsx'))

/**
 * Which venue's things are on screen. Nobody needs to choose where there is one venue alone; what an address asks for
 * can be taken off wherever it leads.
 * @param title the name of the page, where the switch stands beneath it
 */
export function VenueSwitch({ title }: { title?: string }) {
  const { all, chosen } = useVenues()
  const alone = title === undefined ? null : <Title>{title}</Title>
  if (chosen === undefined && (all === null || all.length < 2)) return alone
  return (
    <Suspense fallback={alone}>
      <VenueMenu {...(title !== undefined && { title })} />
    </Suspense>
  )
}
