import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import { signOut } from '../api/auth.ts'
import { useApi } from '../api/context.tsx'
import { LiveProvider, useLive } from '../api/live.tsx'
import { SessionContext } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { VenueZone } from '../time/zone.tsx'
import { venueMenuId } from '../venue/VenueMenu.tsx'
import { useVenues, VenueProvider } from '../venue/VenueProvider.tsx'
import { KeysProvider, useKeySettings, useKeys } from './keys.tsx'
import { useOnline } from './Outage.tsx'
import { OverlayProvider, useOverlay } from './overlay.tsx'
import { mainId, ShellView } from './ShellView.tsx'
import { ToastProvider, useToast } from './toast.tsx'
import { useWork } from './useWork.ts'

const Palette = lazy(() => import('../palette/Palette.tsx'))
const UnknownVenue = lazy(async () => ({
  default: (await import('../venue/UnknownVenue.tsx')).UnknownVenue,
}))
const HelpView = lazy(() => import('./HelpView.tsx'))

const route = getRouteApi('/app')

/** When anything on screen was last read. */
function useLastRead(): number {
  const { queries } = useApi()
  const cache = queries.getQueryCache()
  const subscribe = useCallback((changed: () => void) => cache.subscribe(changed), [cache])
  return useSyncExternalStore(subscribe, () =>
    cache
      .getAll()
      .reduce((latest, query) => Math.max(latest, query.isActive() ? query.state.dataUpdatedAt : 0), 0),
  )
}

/** After going to another page, reading begins at its top, also for those who listen. */
function useFocusOnNewPage(): void {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const shown = useRef(path)
  useEffect(() => {
    if (shown.current === path) return
    shown.current = path
    document.getElementById(mainId)?.focus({ preventScroll: true })
  }, [path])
}

function Frame() {
  const { queries } = useApi()
  const { state } = useLive()
  const { showMap } = useKeySettings()
  const navigate = useNavigate()
  const toast = useToast()
  const online = useOnline()
  const { open, show } = useOverlay()
  const path = useRouterState({ select: (now) => now.location.pathname })
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await navigate({ to: '/sign-in' })
      queries.clear()
    },
    onError: () => toast(strings.shell.signOutFailed),
  })
  useFocusOnNewPage()
  const keys = {
    'g o': () => void navigate({ to: '/' }),
    'g h': () => void navigate({ to: '/events' }),
    'g s': () => void navigate({ to: '/syncs' }),
    'g w': () => void navigate({ to: '/webhooks' }),
    'g r': () => void navigate({ to: '/reconciliation' }),
    'g u': () => void navigate({ to: '/runs' }),
    'g c': () => void navigate({ to: '/connections' }),
    'g m': () => void navigate({ to: '/mappings' }),
    'g t': () => void navigate({ to: '/settings' }),
    '/': () => show('search'),
    v: () => document.getElementById(venueMenuId)?.click(),
    h: () => show('help'),
    '?': () => showMap(true),
  }
  useKeys(keys, window)
  const close = () => show(null)
  return (
    <>
      <ShellView
        live={{ state: online ? state : 'down', updatedAtMs: useLastRead() }}
        online={online}
        work={useWork()}
        onWork={({ action, bulkId }) =>
          void navigate({ to: action === 'replay' ? '/webhooks' : '/syncs', search: { bulk: bulkId } })
        }
        onRetry={() => void queries.invalidateQueries()}
        onSignOut={leave.mutate}
      >
        <AtVenue />
      </ShellView>
      <Suspense fallback={null}>
        {open === 'search' && <Palette onClose={close} onSignOut={leave.mutate} />}
        {open === 'help' && <HelpView path={path} onClose={close} />}
      </Suspense>
    </>
  )
}

/** The page, unless it would show the things of a venue that is not there. */
function AtVenue() {
  const { all, chosen, here } = useVenues()
  if (!here || chosen === undefined || all === null || all.includes(chosen)) return <Outlet />
  return (
    <Suspense fallback={null}>
      <UnknownVenue />
    </Suspense>
  )
}

/** The frame around every page behind the sign-in. */
export function Shell() {
  const { session } = route.useRouteContext()
  const { venue } = route.useSearch()
  return (
    <SessionContext value={session}>
      <VenueZone timeZone={session.organization.timeZone}>
        <LiveProvider>
          <KeysProvider>
            <OverlayProvider>
              <ToastProvider>
                <VenueProvider chosen={venue}>
                  <Frame />
                </VenueProvider>
              </ToastProvider>
            </OverlayProvider>
          </KeysProvider>
        </LiveProvider>
      </VenueZone>
    </SessionContext>
  )
}
