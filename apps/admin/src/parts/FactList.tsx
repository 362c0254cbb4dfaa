import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { Id } from './Id.tsx'

/** Names and values of one thing, under a line. @param long where names are of several words */
export function FactList({ long = false, children }: { long?: boolean; children: ReactNode }) {
  return (
    <Box
      component="dl"
      sx={{
        display: 'grid',
        gridTemplateColumns: `${long ? 9.5 : 6}rem minmax(0, 1fr)`,
        gap: '5px 12px',
        alignItems: 'center',
        pt: '10px',
        borderTop: 1,
        borderColor: 'line.border',
        '& dt': { color: 'ink.quiet' },
        '& dd': {
          minHeight: 24,
          display: 'flex',
          alignItems: 'center',
          minWidth: 0,
          overflowWrap: 'anywhere',
        },
      }}
    >
      {children}
    </Box>
  )
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

export const IdFact = ({ name, id }: { name: string; id: string }) => (
  <Fact name={name}>
    <Id id={id} name={name} />
  </Fact>
)
