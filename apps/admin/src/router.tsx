import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router'
import { object } from 'zod/mini'
import type { Api } from './api/api.ts'
import { connectionSearch, connectionsSearch, connectSearch } from './connections/search.ts'
import { eventsSearch } from './events/search.ts'
import { isSetupOpen } from './first-run/open.ts'
import { venueSearch } from './list/search.ts'
import { overviewSearch } from './overview/search.ts'
import { reconciliationsSearch, reportSearch } from './reconciliation/search.ts'
import { runsSearch } from './runs/search.ts'
import { auditSearch, erasureSearch } from './settings/search.ts'
import { Crashed } from './shell/Crashed.tsx'
import { unlessUnreached } from './shell/reach.ts'
import { signInSearch } from './sign-in/search.ts'
import { syncSearch } from './sync/search.ts'
import { parseSearch, stringifySearch, syncsSearch } from './syncs/search.ts'
import { webhookSearch } from './webhook/search.ts'
import { webhooksSearch } from './webhooks/search.ts'

interface Context {
  readonly loadApi: () => Promise<Api>
}

const lazyPage: typeof lazyRouteComponent = (load, name) => lazyRouteComponent(unlessUnreached(load), name)

/** The first load is small: what reads and writes comes with the pages. */
const root = createRootRouteWithContext<Context>()({
  beforeLoad: async ({ context }) => ({ api: await context.loadApi() }),
  component: lazyPage(() => import('./Root.tsx'), 'Root'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyPage(() => import('./sign-in/SignInPage.tsx'), 'SignInPage'),
})

/** While there is nobody yet. */
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  beforeLoad: async () => {
    if (!(await isSetupOpen())) throw redirect({ to: '/sign-in' })
  },
  component: lazyPage(() => import('./first-run/SetupPage.tsx'), 'SetupPage'),
})

/** Everything behind the sign-in. A venue that was chosen stays wherever one goes, until it is taken off. */
const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  validateSearch: object({ venue: venueSearch }),
  search: { middlewares: [retainSearchParams(['venue'])] },
  beforeLoad: async ({ context, location }) => {
    const session = await context.api.session()
    if (session !== null) return { session }
    if (await isSetupOpen()) throw redirect({ to: '/setup' })
    throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href } })
  },
  component: lazyPage(() => import('./shell/Shell.tsx'), 'Shell'),
})

const overview = createRoute({
  getParentRoute: () => app,
  path: '/',
  validateSearch: overviewSearch,
  component: lazyPage(() => import('./overview/OverviewPage.tsx'), 'OverviewPage'),
})

const syncs = createRoute({
  getParentRoute: () => app,
  path: '/syncs',
  validateSearch: syncsSearch,
  component: lazyPage(() => import('./syncs/SyncsPage.tsx'), 'SyncsPage'),
})

const sync = createRoute({
  getParentRoute: () => app,
  path: '/syncs/$syncId',
  validateSearch: syncSearch,
  component: lazyPage(() => import('./sync/SyncPage.tsx'), 'SyncPage'),
})

const webhooks = createRoute({
  getParentRoute: () => app,
  path: '/webhooks',
  validateSearch: webhooksSearch,
  component: lazyPage(() => import('./webhooks/WebhooksPage.tsx'), 'WebhooksPage'),
})

const webhook = createRoute({
  getParentRoute: () => app,
  path: '/webhooks/$deliveryId',
  validateSearch: webhookSearch,
  component: lazyPage(() => import('./webhook/WebhookPage.tsx'), 'WebhookPage'),
})

const connections = createRoute({
  getParentRoute: () => app,
  path: '/connections',
  validateSearch: connectionsSearch,
  component: lazyPage(() => import('./connections/pages.tsx'), 'ConnectionsPage'),
})

const connect = createRoute({
  getParentRoute: () => app,
  path: '/connections/connect',
  validateSearch: connectSearch,
  component: lazyPage(() => import('./connections/ConnectPage.tsx'), 'ConnectPage'),
})

const connection = createRoute({
  getParentRoute: () => app,
  path: '/connections/$connectionId',
  validateSearch: connectionSearch,
  component: lazyPage(() => import('./connections/pages.tsx'), 'ConnectionPage'),
})

const runs = createRoute({
  getParentRoute: () => app,
  path: '/runs',
  validateSearch: runsSearch,
  component: lazyPage(() => import('./runs/RunsPage.tsx'), 'RunsPage'),
})

const events = createRoute({
  getParentRoute: () => app,
  path: '/events',
  validateSearch: eventsSearch,
  component: lazyPage(() => import('./events/EventsPage.tsx'), 'EventsPage'),
})

const event = createRoute({
  getParentRoute: () => app,
  path: '/events/$position',
  component: lazyPage(() => import('./event/EventPage.tsx'), 'EventPage'),
})

const refusal = createRoute({
  getParentRoute: () => app,
  path: '/errors/$errorId',
  component: lazyPage(() => import('./refusal/RefusalPage.tsx'), 'RefusalPage'),
})

const mappings = createRoute({
  getParentRoute: () => app,
  path: '/mappings',
  component: lazyPage(() => import('./mappings/pages.tsx'), 'MappingsPage'),
})

const mapping = createRoute({
  getParentRoute: () => app,
  path: '/mappings/$flowId',
  component: lazyPage(() => import('./mappings/pages.tsx'), 'MappingPage'),
})

const reconciliations = createRoute({
  getParentRoute: () => app,
  path: '/reconciliation',
  validateSearch: reconciliationsSearch,
  component: lazyPage(() => import('./reconciliation/ReconciliationsPage.tsx'), 'ReconciliationsPage'),
})

const reconciliation = createRoute({
  getParentRoute: () => app,
  path: '/reconciliation/$reconciliationId',
  validateSearch: reportSearch,
  component: lazyPage(() => import('./reconciliation/ReportPage.tsx'), 'ReportPage'),
})

/** Where privacy was, before it became a part of the settings. */
const formerPrivacy = createRoute({
  getParentRoute: () => app,
  path: '/privacy',
  beforeLoad: () => {
    throw redirect({ to: '/settings/privacy', replace: true })
  },
})

const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings',
  component: lazyPage(() => import('./settings/SettingsFrame.tsx'), 'SettingsFrame'),
})
const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/keys', replace: true })
  },
})
const apiKeys = createRoute({
  getParentRoute: () => settings,
  path: '/keys',
  component: lazyPage(() => import('./settings/ApiKeysPage.tsx'), 'ApiKeysPage'),
})
const audit = createRoute({
  getParentRoute: () => settings,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyPage(() => import('./settings/AuditPage.tsx'), 'AuditPage'),
})

const people = createRoute({
  getParentRoute: () => settings,
  path: '/people',
  component: lazyPage(() => import('./settings/PeoplePage.tsx'), 'PeoplePage'),
})
const account = createRoute({
  getParentRoute: () => settings,
  path: '/account',
  component: lazyPage(() => import('./settings/AccountPage.tsx'), 'AccountPage'),
})
/** For people who have no sign-in yet. */
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyPage(() => import('./settings/InvitationPage.tsx'), 'InvitationPage'),
})

const privacy = createRoute({
  getParentRoute: () => settings,
  path: '/privacy',
  component: lazyPage(() => import('./privacy/PrivacyPage.tsx'), 'PrivacyPage'),
})

const erasure = createRoute({
  getParentRoute: () => settings,
  path: '/erasure',
  validateSearch: erasureSearch,
  component: lazyPage(() => import('./privacy/ErasurePage.tsx'), 'ErasurePage'),
})

const elsewhere = createRoute({
  getParentRoute: () => app,
  path: '$',
  component: lazyPage(() => import('./shell/NotFound.tsx'), 'NotFound'),
})

const routeTree = root.addChildren([
  signIn,
  setup,
  invitation,
  app.addChildren([
    overview,
    syncs,
    sync,
    webhooks,
    webhook,
    connections,
    mappings,
    mapping,
    reconciliations,
    reconciliation,
    connect,
    connection,
    runs,
    events,
    event,
    refusal,
    formerPrivacy,
    settings.addChildren([settingsHome, apiKeys, audit, people, account, privacy, erasure]),
    elsewhere,
  ]),
])

export function createAppRouter(loadApi: () => Promise<Api>) {
  return createRouter({
    routeTree,
    context: { loadApi },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultNotFoundComponent: lazyPage(() => import('./shell/NotFound.tsx'), 'NotFound'),
    defaultErrorComponent: Crashed,
  })
}
type AppRouter = ReturnType<typeof createAppRouter>

/** Fetches the code of the page asked for at once, while the session is still being read. */
export function fetchCode(router: AppRouter): void {
  for (const { routeId } of router.matchRoutes(router.latestLocation)) {
    const route = router.routesById[routeId as keyof typeof router.routesById]
    // If it fails now, it is fetched again when it is needed, and the failure shown there.
    router.loadRouteChunk(route)?.catch(() => undefined)
  }
}

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter
  }
}
