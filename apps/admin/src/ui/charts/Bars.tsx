import Box from '@mui/material/Box'
import { BarChart } from '@mui/x-charts/BarChart'
import { type ChartProps, chartLooks, colourOf, namedSteps } from './series.ts'

/** Stacked bars over time, what is good at the bottom. */
export default function Bars({ label, series, steps, height, format, onOpen }: ChartProps) {
  const named = namedSteps(steps.length)
  return (
    <Box role="group" aria-label={label} sx={{ ...chartLooks, cursor: onOpen ? 'pointer' : undefined }}>
      <BarChart
        height={height}
        margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
        hideLegend
        skipAnimation
        grid={{ horizontal: true }}
        series={series.map(({ key, label: name, colour, values }) => ({
          id: key,
          label: name,
          data: [...values],
          stack: 'all',
          color: colourOf(colour),
          valueFormatter: (value: number | null) => (value === null ? '' : format(value)),
        }))}
        xAxis={[
          {
            data: steps.map((_, index) => index),
            scaleType: 'band',
            categoryGapRatio: steps.length > 100 ? 0.1 : 0.2,
            valueFormatter: (index: number, { location }) =>
              (location === 'tick' ? steps[index]?.label : steps[index]?.title) ?? '',
            tickInterval: (_value: number, index: number) => named(index),
            tickLabelInterval: () => true,
            height: 24,
            disableTicks: true,
          },
        ]}
        yAxis={[
          { width: 44, disableLine: true, disableTicks: true, min: 0, tickNumber: 4, valueFormatter: format },
        ]}
        {...(onOpen && {
          onAxisClick: (_event: unknown, data: { dataIndex: number } | null) => {
            if (data !== null) onOpen(data.dataIndex)
          },
        })}
      />
    </Box>
  )
}
