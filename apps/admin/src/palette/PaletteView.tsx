import Box from '@mui/material/Box'
import Dialog from '@mui/material/Dialog'
import InputBase from '@mui/material/InputBase'
import Typography from '@mui/material/Typography'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import * as strings from '../strings/index.ts'
import { forcedColours } from '../ui/drawn.ts'
import { oneLine, visuallyHidden } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { KeyCap } from '../ui/KeyCap.tsx'
import type { Entry } from './entries.ts'

const words = strings.palette

export interface PaletteViewProps {
  readonly text: string
  readonly entries: readonly Entry[]
  /** Whether an id is being looked up; `failed` when that did not get through. */
  readonly lookup: 'idle' | 'busy' | 'failed'
  readonly onText: (text: string) => void
  readonly onClose: () => void
}

/** One field over everything that can be opened or done; the arrow keys move, Enter opens. */
export function PaletteView({ text, entries, lookup, onText, onClose }: PaletteViewProps) {
  const listId = useId()
  const [chosen, setChosen] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const at = Math.min(chosen, Math.max(0, entries.length - 1))
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })
  const run = (entry: Entry | undefined) => {
    if (!entry) return
    onClose()
    entry.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && entries.length > 0) {
      event.preventDefault()
      setChosen((at + step + entries.length) % entries.length)
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      run(entries[at])
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      slotProps={{
        paper: { 'aria-label': words.title, sx: paper },
        container: { sx: { alignItems: 'flex-start' } },
      }}
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 3,
          px: 4,
          borderBottom: 1,
          borderColor: 'line.border',
        }}
      >
        <Icon name="search" />
        <InputBase
          autoFocus
          fullWidth
          value={text}
          placeholder={words.field}
          onChange={(event) => {
            onText(event.target.value)
            setChosen(0)
          }}
          onKeyDown={onKeyDown}
          slotProps={{
            input: {
              role: 'combobox',
              'aria-label': words.field,
              'aria-expanded': true,
              'aria-controls': listId,
              'aria-autocomplete': 'list',
              'aria-activedescendant': entries.length === 0 ? undefined : `${listId}-${at}`,
              maxLength: 255,
              autoComplete: 'off',
              spellCheck: false,
            },
          }}
          sx={{
            minHeight: 48,
            fontSize: '0.9375rem',
            [forcedColours]: { '&.Mui-focused': { outline: '2px solid Highlight', outlineOffset: '-6px' } },
          }}
        />
        <KeyCap>Esc</KeyCap>
      </Box>
      <Box ref={list} sx={{ overflowY: 'auto', p: 2, minHeight: 120 }}>
        <Box id={listId} role="listbox" aria-label={words.results}>
          {entries.map((entry, index) => (
            <Line
              key={entry.key}
              id={`${listId}-${index}`}
              entry={entry}
              heading={entries[index - 1]?.group === entry.group ? null : entry.group}
              chosen={index === at}
              onPoint={() => setChosen(index)}
              onRun={() => run(entry)}
            />
          ))}
        </Box>
        {entries.length === 0 && <Nothing text={text} lookup={lookup} />}
      </Box>
      <Foot count={entries.length} lookup={lookup} />
    </Dialog>
  )
}

const paper = {
  mt: { xs: 2, md: '10dvh' },
  mx: { xs: 2, md: 4 },
  width: '100%',
  maxWidth: 640,
  maxHeight: { xs: 'calc(100dvh - 16px)', md: '70dvh' },
} as const

function Line({
  id,
  entry,
  heading,
  chosen,
  onPoint,
  onRun,
}: {
  id: string
  entry: Entry
  heading: string | null
  chosen: boolean
  onPoint: () => void
  onRun: () => void
}) {
  return (
    <>
      {heading !== null && (
        <Typography
          variant="caption"
          component="div"
          role="presentation"
          sx={{ px: 2, pt: 2, pb: 1, color: 'ink.quiet' }}
        >
          {heading}
        </Typography>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys stay in the field, which names the chosen one */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus */}
      <Box
        id={id}
        role="option"
        aria-selected={chosen}
        onMouseMove={onPoint}
        onClick={onRun}
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 3,
          px: 2,
          minHeight: { xs: 44, md: 36 },
          borderRadius: '6px',
          cursor: 'pointer',
          backgroundColor: chosen ? 'accent.wash' : undefined,
          color: chosen ? 'accent.strong' : 'ink.strong',
          [forcedColours]: chosen ? { outline: '2px solid' } : {},
        }}
      >
        <Icon name={entry.icon} />
        <Box component="span" sx={{ fontWeight: 500, ...oneLine }}>
          {entry.label}
        </Box>
        {entry.detail !== undefined && (
          <Typography
            variant="caption"
            component="span"
            sx={{ ml: 'auto', color: chosen ? 'inherit' : 'ink.quiet', flex: '0 1 auto', ...oneLine }}
          >
            {entry.detail}
          </Typography>
        )}
      </Box>
    </>
  )
}

function Nothing({ text, lookup }: { text: string; lookup: PaletteViewProps['lookup'] }) {
  if (lookup === 'busy') return <Box sx={{ p: 2, color: 'ink.quiet' }}>{words.searching}</Box>
  if (lookup === 'failed') return <Box sx={{ p: 2, color: 'status.failed.main' }}>{words.failed}</Box>
  return (
    <Box sx={{ p: 2, overflowWrap: 'anywhere' }}>
      <Typography sx={{ fontWeight: 500 }}>{words.none(text)}</Typography>
      <Typography sx={{ color: 'ink.soft' }}>{words.noneText}</Typography>
    </Box>
  )
}

function Foot({ count, lookup }: { count: number; lookup: PaletteViewProps['lookup'] }) {
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 3,
        alignItems: 'center',
        px: 4,
        py: 2,
        borderTop: 1,
        borderColor: 'line.border',
        typography: 'caption',
        color: 'ink.quiet',
      }}
    >
      <Box role="status" sx={{ flex: 1 }}>
        {lookup === 'busy' ? words.searching : lookup === 'failed' ? null : words.count(count)}
      </Box>
      <Box
        component="span"
        aria-hidden
        sx={{ display: { xs: 'none', md: 'flex' }, gap: 1, alignItems: 'center' }}
      >
        <KeyCap>↑</KeyCap>
        <KeyCap>↓</KeyCap> {words.move} <KeyCap>Enter</KeyCap> {words.choose}
      </Box>
      <Box component="span" sx={visuallyHidden}>
        {words.close}: Esc
      </Box>
    </Box>
  )
}
