import Box from '@mui/material/Box'
import { ChartsReferenceLine } from '@mui/x-charts/ChartsReferenceLine'
import { LineChart } from '@mui/x-charts/LineChart'
import { type ChartProps, chartLooks, colourOf, namedSteps } from './series.ts'

interface Props extends ChartProps {
  readonly scale?: 'linear' | 'log'
  readonly min?: number
  readonly max?: number
  /** A line to stay above. */
  readonly target?: { readonly value: number; readonly label: string }
}

/** A line of the grid for each power of ten. */
const decades = [1, 10, 100, 1_000, 10_000, 100_000]

/** Lines over time, told apart by dashes; a gap is a time of which nothing is known. */
export default function Lines({
  label,
  series,
  steps,
  height,
  format,
  onOpen,
  scale,
  min,
  max,
  target,
}: Props) {
  const named = namedSteps(steps.length)
  const dashes = Object.fromEntries(
    series.flatMap(({ key, dash }) =>
      dash === undefined ? [] : [[`& .MuiLineChart-line[data-series="${key}"]`, { strokeDasharray: dash }]],
    ),
  )
  return (
    <Box
      role="group"
      aria-label={label}
      sx={{
        ...chartLooks,
        ...dashes,
        cursor: onOpen ? 'pointer' : undefined,
        '& .MuiLineChart-line': { strokeWidth: 1.8 },
      }}
    >
      <LineChart
        height={height}
        margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
        hideLegend
        skipAnimation
        grid={{ horizontal: true }}
        series={series.map(({ key, label: name, colour, values }) => ({
          id: key,
          label: name,
          data: [...values],
          color: colourOf(colour),
          curve: 'linear',
          // A single value between gaps would not be seen as a line.
          showMark: ({ index }: { index: number }) =>
            values[index] != null && values[index - 1] == null && values[index + 1] == null,
          valueFormatter: (value: number | null) => (value === null ? '' : format(value)),
        }))}
        xAxis={[
          {
            data: steps.map((_, index) => index),
            scaleType: 'point',
            valueFormatter: (index: number, { location }) =>
              (location === 'tick' ? steps[index]?.label : steps[index]?.title) ?? '',
            tickInterval: (_value: number, index: number) => named(index),
            tickLabelInterval: () => true,
            height: 24,
            disableTicks: true,
          },
        ]}
        yAxis={[
          {
            width: 56,
            scaleType: scale ?? 'linear',
            disableLine: true,
            disableTicks: true,
            tickNumber: 4,
            ...(scale === 'log' && { tickInterval: decades }),
            valueFormatter: format,
            ...(min !== undefined && { min }),
            ...(max !== undefined && { max }),
          },
        ]}
        {...(onOpen && {
          onAxisClick: (_event: unknown, data: { dataIndex: number } | null) => {
            if (data !== null) onOpen(data.dataIndex)
          },
        })}
      >
        {target && (
          <ChartsReferenceLine
            y={target.value}
            label={target.label}
            labelAlign="start"
            // Under its line: above it is the edge of the chart.
            spacing={{ x: 5, y: -13 }}
            lineStyle={{ stroke: colourOf('line.edge'), strokeDasharray: '4 3' }}
            labelStyle={{ fontSize: '0.6875rem', fill: colourOf('ink.soft') }}
          />
        )}
      </LineChart>
    </Box>
  )
}
