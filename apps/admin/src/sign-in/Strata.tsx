import Box from '@mui/material/Box'

const layers = 11
const spacing = 64
const width = 1_200

/** One layer of the fold: flat, down into the valley, up again, flat. */
function layer(index: number): string {
  const top = 40 + index * spacing
  const depth = 150
  return `M-20 ${top}H${width * 0.2}L${width * 0.5} ${top + depth}L${width * 0.8} ${top}H${width + 20}`
}

/** The fold of the logo as a landscape: one layer per age, the deepest in accent. */
export function Strata() {
  return (
    <Box
      component="svg"
      viewBox={`0 0 ${width} 900`}
      preserveAspectRatio="xMidYMin slice"
      focusable={false}
      sx={{
        position: 'absolute',
        inset: 0,
        width: '100%',
        height: '100%',
        fill: 'none',
        strokeLinejoin: 'round',
        strokeWidth: 13,
        stroke: 'var(--syncline-palette-line-grid)',
        maskImage: 'linear-gradient(to bottom, #000 45%, transparent 82%)',
        '& .band': { stroke: 'var(--syncline-palette-brand-band)' },
        '& .fold': { stroke: 'var(--syncline-palette-brand-fold)' },
      }}
    >
      {Array.from({ length: layers }, (_, index) => (
        <path
          key={index}
          d={layer(index - 3)}
          className={index === 7 ? 'fold' : index === 4 ? 'band' : undefined}
        />
      ))}
    </Box>
  )
}
