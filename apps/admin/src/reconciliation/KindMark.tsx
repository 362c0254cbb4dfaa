import Box from '@mui/material/Box'
import type { DiscrepancyKind } from '@syncline/domain/reconciliation'
import type { ReactNode } from 'react'
import * as strings from '../strings/index.ts'

const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.6, strokeLinejoin: 'round' } as const
const boxes = (full: 'left' | 'right'): ReactNode => (
  <>
    <rect x="1.5" y="4" width="6" height="8" {...line} {...side(full === 'left')} />
    <rect x="9" y="4" width="6" height="8" {...line} {...side(full === 'right')} />
  </>
)
const side = (full: boolean) => (full ? { fill: 'currentColor' } : { strokeDasharray: '1.6 1.4' })
const unequalMark = <path d="M3 6h10M3 10h10M11 2.500L5 13.500" {...line} strokeLinecap="round" />

/** Here is left, there is right; full is what there is. */
const marks: Record<DiscrepancyKind, ReactNode> = {
  missing_there: boxes('left'),
  missing_here: boxes('right'),
  amount_differs: unequalMark,
  fields_differ: unequalMark,
}
export const kindColours: Record<DiscrepancyKind, string> = {
  missing_there: 'status.failed.main',
  missing_here: 'accent.main',
  amount_differs: 'status.waiting.main',
  fields_differ: 'status.waiting.main',
}

export function KindShape({ kind }: { kind: DiscrepancyKind }) {
  return (
    <Box
      component="svg"
      viewBox="0 0 16 16"
      aria-hidden
      focusable={false}
      sx={{ width: 16, height: 16, flex: 'none', color: kindColours[kind] }}
    >
      {marks[kind]}
    </Box>
  )
}

/** Shape, colour and word of a difference. */
export function KindMark({ kind }: { kind: DiscrepancyKind }) {
  return (
    <Box
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: '6px',
        fontWeight: 600,
        color: kindColours[kind],
      }}
    >
      <KindShape kind={kind} />
      {strings.reconciliation.found.kinds[kind]}
    </Box>
  )
}
