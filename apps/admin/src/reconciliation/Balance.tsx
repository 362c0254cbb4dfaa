import Box from '@mui/material/Box'
import type { Counts, DiscrepancyKind } from '@syncline/domain/reconciliation'
import type { ReactNode } from 'react'
import * as strings from '../strings/index.ts'
import { drawn } from '../ui/drawn.ts'
import { StatusShape } from '../ui/StatusShape.tsx'
import { KindShape, kindColours } from './KindMark.tsx'

const words = strings.reconciliation
const kinds: readonly DiscrepancyKind[] = ['amount_differs', 'fields_differ', 'missing_there', 'missing_here']

interface Cell {
  readonly label: string
  readonly value: number
  readonly mark?: ReactNode
  /** Of its part of the bar. */
  readonly colour?: string
  readonly loud?: boolean
}

/** How many records there are on either side, and what came of them: the bar is all of them. */
export function Balance({ counts }: { counts: Counts }) {
  const cells: readonly Cell[] = [
    { label: words.report.compared, value: counts.compared },
    {
      label: words.report.match,
      value: counts.matched,
      mark: <StatusShape kind="synced" size={14} />,
      colour: 'brand.band',
    },
    ...kinds.map((kind) => ({
      label: words.found.kinds[kind],
      value: counts[kind],
      mark: <KindShape kind={kind} />,
      colour: kindColours[kind],
      loud: counts[kind] > 0,
    })),
  ]
  return (
    <Box sx={{ border: 1, borderColor: 'line.border', borderRadius: '8px', overflow: 'hidden' }}>
      <Box
        component="dl"
        aria-label={words.report.counts}
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(3, 1fr)', lg: 'repeat(6, 1fr)' },
          // One line between cells, whatever their number in a row.
          gap: '1px',
          backgroundColor: 'line.border',
          m: 0,
        }}
      >
        {cells.map((cell, index) => (
          <Figure key={cell.label} cell={cell} sunken={index === 0} />
        ))}
      </Box>
      <Box
        aria-hidden
        sx={{ ...drawn, display: 'flex', height: 8, gap: '2px', backgroundColor: 'fill.sunken' }}
      >
        {cells.map(
          ({ label, value, colour }) =>
            colour !== undefined &&
            value > 0 && (
              // Whatever is there is seen, be it one in a million.
              <Box key={label} sx={{ flex: `${value} 0 8px`, backgroundColor: colour }} />
            ),
        )}
      </Box>
    </Box>
  )
}

function Figure({ cell: { label, value, mark, loud }, sunken }: { cell: Cell; sunken: boolean }) {
  return (
    <Box
      sx={{
        display: 'flex',
        flexDirection: 'column-reverse',
        justifyContent: 'flex-end',
        px: 4,
        py: 3,
        backgroundColor: sunken ? 'fill.canvas' : 'fill.surface',
      }}
    >
      <Box
        component="dt"
        sx={{ display: 'flex', gap: '6px', alignItems: 'center', typography: 'caption', color: 'ink.soft' }}
      >
        {mark}
        {label}
      </Box>
      <Box
        component="dd"
        sx={{
          m: 0,
          fontSize: '1.5rem',
          lineHeight: '1.875rem',
          fontWeight: 500,
          color: loud ? 'status.waiting.main' : 'ink.strong',
        }}
      >
        {value.toLocaleString(strings.locale)}
      </Box>
    </Box>
  )
}
