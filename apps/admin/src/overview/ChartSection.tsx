import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import { type ReactNode, Suspense, useState } from 'react'
import * as strings from '../strings/index.ts'
import { type ChartSeries, type ChartStep, colourOf } from '../ui/charts/series.ts'
import { Section } from '../ui/Section.tsx'
import { Seen } from '../ui/Seen.tsx'
import { Segments } from '../ui/Segments.tsx'
import { StepTable } from './StepTable.tsx'

const words = strings.overview.chart

type View = 'chart' | 'table'

interface Props {
  readonly title: string
  readonly hint: string
  readonly label: string
  readonly series: readonly ChartSeries[]
  readonly steps: readonly ChartStep[]
  readonly height: number
  readonly format: (value: number) => string
  readonly mark: 'bar' | 'line'
  readonly children: ReactNode
  /** What is said where there is nothing to draw. */
  readonly none?: string
  /** Nothing but zeros is an answer too, and no lack of one. */
  readonly zeroIsDrawn?: boolean
  /** A link to what lies behind a step, for the table. */
  readonly linkOf?: (index: number, text: string) => ReactNode
}

/** A chart with its name, what its colours mean, and the same numbers as a table. */
export function ChartSection(props: Props) {
  const { title, hint, label, series, steps, height, format, mark, children, linkOf } = props
  const [view, setView] = useState<View>('chart')
  const { none = words.none, zeroIsDrawn = false } = props
  const empty = series.every(({ values }) =>
    values.every((value) => value === null || (value === 0 && !zeroIsDrawn)),
  )
  return (
    <Section
      title={title}
      end={
        <Segments
          label={words.view(title)}
          value={view}
          onChange={setView}
          options={[
            { value: 'chart', label: words.chart },
            { value: 'table', label: words.table },
          ]}
        />
      }
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', columnGap: 4, mb: 1 }}>
        <Typography variant="caption" sx={{ color: 'ink.quiet' }}>
          {hint}
        </Typography>
        <Legend series={series} mark={mark} />
      </Box>
      {view === 'table' ? (
        <StepTable label={label} series={series} steps={steps} format={format} none={none} linkOf={linkOf} />
      ) : empty ? (
        <Nothing height={height} text={none} />
      ) : (
        <Drawn height={height}>{children}</Drawn>
      )}
    </Section>
  )
}

/** Its code comes when it is to be seen. */
function Drawn({ height, children }: { height: number; children: ReactNode }) {
  const waiting = <Skeleton role="img" aria-label={words.drawing} aria-busy height={height} />
  return (
    <Seen fallback={waiting}>
      <Suspense fallback={waiting}>{children}</Suspense>
    </Seen>
  )
}

/** No data is hatched, not zero. */
function Nothing({ height, text }: { height: number; text: string }) {
  return (
    <Box
      sx={{
        height,
        display: 'grid',
        placeItems: 'center',
        borderRadius: '6px',
        backgroundImage:
          'repeating-linear-gradient(135deg, var(--syncline-palette-line-grid) 0 1px, transparent 1px 6px)',
      }}
    >
      <Typography sx={{ color: 'ink.soft', backgroundColor: 'fill.surface', px: 2 }}>{text}</Typography>
    </Box>
  )
}

function Legend({ series, mark }: Pick<Props, 'series' | 'mark'>) {
  if (series.length < 2) return null
  return (
    <Box component="ul" aria-hidden sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 3 }}>
      {series.map(({ key, label, colour, dash }) => (
        <Box
          component="li"
          key={key}
          sx={{ display: 'flex', alignItems: 'center', gap: '5px', typography: 'caption', color: 'ink.soft' }}
        >
          <svg width={mark === 'line' ? 18 : 10} height="10" role="presentation">
            {mark === 'bar' ? (
              <rect width="10" height="10" fill={colourOf(colour)} />
            ) : (
              <path d="M0 5h18" stroke={colourOf(colour)} strokeWidth="2" strokeDasharray={dash} />
            )}
          </svg>
          {label}
        </Box>
      ))}
    </Box>
  )
}
