/** A row of the phone. */
export const card = {
  display: 'grid',
  flex: 1,
  minWidth: 0,
  gap: '2px',
  px: 4,
  py: '10px',
  borderBottom: 1,
  borderColor: 'line.grid',
  color: 'inherit',
  textDecoration: 'none',
  '&:focus-visible': { outlineOffset: -2 },
} as const

/** A line of it, with something at its end. */
export const cardLine = {
  display: 'flex',
  gap: 2,
  alignItems: 'center',
  justifyContent: 'space-between',
  minWidth: 0,
} as const
