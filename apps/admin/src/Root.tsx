import { ApiProvider } from './api/ApiProvider.tsx'
import { Look } from './Look.tsx'
import { ZoneProvider } from './time/zone.tsx'

/** What every page stands in. */
export function Root() {
  return (
    <Look>
      <ZoneProvider>
        <ApiProvider />
      </ZoneProvider>
    </Look>
  )
}
