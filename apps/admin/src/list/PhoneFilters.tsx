import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Drawer from '@mui/material/Drawer'
import { type ReactNode, useState } from 'react'
import { ButtonLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { useOpenMenu } from '../ui/openMenus.ts'
import { chip, chosenChip } from './chip.ts'
import { FilterList } from './FilterBar.tsx'
import type { ListFilter } from './filter.ts'
import type { ListPath } from './paths.ts'
import type { ListTab } from './Tabs.tsx'

const words = strings.list.filters

interface Props {
  readonly filters: readonly ListFilter[]
  /** Those that can be put on and taken off by a chip, and the list they are of. */
  readonly tabs?: { readonly to: ListPath; readonly all: readonly ListTab[] }
  readonly matching: string | null
  readonly onClear: () => void
  /** Among other parts of a page, without the line that a list begins under. */
  readonly isPart?: boolean
  /** What else belongs into the row. */
  readonly children?: ReactNode
}

/** One row of chips that scrolls sideways, and the sheet with every filter. */
export function PhoneFilters({ filters, tabs, matching, onClear, isPart = false, children }: Props) {
  const [open, setOpen] = useState(false)
  useOpenMenu(open)
  const active = filters.filter((filter) => filter.active).length
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 2,
        px: 4,
        overflowX: 'auto',
        scrollbarWidth: 'none',
        ...(!isPart && { py: 2, borderBottom: 1, borderColor: 'line.border' }),
        '@media print': { display: 'none' },
      }}
    >
      <Button
        aria-haspopup="dialog"
        aria-expanded={open}
        startIcon={<Icon name="filter" />}
        onClick={() => setOpen(true)}
        sx={active > 0 ? chosenChip : chip}
      >
        <b>{words.active(active)}</b>
      </Button>
      {tabs?.all.map(
        ({ key, label, shortLabel, count, current, search, off }) =>
          off !== undefined && (
            <ButtonLink
              key={key}
              to={tabs.to}
              search={(current ? off : search) as never}
              aria-current={current ? 'page' : undefined}
              sx={current ? chosenChip : chip}
            >
              {shortLabel ?? label}
              <b>{count}</b>
            </ButtonLink>
          ),
      )}
      {children}
      <Drawer
        anchor="bottom"
        open={open}
        onClose={() => setOpen(false)}
        slotProps={{
          paper: {
            role: 'dialog',
            'aria-modal': true,
            'aria-label': words.label,
            sx: { borderRadius: '12px 12px 0 0', maxHeight: '86dvh' },
          },
        }}
      >
        <Box sx={{ overflowY: 'auto' }}>
          <FilterList filters={filters} />
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
          <Button onClick={onClear}>{words.clearAll}</Button>
          <Button variant="contained" onClick={() => setOpen(false)}>
            {matching === null ? strings.shell.close : words.show(matching)}
          </Button>
        </Box>
      </Drawer>
    </Box>
  )
}
