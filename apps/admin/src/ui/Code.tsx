import Box from '@mui/material/Box'

/** Text of a machine, line by line; wide lines scroll, also by keyboard. */
export function Code({ label, over, children }: { label: string; over?: string; children: string }) {
  return (
    <Box
      component="pre"
      tabIndex={0}
      role="region"
      aria-label={label}
      sx={{
        typography: 'mono',
        lineHeight: '1.125rem',
        whiteSpace: 'pre',
        overflow: 'auto',
        maxHeight: 360,
        color: 'ink.soft',
        borderRadius: '4px',
      }}
    >
      {over !== undefined && (
        <Box component="span" sx={{ display: 'block', color: 'ink.quiet' }}>
          {over}
        </Box>
      )}
      {children}
    </Box>
  )
}
