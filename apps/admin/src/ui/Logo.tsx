import Box from '@mui/material/Box'

/** Three layers bent by one fold; the lowest, where every story starts, carries the accent. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <Box
      component="svg"
      viewBox="0 0 24 24"
      aria-hidden
      focusable={false}
      sx={{
        width: size,
        height: size,
        flex: 'none',
        display: 'block',
        fill: 'none',
        strokeWidth: 2.6,
        strokeLinejoin: 'round',
        stroke: 'currentColor',
      }}
    >
      <path d="M1 4.5h4.5l6.5 5 6.5-5H23" />
      <path d="M1 10.5h4.5l6.5 5 6.5-5H23" />
      <Box
        component="path"
        d="M1 16.5h4.5l6.5 5 6.5-5H23"
        sx={{ stroke: 'var(--syncline-palette-brand-fold)' }}
      />
    </Box>
  )
}
