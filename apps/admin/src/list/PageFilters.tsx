import Box from '@mui/material/Box'
import { useRef } from 'react'
import { useKeys } from '../shell/keys.tsx'
import { useWide } from '../ui/useWide.ts'
import { FilterBar } from './FilterBar.tsx'
import type { ListFilter } from './filter.ts'
import { PhoneFilters } from './PhoneFilters.tsx'
import { Printed } from './Printed.tsx'

/** The filters of a page that is no table: chips, on the phone a sheet, on paper a line; a key leads to the first. */
export function PageFilters({ filters, onClear }: { filters: readonly ListFilter[]; onClear: () => void }) {
  const wide = useWide()
  const first = useRef<HTMLButtonElement>(null)
  useKeys({ '/': () => first.current?.focus() })
  return (
    <div>
      {wide ? (
        <FilterBar filters={filters} firstRef={first} />
      ) : (
        // From edge to edge, as the row of a list is.
        <Box sx={{ mx: -4 }}>
          <PhoneFilters filters={filters} matching={null} onClear={onClear} isPart />
        </Box>
      )}
      <Printed filters={filters} />
    </div>
  )
}
