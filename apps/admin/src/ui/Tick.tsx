import Box from '@mui/material/Box'
import { useEffect, useRef } from 'react'

/** The browser's own checkbox in the accent colour, with room for a finger around it. */
export function Tick({
  label,
  checked,
  mixed = false,
  tabIndex,
  onChange,
}: {
  label: string
  checked: boolean
  /** Some, not all, of what it stands for. */
  mixed?: boolean
  tabIndex?: number
  onChange: (on: boolean, shift: boolean) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (input.current) input.current.indeterminate = mixed
  }, [mixed])
  return (
    <Box
      component="label"
      onClick={(event) => event.stopPropagation()}
      sx={{
        display: 'inline-grid',
        flex: 'none',
        placeItems: 'center',
        width: { xs: 44, md: 28 },
        height: { xs: 44, md: 28 },
        cursor: 'pointer',
        '& input': { width: 16, height: 16, m: 0, accentColor: 'var(--syncline-palette-accent-main)' },
      }}
    >
      <input
        ref={input}
        type="checkbox"
        aria-label={label}
        checked={checked}
        tabIndex={tabIndex}
        onChange={(event) => {
          const { nativeEvent } = event
          onChange(event.target.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
        }}
      />
    </Box>
  )
}
