import Box from '@mui/material/Box'
import type { SyncFace } from '@syncline/domain/sync'
import { countCap, type SyncCounts } from '@syncline/domain/view'
import { TextLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { firstPage, type SyncsSearch } from './search.ts'
import { capped } from './sentence.ts'

/** The states people come for; the others are in the status filter. */
export const tabFaces: readonly SyncFace[] = ['failed', 'unknown', 'waiting', 'synced']

export function tabCount(counts: SyncCounts | undefined, face: SyncFace | null): string | null {
  if (counts === undefined) return null
  return capped(face === null ? counts.total : counts.byFace[face], countCap)
}

/** True when this tab shows exactly what is on screen. */
export function isCurrent({ status }: SyncsSearch, face: SyncFace | null): boolean {
  return face === null ? status === undefined : status?.length === 1 && status[0] === face
}

export function tabSearch(search: SyncsSearch, face: SyncFace | null): SyncsSearch {
  return firstPage({ ...search, status: face === null ? undefined : [face] })
}

/** Views by status with their counts; links, so that they open in a new tab too. */
export function StatusTabs({ search, counts }: { search: SyncsSearch; counts: SyncCounts | undefined }) {
  return (
    <Box
      component="nav"
      aria-label={strings.syncs.tabs}
      sx={{ display: 'flex', gap: 5, borderBottom: 1, borderColor: 'line.border' }}
    >
      {[null, ...tabFaces].map((face) => {
        const current = isCurrent(search, face)
        const count = tabCount(counts, face)
        return (
          <TextLink
            key={face ?? 'all'}
            to="/syncs"
            search={tabSearch(search, face)}
            aria-current={current ? 'page' : undefined}
            sx={{
              pt: '8px',
              pb: '7px',
              mb: '-1px',
              typography: 'body1',
              textDecoration: 'none',
              whiteSpace: 'nowrap',
              color: current ? 'ink.strong' : 'ink.soft',
              fontWeight: current ? 600 : 400,
              borderBottom: '2px solid',
              borderColor: current ? 'accent.main' : 'transparent',
              '&:hover': { color: 'ink.strong', borderColor: current ? 'accent.main' : 'line.edge' },
            }}
          >
            {face === null ? strings.syncs.all : strings.syncs.faces[face]}
            {count !== null && (
              <Box component="span" sx={{ ml: 1, fontWeight: 400, color: 'ink.quiet' }}>
                {count}
              </Box>
            )}
          </TextLink>
        )
      })}
    </Box>
  )
}
