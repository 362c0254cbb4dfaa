import Box from '@mui/material/Box'
import Popover from '@mui/material/Popover'
import { type ReactNode, type RefObject, useState } from 'react'
import * as strings from '../strings/index.ts'
import { FilterChip } from '../ui/FilterChip.tsx'
import { useOpenMenu } from '../ui/openMenus.ts'
import type { ListFilter } from './filter.ts'

/** The filter chips of the wide page; each opens its choices. */
export function FilterBar({
  filters,
  firstRef,
  children,
}: {
  filters: readonly ListFilter[]
  firstRef: RefObject<HTMLButtonElement | null>
  /** What takes them off together, in line with them. */
  children?: ReactNode
}) {
  const [open, setOpen] = useState<{ key: string; anchor: HTMLElement } | null>(null)
  const shown = filters.find(({ key }) => key === open?.key)
  const close = () => setOpen(null)
  useOpenMenu(shown !== undefined)
  return (
    <Box
      role="group"
      aria-label={strings.list.filters.label}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, minWidth: 0, '@media print': { display: 'none' } }}
    >
      {filters.map(({ key, name, value, active, clear }, index) => (
        <FilterChip
          key={key}
          name={name}
          value={value}
          active={active}
          open={open?.key === key}
          clearLabel={strings.shell.clear(name)}
          {...(index === 0 && { buttonRef: firstRef })}
          onOpen={(event) => setOpen({ key, anchor: event.currentTarget })}
          onClear={clear}
        />
      ))}
      {children}
      <Popover
        open={shown !== undefined}
        anchorEl={open?.anchor ?? null}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': shown?.name } }}
      >
        {shown?.options({ autoFocus: true, done: close })}
      </Popover>
    </Box>
  )
}

/** All filters under one another, for the sheet of the phone. */
export function FilterList({ filters }: { filters: readonly ListFilter[] }) {
  return filters.map(({ key, name, options }) => (
    <Box key={key} component="section">
      <Box component="h3" sx={{ typography: 'h3', px: 3, pt: 3 }}>
        {name}
      </Box>
      {options({ autoFocus: false, done: () => {} })}
    </Box>
  ))
}
