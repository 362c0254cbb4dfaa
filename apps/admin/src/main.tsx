import '@fontsource-variable/ibm-plex-sans/wght.css'
import '@fontsource/ibm-plex-mono/400.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Api } from './api/api.ts'
import { createAppRouter, fetchCode } from './router.tsx'
import { languageKey } from './strings/language-key.ts'
import './theme/scheme.css'
import { readStored } from './ui/stored.ts'

let loading: Promise<Api> | undefined

/** One API for the life of the page; when its code could not be fetched, the next call tries again. */
function loadApi(): Promise<Api> {
  loading ??= import('./api/api.ts').then(
    ({ createApi }) => {
      const api = createApi()
      api.onSignedOut(() => leave(api))
      return api
    },
    (error: unknown) => {
      loading = undefined
      throw error
    },
  )
  return loading
}

const router = createAppRouter(loadApi)

/** The session ended while a page was open: the sign-in leads back here. */
function leave(api: Api): void {
  const { pathname, href } = router.state.location
  if (pathname === '/sign-in') return
  api.queries.clear()
  void router.navigate({ to: '/sign-in', search: { next: href } })
}

// Another language comes before the pages, which take their words as they load; without it they are English.
if (readStored(languageKey) !== null)
  await import('./strings/language.ts').then(({ loadLanguage }) => loadLanguage()).catch(() => undefined)
fetchCode(router)
// Asked for before the page that will want it; what goes wrong is told when it is wanted.
void loadApi()
  .then((api) => api.session())
  .catch(() => undefined)

const element = document.getElementById('root')
if (!element) throw new Error('index.html has no #root')
createRoot(element).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
)
