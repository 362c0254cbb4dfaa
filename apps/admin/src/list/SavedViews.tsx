import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { countCap, type ListName, type SavedView } from '@syncline/domain/view'
import { queryOptions, useMutation, useQueries, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { Api } from '../api/api.ts'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { ButtonLink } from '../parts/links.tsx'
import { useSession } from '../session/session.tsx'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'
import { parseSearch } from '../syncs/search.ts'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useWide } from '../ui/useWide.ts'
import { capped } from './capped.ts'
import { chip, chosenChip } from './chip.ts'
import { type ListPath, listPaths } from './paths.ts'
import { TabLink } from './Tabs.tsx'

const SaveViewDialog = lazy(async () => ({ default: (await import('./SaveViewDialog.tsx')).SaveViewDialog }))
const RemoveViewDialog = lazy(async () => ({
  default: (await import('./RemoveViewDialog.tsx')).RemoveViewDialog,
}))
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
              search={(current ? {} : parseSearch(view.address)) as never}
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
              <TabLink to={to} current={current} search={parseSearch(view.address)}>
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
  views: readonly SavedView[],
  count: ((api: Api, address: string) => Promise<number | null>) | undefined,
): ReadonlyMap<string, string> {
  const api = useApi()
  return useQueries({
    queries: views.map(({ list, address }) => ({
      queryKey: ['view-count', list, address],
      queryFn: () => count?.(api, address) ?? null,
      enabled: count !== undefined,
      staleTime: countEveryMs,
      refetchInterval: countEveryMs,
    })),
    combine: (counted) =>
      new Map(
        views.flatMap(({ viewId }, index) => {
          const value = counted[index]?.data ?? null
          return value === null ? [] : [[viewId, capped(value, countCap)] as const]
        }),
      ),
  })
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
  const toast = useToast()
  const [naming, setNaming] = useState(false)
  const [leaving, setLeaving] = useState<SavedView | null>(null)
  const views = useQuery(viewsQuery(api))
  const own = (views.data ?? []).filter((view) => view.list === list)
  const counts = useCounts(own, count)
  const readAgain = () => api.queries.invalidateQueries({ queryKey: ['views'] })
  const save = useMutation({
    mutationFn: (name: string) => api.client.view.save.mutate({ list, name, address }),
    onSuccess: async (_, name) => {
      await readAgain()
      setNaming(false)
      toast(words.saved(name))
    },
  })
  const remove = useMutation({
    mutationFn: ({ viewId }: SavedView) => api.client.view.remove.mutate({ viewId }),
    onSuccess: (_, { name }) => toast(words.removed(name)),
    onError: (error) => toast(toProblem(error).sentence),
    onSettled: async () => {
      await readAgain()
      setLeaving(null)
    },
  })
  return (
    <>
      <SavedViewTabs
        to={listPaths[list]}
        views={own}
        counts={counts}
        address={address}
        onSave={() => {
          save.reset()
          setNaming(true)
        }}
        onRemove={setLeaving}
      />
      {leaving && (
        <Suspense fallback={null}>
          <RemoveViewDialog
            name={leaving.name}
            busy={remove.isPending}
            onSubmit={() => remove.mutate(leaving)}
            onClose={() => setLeaving(null)}
          />
        </Suspense>
      )}
      {naming && (
        <Suspense fallback={null}>
          <SaveViewDialog
            list={list}
            busy={save.isPending}
            problem={save.error === null ? null : toProblem(save.error)}
            onSubmit={(name) => save.mutate(name)}
            onClose={() => setNaming(false)}
          />
        </Suspense>
      )}
    </>
  )
}
