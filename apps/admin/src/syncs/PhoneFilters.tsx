import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Drawer from '@mui/material/Drawer'
import type { ConnectionView, SyncCounts } from '@syncline/domain/view'
import { useState } from 'react'
import { ButtonLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { FilterList } from './Filters.tsx'
import { isCurrent, tabCount, tabFaces, tabSearch } from './StatusTabs.tsx'
import { countFilters, type SyncsSearch } from './search.ts'

const words = strings.syncs

interface Props {
  readonly search: SyncsSearch
  readonly counts: SyncCounts | undefined
  readonly connections: readonly ConnectionView[]
  readonly matching: string | null
  readonly onSearch: (next: SyncsSearch) => void
}

const chip = {
  borderColor: 'line.border',
  fontWeight: 400,
  color: 'ink.soft',
  '& b': { fontWeight: 500, color: 'ink.strong' },
}
const chosen = {
  ...chip,
  borderColor: 'transparent',
  backgroundColor: 'accent.wash',
  color: 'accent.strong',
  '& b': { color: 'inherit', fontWeight: 500 },
}

/** One row of chips that scrolls sideways, and the sheet with every filter. */
export function PhoneFilters({ search, counts, connections, matching, onSearch }: Props) {
  const [open, setOpen] = useState(false)
  const active = countFilters(search)
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 2,
        px: 4,
        py: 2,
        overflowX: 'auto',
        scrollbarWidth: 'none',
        borderBottom: 1,
        borderColor: 'line.border',
      }}
    >
      <Button
        aria-haspopup="dialog"
        aria-expanded={open}
        startIcon={<Icon name="filter" />}
        onClick={() => setOpen(true)}
        sx={active > 0 ? chosen : chip}
      >
        <b>{words.filters.active(active)}</b>
      </Button>
      {tabFaces.map((face) => {
        const current = isCurrent(search, face)
        return (
          <ButtonLink
            key={face}
            to="/syncs"
            search={tabSearch(search, current ? null : face)}
            aria-current={current ? 'page' : undefined}
            sx={current ? chosen : chip}
          >
            {face === 'unknown' ? words.shortUnknown : words.faces[face]}
            <b>{tabCount(counts, face)}</b>
          </ButtonLink>
        )
      })}
      <Drawer
        anchor="bottom"
        open={open}
        onClose={() => setOpen(false)}
        slotProps={{
          paper: {
            role: 'dialog',
            'aria-modal': true,
            'aria-label': words.filters.label,
            sx: { borderRadius: '12px 12px 0 0', maxHeight: '86dvh' },
          },
        }}
      >
        <Box sx={{ overflowY: 'auto' }}>
          <FilterList search={search} connections={connections} onSearch={onSearch} />
        </Box>
        <Box
          sx={{
            display: 'flex',
            gap: 2,
            p: 4,
            borderTop: 1,
            borderColor: 'line.border',
            justifyContent: 'flex-end',
          }}
        >
          <Button onClick={() => onSearch({})}>{words.filters.clearAll}</Button>
          <Button variant="contained" onClick={() => setOpen(false)}>
            {matching === null ? strings.shell.close : words.filters.show(matching)}
          </Button>
        </Box>
      </Drawer>
    </Box>
  )
}
