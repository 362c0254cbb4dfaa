import '@fontsource-variable/ibm-plex-sans/wght.css'
import '@fontsource/ibm-plex-mono/400.css'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterContextProvider,
} from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { Look } from '../Look.tsx'
import { KeysProvider } from '../shell/keys.tsx'
import { parseSearch, stringifySearch } from '../syncs/search.ts'
import '../theme/scheme.css'
import { ClockProvider, stoppedClock } from '../time/clock.tsx'
import { ZoneProvider } from '../time/zone.tsx'
import { faces, type PageName } from './list.ts'
import { nowMs } from './samples.ts'

/**
 * Renders one face of one page from sample data, with a clock that stands still:
 * `?page=syncs&face=empty&scheme=dark`. Built for the tests only.
 */
const asked = new URLSearchParams(location.search)

type Face = (props: { face: never }) => ReactNode

/** The faces of a page come alone: what is opened hundreds of times is to be small. */
const pages: Record<PageName, () => Promise<Face>> = {
  overview: async () => (await import('./OverviewFace.tsx')).OverviewFace,
  events: async () => (await import('./EventFaces.tsx')).EventsFace,
  event: async () => (await import('./EventFaces.tsx')).EventFace,
  refusal: async () => (await import('./RefusalFace.tsx')).RefusalFace,
  syncs: async () => (await import('./SyncsFace.tsx')).SyncsFace,
  sync: async () => (await import('./SyncFace.tsx')).SyncFace,
  webhooks: async () => (await import('./WebhooksFace.tsx')).WebhooksFace,
  webhook: async () => (await import('./WebhookFace.tsx')).WebhookFace,
  runs: async () => (await import('./RunsFace.tsx')).RunsFace,
  mappings: async () => (await import('./MappingFaces.tsx')).MappingsFace,
  mapping: async () => (await import('./MappingFaces.tsx')).MappingFace,
  reconciliation: async () => (await import('./ReconciliationFaces.tsx')).ReconciliationFace,
  report: async () => (await import('./ReconciliationFaces.tsx')).ReportFace,
  connections: async () => (await import('./ConnectionsFace.tsx')).ConnectionsFace,
  connection: async () => (await import('./ConnectionFace.tsx')).ConnectionFace,
  connect: async () => (await import('./ConnectFace.tsx')).ConnectFace,
  privacy: async () => (await import('./PrivacyFace.tsx')).PrivacyFace,
  erasure: async () => (await import('./ErasureFace.tsx')).ErasureFace,
  'api-keys': async () => (await import('./SettingsFaces.tsx')).ApiKeysFace,
  audit: async () => (await import('./SettingsFaces.tsx')).AuditFace,
  people: async () => (await import('./PeopleFaces.tsx')).PeopleFace,
  account: async () => (await import('./PeopleFaces.tsx')).AccountFace,
  invitation: async () => (await import('./PeopleFaces.tsx')).InvitationFace,
  'sign-in': async () => (await import('./OtherFaces.tsx')).SignInFace,
  'first-run': async () => (await import('./FirstRunFace.tsx')).FirstRunFace,
  shell: async () => (await import('./ShellFace.tsx')).ShellFace,
  other: async () => (await import('./OtherFaces.tsx')).OtherFace,
}

const isPage = (name: string): name is PageName => Object.hasOwn(faces, name)

async function content(): Promise<ReactNode> {
  const page = asked.get('page') ?? ''
  const face = asked.get('face') ?? ''
  if (!isPage(page) || !(faces[page] as readonly string[]).includes(face)) return 'No such face'
  const Face = await pages[page]()
  return <Face face={face as never} />
}

localStorage.setItem('syncline-scheme', asked.get('scheme') === 'dark' ? 'dark' : 'light')

const root = createRootRoute()
const addresses = [
  '/',
  '/sign-in',
  '/syncs',
  '/syncs/$syncId',
  '/webhooks',
  '/webhooks/$deliveryId',
  '/connections',
  '/mappings',
  '/mappings/$flowId',
  '/connections/connect',
  '/connections/$connectionId',
  '/reconciliation',
  '/reconciliation/$reconciliationId',
  '/runs',
  '/events',
  '/events/$position',
  '/settings',
  '/settings/keys',
  '/settings/audit',
  '/settings/privacy',
  '/settings/erasure',
  '/settings/people',
  '/settings/account',
].map((path) => createRoute({ getParentRoute: () => root, path }))
/** Where each page is, so that the navigation shows it. */
const homes = [
  ['overview', '/'],
  ['webhook', '/webhooks'],
  ['event', '/events'],
  ['runs', '/runs'],
  ['connect', '/connections'],
  ['mapping', '/mappings'],
  ['reconciliation', '/reconciliation'],
  ['report', '/reconciliation'],
  ['api-keys', '/settings/keys'],
  ['audit', '/settings/audit'],
  ['privacy', '/settings/privacy'],
  ['erasure', '/settings/erasure'],
  ['people', '/settings/people'],
  ['account', '/settings/account'],
] as const
const router = createRouter({
  routeTree: root.addChildren(addresses),
  history: createMemoryHistory({
    initialEntries: [homes.find(([page]) => asked.get('page')?.startsWith(page))?.[1] ?? '/syncs'],
  }),
  parseSearch,
  stringifySearch,
})
await router.load()
const shown = await content()

const element = document.getElementById('root')
if (!element) throw new Error('faces.html has no #root')
createRoot(element).render(
  <Look>
    <ClockProvider clock={stoppedClock(nowMs)}>
      <ZoneProvider browserTimeZone="Africa/Lagos">
        <RouterContextProvider router={router as never}>
          <KeysProvider mapOpen={asked.get('face') === 'keys'}>{shown}</KeysProvider>
        </RouterContextProvider>
      </ZoneProvider>
    </ClockProvider>
  </Look>,
)
