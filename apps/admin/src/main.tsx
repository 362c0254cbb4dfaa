import '@fontsource-variable/ibm-plex-sans/wght.css'
import '@fontsource/ibm-plex-mono/400.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createApi } from './api/client.ts'
import { ApiContext } from './api/context.tsx'
import { isSignedOut } from './api/problem.ts'
import { Look } from './Look.tsx'
import { createAppRouter } from './router.tsx'
import { ZoneProvider } from './time/zone.tsx'

const api = createApi()
const router = createAppRouter(api)

// A session that ended while a page was open: the next reading says so, and the sign-in leads back here.
api.queries.getQueryCache().subscribe((event) => {
  if (event.type !== 'updated' || event.action.type !== 'error' || !isSignedOut(event.action.error)) return
  const { pathname, href } = router.state.location
  if (pathname === '/sign-in') return
  api.queries.clear()
  void router.navigate({ to: '/sign-in', search: { next: href } })
})

const element = document.getElementById('root')
if (!element) throw new Error('index.html has no #root')
createRoot(element).render(
  <StrictMode>
    <Look>
      <ApiContext value={api}>
        <QueryClientProvider client={api.queries}>
          <ZoneProvider>
            <RouterProvider router={router} />
          </ZoneProvider>
        </QueryClientProvider>
      </ApiContext>
    </Look>
  </StrictMode>,
)
