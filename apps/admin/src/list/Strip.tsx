import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

/** The line between the filters and the rows of the phone. */
export function Strip({ children }: { children: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'space-between',
        flexWrap: 'wrap',
        columnGap: 2,
        minHeight: 44,
        pl: 4,
        pr: 2,
        whiteSpace: 'nowrap',
        '&:empty': { display: 'none' },
        backgroundColor: 'fill.canvas',
        borderBottom: 1,
        borderColor: 'line.border',
        // Its live region stays where it is heard, also when there is nothing to be seen.
        '&:not(:has(> :not(:empty)))': { minHeight: 0, borderBottom: 0 },
      }}
    >
      {children}
    </Box>
  )
}
