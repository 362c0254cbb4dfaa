/** How the page of one thing is laid out: its story, and beside it, or below on a phone, its facts. */
export const columns = {
  display: 'grid',
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) 20rem' },
  gap: { xs: 6, lg: 8 },
} as const

/** The same where nothing around it has a margin yet. */
export const pageColumns = { ...columns, px: { xs: 4, md: 6 }, py: 5 } as const

/** The parts of one column, one below the other. */
export const stack = { display: 'grid', gap: 6, alignContent: 'start', minWidth: 0 } as const
