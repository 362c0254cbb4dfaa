import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { TextLink } from '../parts/links.tsx'
import { forcedColours } from '../ui/drawn.ts'
import type { ListPath } from './paths.ts'

/** A view of a list: an address, with how many it shows. */
export interface ListTab {
  readonly key: string
  readonly label: string
  /** Where there is less room. */
  readonly shortLabel?: string
  readonly count: string | null
  /** This is what is on screen. */
  readonly current: boolean
  readonly search: object
  /** The address without this view; absent for the view of everything. */
  readonly off?: object
}

/** Views with their counts; links, so that they open in a new tab too. */
export function Tabs({
  to,
  label,
  tabs,
  children,
}: {
  to: ListPath
  label: string
  tabs: readonly ListTab[]
  children?: ReactNode
}) {
  return (
    <Box
      component="nav"
      aria-label={label}
      sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 5, borderBottom: 1, borderColor: 'line.border' }}
    >
      {tabs.map(({ key, label: name, count, current, search }) => (
        <TabLink key={key} to={to} search={search} current={current}>
          {name}
          {count !== null && (
            <Box component="span" sx={{ ml: 1, fontWeight: 400, color: 'ink.quiet' }}>
              {count}
            </Box>
          )}
        </TabLink>
      ))}
      {children}
    </Box>
  )
}

/** One view; what is on screen carries the accent line. */
export function TabLink({
  to,
  search,
  current,
  children,
  ...rest
}: {
  to: ListPath
  search: object
  current: boolean
  children: ReactNode
}) {
  return (
    <TextLink
      {...rest}
      to={to}
      search={search as never}
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
        [forcedColours]: { borderColor: current ? 'Highlight' : 'Canvas' },
      }}
    >
      {children}
    </TextLink>
  )
}
