/** One row of numbers of a chart. */
export interface ChartSeries {
  readonly key: string
  readonly label: string
  /** A colour of the palette, as `brand.band`. */
  readonly colour: string
  /** One for each step; null where nothing is known. */
  readonly values: readonly (number | null)[]
  /** Lines differ by their dashes too, not by colour alone. */
  readonly dash?: string
}

/** A step of the chart. */
export interface ChartStep {
  /** On the axis. */
  readonly label: string
  /** In the tooltip and in the table. */
  readonly title: string
}

export interface ChartProps {
  readonly label: string
  readonly series: readonly ChartSeries[]
  readonly steps: readonly ChartStep[]
  readonly height: number
  readonly format: (value: number) => string
  /** Opens what lies behind a step. */
  readonly onOpen?: (index: number) => void
}

/** Colours are variables, so that the scheme changes them without drawing anew. */
export const colourOf = (path: string) => `var(--syncline-palette-${path.replaceAll('.', '-')})`

/** About this many names fit under the axis; the rest are ticks without one. */
const axisNames = 6
export const namedSteps = (count: number) => {
  const every = Math.max(1, Math.ceil(count / axisNames))
  // The last one has room for its name, or none.
  return (index: number) => index % every === 0 && index + every / 2 <= count
}

/** The looks that both kinds share. */
export const chartLooks = {
  fontFamily: 'inherit',
  // What takes the keys of a chart is not seen itself.
  '&:has(:focus-visible)': { outline: '2px solid var(--syncline-palette-accent-main)', outlineOffset: 2 },
  '& .MuiChartsGrid-line': { stroke: 'var(--syncline-palette-line-grid)', strokeDasharray: 'none' },
  '& .MuiChartsAxis-root .MuiChartsAxis-line': { stroke: 'var(--syncline-palette-line-border)' },
  '& .MuiChartsAxis-tickLabel': {
    fill: 'var(--syncline-palette-ink-quiet)',
    fontSize: '0.6875rem !important',
  },
  '& .MuiChartsAxisHighlight-root': { fill: 'var(--syncline-palette-ink-strong)', fillOpacity: 0.07 },
} as const
