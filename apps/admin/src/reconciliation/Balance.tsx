import Box from '@mui/material/Box'
import type { Counts } from '@syncline/domain/reconciliation'
import * as strings from '../strings/index.ts'

const words = strings.reconciliation

/** How many records there are on either side, and what came of them. */
export function Balance({ counts }: { counts: Counts }) {
  const { compared, matched } = counts
  const kinds = (['amount_differs', 'fields_differ', 'missing_there', 'missing_here'] as const).map(
    (kind) => ({ label: words.found.kinds[kind], value: counts[kind], loud: counts[kind] > 0 }),
  )
  const cells = [
    { label: words.report.compared, value: compared, loud: false },
    { label: words.report.match, value: matched, loud: false },
    ...kinds,
  ]
  return (
    <Box
      component="dl"
      aria-label={words.report.counts}
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(3, 1fr)', lg: 'repeat(6, 1fr)' },
        border: 1,
        borderColor: 'line.border',
        borderRadius: '8px',
        overflow: 'hidden',
        m: 0,
      }}
    >
      {cells.map(({ label, value, loud }) => (
        <Box
          key={label}
          sx={{
            display: 'flex',
            flexDirection: 'column-reverse',
            p: '10px 16px',
            boxShadow: '0 0 0 .5px var(--syncline-palette-line-border)',
          }}
        >
          <Box component="dt" sx={{ typography: 'caption', color: 'ink.quiet' }}>
            {label}
          </Box>
          <Box
            component="dd"
            sx={{ m: 0, typography: 'h1', color: loud ? 'status.waiting.main' : 'ink.strong' }}
          >
            {value.toLocaleString(strings.locale)}
          </Box>
        </Box>
      ))}
    </Box>
  )
}
