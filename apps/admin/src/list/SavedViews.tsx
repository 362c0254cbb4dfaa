import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { countCap, type ListName, type SavedView } from '@syncline/domain/view'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { Api } from '../api/api.ts'
import { useApi } from '../api/context.tsx'
import { ButtonLink } from '../parts/links.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { viewSearch } from '../syncs/search.ts'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useWide } from '../ui/useWide.ts'
import { capped } from './capped.ts'
import { chip, chosenChip } from './chip.ts'
import { type ListPath, listPaths } from './paths.ts'
import { TabLink } from './Tabs.tsx'

const ViewDialogs = lazy(() => import('./ViewDialogs.tsx'))
const words = strings.list.views

/** Views that people of this organization saved. */
export function viewsQuery(api: Api) {
  return queryOptions({ queryKey: ['views'], queryFn: () => api.client.view.list.query() })
}

interface Shown {
  readonly to: ListPath
  readonly views: readonly SavedView[]
  /** What is on screen, as the address of a view. */
  readonly address: string
  /** How many each shows, by its id, where that is known. */
  readonly counts?: ReadonlyMap<string, string>
  readonly onSave: () => void
  readonly onRemove: (view: SavedView) => void
}

/** Saved views after the tabs of a list; what is on screen can be saved while it is none of them. Chips on a phone. */
export function SavedViewTabs({ to, views, address, counts, onSave, onRemove }: Shown) {
  const { permissions, organization } = useSession()
  const may = permissions.includes('view.manage')
  const wide = useWide()
  const known = views.some((view) => view.address === address)
  return (
    <>
      {views.map((view) => {
        const current = view.address === address
        if (!wide)
          return (
            <ButtonLink
              key={view.viewId}
              to={to}
              search={viewSearch(current ? '' : view.address) as never}
              aria-current={current ? 'page' : undefined}
              sx={current ? chosenChip : chip}
            >
              {view.name}
              <b>{counts?.get(view.viewId)}</b>
            </ButtonLink>
          )
        return (
          <Box key={view.viewId} sx={{ display: 'flex', alignItems: 'center' }}>
            <Tooltip describeChild title={view.by.name === null ? '' : words.by(view.by.name)}>
              <TabLink to={to} current={current} search={viewSearch(view.address)}>
                {view.name}
                <Box component="span" sx={{ ml: 1, fontWeight: 400, color: 'ink.quiet' }}>
                  {counts?.get(view.viewId)}
                </Box>
              </TabLink>
            </Tooltip>
            {current && may && (
              <IconButton size="small" aria-label={words.remove(view.name)} onClick={() => onRemove(view)}>
                <Icon name="close" size={12} />
              </IconButton>
            )}
          </Box>
        )
      })}
      {address !== '' && !known && (
        <GuardedButton
          variant="text"
          size="small"
          refusal={may ? null : words.mayNot(organization.name)}
          onClick={onSave}
          sx={{ alignSelf: 'center' }}
        >
          {words.save}
        </GuardedButton>
      )}
    </>
  )
}

/** Counted apart from the list, and not each time the bell rings: there may be many views. */
const countEveryMs = 30_000

function useCounts(
  list: ListName,
  views: readonly SavedView[],
  count: ((api: Api, address: string) => Promise<number | null>) | undefined,
): ReadonlyMap<string, string> {
  const api = useApi()
  const addresses = views.map(({ address }) => address)
  const { data } = useQuery({
    queryKey: ['view-counts', list, addresses],
    queryFn: () => Promise.all(addresses.map(async (address) => (await count?.(api, address)) ?? null)),
    enabled: count !== undefined && views.length > 0,
    staleTime: countEveryMs,
    refetchInterval: countEveryMs,
  })
  return new Map(
    views.flatMap(({ viewId }, index) => {
      const value = data?.[index] ?? null
      return value === null ? [] : [[viewId, capped(value, countCap)] as const]
    }),
  )
}

/** The same with its data. */
export function SavedViews({
  list,
  address,
  count,
}: {
  list: ListName
  address: string
  /** How many rows an address shows; where it is not counted, nothing is said of it. */
  count?: (api: Api, address: string) => Promise<number | null>
}) {
  const api = useApi()
  const [asked, setAsked] = useState<'save' | SavedView | null>(null)
  const views = useQuery(viewsQuery(api))
  const own = (views.data ?? []).filter((view) => view.list === list)
  return (
    <>
      <SavedViewTabs
        to={listPaths[list]}
        views={own}
        counts={useCounts(list, own, count)}
        address={address}
        onSave={() => setAsked('save')}
        onRemove={setAsked}
      />
      {asked !== null && (
        <Suspense fallback={null}>
          <ViewDialogs
            list={list}
            address={address}
            leaving={asked === 'save' ? null : asked}
            onClose={() => setAsked(null)}
          />
        </Suspense>
      )}
    </>
  )
}
