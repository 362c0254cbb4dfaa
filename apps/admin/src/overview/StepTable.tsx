import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import * as strings from '../strings/index.ts'
import type { ChartSeries, ChartStep } from '../ui/charts/series.ts'

/** The numbers of a chart, the newest first; steps with nothing in them are left out. */
export function StepTable({
  label,
  series,
  steps,
  format,
  none,
  linkOf,
}: {
  label: string
  series: readonly ChartSeries[]
  steps: readonly ChartStep[]
  format: (value: number) => string
  /** What is said when no step has anything in it. */
  none: string
  linkOf: ((index: number, text: string) => ReactNode) | undefined
}) {
  const rows = steps
    .map((step, index) => ({ step, index, values: series.map(({ values }) => values[index] ?? null) }))
    .filter(({ values }) => values.some((value) => value !== null && value !== 0))
    .reverse()
  if (rows.length === 0) return <Box sx={{ py: 4, color: 'ink.soft' }}>{none}</Box>
  return (
    <Box role="region" aria-label={label} tabIndex={0} sx={{ maxHeight: 260, overflow: 'auto' }}>
      <Box
        component="table"
        sx={{
          width: '100%',
          borderCollapse: 'collapse',
          '& th, & td': { textAlign: 'right', px: 2, height: 28, borderBottom: 1, borderColor: 'line.grid' },
          '& th:first-of-type': { textAlign: 'left', pl: 0 },
          '& th': { fontWeight: 400, whiteSpace: 'nowrap' },
          '& thead th': {
            typography: 'caption',
            color: 'ink.quiet',
            position: 'sticky',
            top: 0,
            backgroundColor: 'fill.surface',
          },
        }}
      >
        <thead>
          <tr>
            <th scope="col">{strings.overview.chart.time}</th>
            {series.map(({ key, label: name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ step, index, values }) => (
            <tr key={index}>
              <th scope="row">{linkOf ? linkOf(index, step.title) : step.title}</th>
              {values.map((value, column) => (
                <td key={series[column]?.key}>{value === null ? '' : format(value)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </Box>
    </Box>
  )
}
