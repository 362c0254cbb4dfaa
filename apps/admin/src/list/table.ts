import { forcedColours } from '../ui/drawn.ts'

/** The looks of a list's table: its head stays in sight, its lines are hairs. */
export const listTable = {
  width: '100%',
  borderCollapse: 'collapse',
  tableLayout: 'fixed',
  '& th': {
    typography: 'caption',
    fontWeight: 500,
    textAlign: 'left',
    color: 'ink.quiet',
    height: 34,
    px: 3,
    whiteSpace: 'nowrap',
    // Stays under the top bar; a border would scroll away with the rows, a shadow does not.
    position: 'sticky',
    top: 48,
    zIndex: 2,
    backgroundColor: 'fill.surface',
    boxShadow: 'inset 0 -1px var(--syncline-palette-line-border)',
  },
  '& td': { height: 40, px: 3, py: 0, borderBottom: 1, borderColor: 'line.grid', whiteSpace: 'nowrap' },
  '& th:first-of-type, & td:first-of-type': { pl: 6 },
  '& th:last-of-type, & td:last-of-type': { pr: 6 },
  '& td.soft': { color: 'ink.soft' },
  '& .end': { textAlign: 'right', color: 'ink.soft' },
  '& th.end': { color: 'ink.quiet' },
  // The box itself stands on the page's own edge; around it is room for a finger.
  '& th.tick, & td.tick': { pl: '18px', pr: 0 },
  '& .wide-only': { display: { xs: 'none', lg: 'table-cell' } },
  '& col.wide-only': { display: { xs: 'none', lg: 'table-column' } },
  '& tbody tr': { cursor: 'pointer' },
  '& tbody tr:hover td': { backgroundColor: 'fill.hover' },
  '& tbody tr:is(.active, .selected) td': { backgroundColor: 'fill.selected' },
  [forcedColours]: { '& tbody tr.active': { outline: '1px dashed', outlineOffset: '-3px' } },
  '& tbody tr:focus-visible': { outlineOffset: -2 },
} as const

/** What can be done with a row lies over its end. */
export const floating = {
  position: 'absolute',
  right: -8,
  top: -7,
  height: 34,
  display: 'flex',
  gap: 2,
  alignItems: 'center',
  pl: 4,
} as const
