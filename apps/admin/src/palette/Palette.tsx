import { useColorScheme } from '@mui/material/styles'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useMemo, useState } from 'react'
import { useApi } from '../api/context.tsx'
import { listPaths } from '../list/paths.ts'
import { viewsQuery } from '../list/SavedViews.tsx'
import { useKeySettings } from '../shell/keys.tsx'
import { pages } from '../shell/Navigation.tsx'
import { useOverlay } from '../shell/overlay.tsx'
import * as strings from '../strings/index.ts'
import { connectionsQuery } from '../syncs/queries.ts'
import { viewSearch } from '../syncs/search.ts'
import { useZone } from '../time/zone.tsx'
import { useVenues } from '../venue/VenueProvider.tsx'
import { type Entry, looksLikeId, matchingEntries } from './entries.ts'
import { foundEntry, type Openers } from './found.ts'
import { PaletteView } from './PaletteView.tsx'

const words = strings.palette
const venueWords = strings.shell.venue

/** The search with its data: what an id leads to, then pages, saved views, connections and commands. */
export default function Palette({ onClose, onSignOut }: { onClose: () => void; onSignOut: () => void }) {
  const api = useApi()
  const open = useOpeners()
  const [text, setText] = useState('')
  const asked = useDeferredValue(text.trim())
  const isId = looksLikeId(asked)
  const found = useQuery({
    queryKey: ['search', asked],
    enabled: isId,
    staleTime: 0,
    queryFn: () => api.client.search.find.query({ text: asked }),
  })
  const places = usePlaces(open)
  const commands = useCommands(onSignOut)
  const entries = useMemo(() => {
    const hits = isId ? (found.data ?? []).map((hit) => foundEntry(hit, open)) : []
    return [...hits, ...matchingEntries([...places, ...commands], text)]
  }, [isId, found.data, open, places, commands, text])
  return (
    <PaletteView
      text={text}
      entries={entries}
      lookup={isId && found.isFetching ? 'busy' : isId && found.isError ? 'failed' : 'idle'}
      onText={setText}
      onClose={onClose}
    />
  )
}

function useOpeners(): Openers {
  const navigate = useNavigate()
  return useMemo(
    () => ({
      sync: (syncId) => void navigate({ to: '/syncs/$syncId', params: { syncId } }),
      webhook: (deliveryId) => void navigate({ to: '/webhooks/$deliveryId', params: { deliveryId } }),
      connection: (connectionId) =>
        void navigate({ to: '/connections/$connectionId', params: { connectionId } }),
      bulk: (list, bulk) => void navigate({ to: `/${list}`, search: { bulk } }),
      event: (position) => void navigate({ to: '/events/$position', params: { position: String(position) } }),
      error: (errorId) => void navigate({ to: '/errors/$errorId', params: { errorId } }),
      subject: (noun, id) => {
        if (noun === 'reconciliation')
          return void navigate({
            to: '/reconciliation/$reconciliationId',
            params: { reconciliationId: id },
            search: {},
          })
        if (noun === 'flow') return void navigate({ to: '/mappings/$flowId', params: { flowId: id } })
        // Whose page shows many shows its story.
        void navigate({ to: '/events', search: { stream: `${noun}-${id}` } })
      },
    }),
    [navigate],
  )
}

/** Pages, lists people come for, saved views and connections. */
function usePlaces(open: Openers): readonly Entry[] {
  const api = useApi()
  const navigate = useNavigate()
  const { data: views } = useQuery(viewsQuery(api))
  const { data: connections } = useQuery(connectionsQuery(api))
  return useMemo(() => {
    const go = (to: string, search: object = {}) => void navigate({ to, search: search as never })
    return [
      ...pages.map(
        ({ to, icon, name }): Entry => ({
          key: to,
          group: words.pages,
          icon,
          label: name,
          run: () => go(to),
        }),
      ),
      place('failed', words.failedSyncs, () => go('/syncs', { status: ['failed'] })),
      place('unknown', words.unknownSyncs, () => go('/syncs', { status: ['unknown'] })),
      place('quarantined', words.quarantined, () => go('/webhooks', { status: ['quarantined'] })),
      ...(views ?? []).map(
        ({ viewId, list, name, address }): Entry => ({
          key: viewId,
          group: words.views,
          icon: 'filter',
          label: name,
          detail: list === 'audit' ? strings.settings.pages.audit : strings.shell.pages[list],
          run: () => go(listPaths[list], viewSearch(address)),
        }),
      ),
      ...(connections ?? []).map(
        ({ connectionId, name, venue }): Entry => ({
          key: connectionId,
          group: strings.shell.pages.connections,
          icon: 'link',
          label: name,
          detail: venue,
          also: venue,
          run: () => open.connection(connectionId),
        }),
      ),
    ]
  }, [navigate, open, views, connections])
}

const place = (key: string, label: string, run: () => void): Entry => ({
  key,
  group: words.pages,
  icon: 'filter',
  label,
  run,
})

function useCommands(onSignOut: () => void): readonly Entry[] {
  const { setMode } = useColorScheme()
  const { choose } = useZone()
  const { showMap } = useKeySettings()
  const { show } = useOverlay()
  const { all, chosen, choose: chooseVenue } = useVenues()
  return useMemo(() => {
    const command = (key: string, icon: Entry['icon'], label: string, run: () => void): Entry => ({
      key,
      group: words.commands,
      icon,
      label,
      run,
    })
    const venues = all !== null && all.length > 1 ? all.filter((venue) => venue !== chosen) : []
    return [
      ...(chosen === undefined
        ? []
        : [command('all-venues', 'filter', venueWords.showAll, () => chooseVenue(undefined))]),
      ...venues.map((venue) =>
        command(`venue-${venue}`, 'filter', venueWords.only(venue), () => chooseVenue(venue)),
      ),
      command('light', 'sun', words.light, () => setMode('light')),
      command('dark', 'moon', words.dark, () => setMode('dark')),
      command('system', 'screen', words.system, () => setMode('system')),
      command('browser', 'clock', words.browser, () => choose('browser')),
      command('utc', 'clock', words.utc, () => choose('utc')),
      command('keys', 'keyboard', words.keys, () => showMap(true)),
      command('help', 'help', words.help, () => show('help')),
      command('out', 'signOut', words.signOut, onSignOut),
    ]
  }, [setMode, choose, showMap, show, onSignOut, all, chosen, chooseVenue])
}
