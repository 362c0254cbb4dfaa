import Box from '@mui/material/Box'
import ButtonBase from '@mui/material/ButtonBase'
import type { MouseEvent, RefObject } from 'react'
import { oneLine } from './hidden.ts'
import { Icon } from './Icon.tsx'

interface Props {
  readonly name: string
  /** What is chosen, or the word for "any". */
  readonly value: string
  readonly active: boolean
  readonly open: boolean
  readonly clearLabel: string
  readonly buttonRef?: RefObject<HTMLButtonElement | null>
  readonly onOpen: (event: MouseEvent<HTMLElement>) => void
  readonly onClear: () => void
}

/** One filter: its name, what is chosen, and a cross that takes it off. */
export function FilterChip({ name, value, active, open, clearLabel, buttonRef, onOpen, onClear }: Props) {
  return (
    <Box
      sx={{
        display: 'inline-flex',
        minHeight: 32,
        maxWidth: '100%',
        border: 1,
        borderRadius: '6px',
        borderColor: active ? 'transparent' : 'line.border',
        backgroundColor: active ? 'accent.wash' : 'fill.surface',
        color: active ? 'accent.strong' : 'ink.soft',
        '&:hover': { borderColor: active ? 'accent.main' : 'line.edge' },
      }}
    >
      <ButtonBase
        ref={buttonRef}
        onClick={onOpen}
        aria-haspopup="dialog"
        aria-expanded={open}
        sx={{ typography: 'body1', gap: '6px', px: '10px', borderRadius: '5px', minWidth: 0 }}
      >
        <span>{name}</span>
        <Box component="b" sx={{ fontWeight: 500, color: active ? 'inherit' : 'ink.strong', ...oneLine }}>
          {value}
        </Box>
        {!active && <Icon name="chevronDown" />}
      </ButtonBase>
      {active && (
        <ButtonBase aria-label={clearLabel} onClick={onClear} sx={{ px: '7px', ml: -1, borderRadius: '5px' }}>
          <Icon name="close" />
        </ButtonBase>
      )}
    </Box>
  )
}
