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
import { ClockProvider, stoppedClock } from '../time/clock.tsx'
import { ZoneProvider } from '../time/zone.tsx'
import { ConnectFace } from './ConnectFace.tsx'
import { ConnectionFace, ConnectionsFace } from './ConnectionsFace.tsx'
import { ErasureFace } from './ErasureFace.tsx'
import { EventFace, EventsFace } from './EventFaces.tsx'
import { FirstRunFace } from './FirstRunFace.tsx'
import { faces, type PageName } from './list.ts'
import { MappingFace, MappingsFace } from './MappingFaces.tsx'
import { OtherFace, SignInFace } from './OtherFaces.tsx'
import { OverviewFace } from './OverviewFace.tsx'
import { AccountFace, InvitationFace, PeopleFace } from './PeopleFaces.tsx'
import { PrivacyFace } from './PrivacyFace.tsx'
import { ApiKeysFace, AuditFace } from './SettingsFaces.tsx'
import { ShellFace } from './ShellFace.tsx'
import { SyncFace } from './SyncFace.tsx'
import { SyncsFace } from './SyncsFace.tsx'
import { nowMs } from './samples.ts'
import { WebhookFace } from './WebhookFace.tsx'
import { WebhooksFace } from './WebhooksFace.tsx'

/**
 * Renders one face of one page from sample data, with a clock that stands still:
 * `?page=syncs&face=empty&scheme=dark`. Built for the tests only.
 */
const asked = new URLSearchParams(location.search)

const pages: Record<PageName, (face: never) => ReactNode> = {
  overview: (face) => <OverviewFace face={face} />,
  events: (face) => <EventsFace face={face} />,
  event: (face) => <EventFace face={face} />,
  syncs: (face) => <SyncsFace face={face} />,
  sync: (face) => <SyncFace face={face} />,
  webhooks: (face) => <WebhooksFace face={face} />,
  webhook: (face) => <WebhookFace face={face} />,
  mappings: (face) => <MappingsFace face={face} />,
  mapping: (face) => <MappingFace face={face} />,
  connections: (face) => <ConnectionsFace face={face} />,
  connection: (face) => <ConnectionFace face={face} />,
  connect: (face) => <ConnectFace face={face} />,
  privacy: (face) => <PrivacyFace face={face} />,
  erasure: (face) => <ErasureFace face={face} />,
  'api-keys': (face) => <ApiKeysFace face={face} />,
  audit: (face) => <AuditFace face={face} />,
  people: (face) => <PeopleFace face={face} />,
  account: (face) => <AccountFace face={face} />,
  invitation: (face) => <InvitationFace face={face} />,
  'sign-in': (face) => <SignInFace face={face} />,
  'first-run': (face) => <FirstRunFace face={face} />,
  shell: (face) => <ShellFace face={face} />,
  other: (face) => <OtherFace face={face} />,
}

const isPage = (name: string): name is PageName => Object.hasOwn(faces, name)

function content(): ReactNode {
  const page = asked.get('page') ?? ''
  const face = asked.get('face') ?? ''
  if (!isPage(page) || !(faces[page] as readonly string[]).includes(face)) return 'No such face'
  return pages[page](face as never)
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
  ['connect', '/connections'],
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

const element = document.getElementById('root')
if (!element) throw new Error('faces.html has no #root')
createRoot(element).render(
  <Look>
    <ClockProvider clock={stoppedClock(nowMs)}>
      <ZoneProvider browserTimeZone="Africa/Lagos">
        <RouterContextProvider router={router as never}>
          <KeysProvider mapOpen={asked.get('face') === 'keys'}>{content()}</KeysProvider>
        </RouterContextProvider>
      </ZoneProvider>
    </ClockProvider>
  </Look>,
)
