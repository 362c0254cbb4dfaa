import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import * as z from 'zod/mini'
import type { Api } from './api/client.ts'
import { isSignedOut } from './api/problem.ts'
import { sessionQuery } from './session/queries.ts'
import { Crashed } from './shell/Crashed.tsx'
import { syncSearch } from './sync/search.ts'
import { parseSearch, stringifySearch, syncsSearch } from './syncs/search.ts'

interface Context {
  readonly api: Api
}

const root = createRootRouteWithContext<Context>()({ component: Outlet })

/** Only an address of this site may be gone on to after the sign-in. */
const ownAddress = z.string().check(z.regex(/^\/(?![/\\])/), z.maxLength(2_000))

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: z.object({ next: z.catch(z.optional(ownAddress), undefined) }),
  component: lazyRouteComponent(() => import('./sign-in/SignInPage.tsx'), 'SignInPage'),
})

/** Everything behind the sign-in. */
const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  beforeLoad: async ({ context: { api }, location }) => {
    try {
      return { session: await api.queries.ensureQueryData(sessionQuery(api)) }
    } catch (error) {
      if (!isSignedOut(error)) throw error
      throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href } })
    }
  },
  component: lazyRouteComponent(() => import('./shell/Shell.tsx'), 'Shell'),
})

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/syncs', replace: true })
  },
})

const syncs = createRoute({
  getParentRoute: () => app,
  path: '/syncs',
  validateSearch: syncsSearch,
  component: lazyRouteComponent(() => import('./syncs/SyncsPage.tsx'), 'SyncsPage'),
})

const sync = createRoute({
  getParentRoute: () => app,
  path: '/syncs/$syncId',
  validateSearch: syncSearch,
  component: lazyRouteComponent(() => import('./sync/SyncPage.tsx'), 'SyncPage'),
})

const routeTree = root.addChildren([signIn, app.addChildren([home, syncs, sync])])

export function createAppRouter(api: Api) {
  return createRouter({
    routeTree,
    context: { api },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultNotFoundComponent: lazyRouteComponent(() => import('./shell/NotFound.tsx'), 'NotFound'),
    defaultErrorComponent: Crashed,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
