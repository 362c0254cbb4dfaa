import Box from '@mui/material/Box'
import ButtonBase from '@mui/material/ButtonBase'
import IconButton from '@mui/material/IconButton'
import { type BulkAction, maxBulkIds } from '@syncline/domain/bulk'
import { countCap, type SyncRow } from '@syncline/domain/view'
import { capped } from '../list/capped.ts'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { actable, type Selection } from './selection.ts'

const words = strings.syncs.selection

const bar = {
  display: 'flex',
  flexWrap: 'wrap',
  gap: 2,
  alignItems: 'center',
  px: 4,
  py: '6px',
  borderRadius: { md: '8px' },
  color: 'fill.surface',
  backgroundColor: 'ink.strong',
} as const

const within = {
  color: 'fill.surface',
  borderColor: 'fill.surface',
  backgroundColor: 'transparent',
  '&:hover': { backgroundColor: 'transparent', textDecoration: 'underline' },
  '&[aria-disabled="true"]': { color: 'fill.surface', backgroundColor: 'transparent', opacity: 0.7 },
  '&:focus-visible, &.Mui-focusVisible': { outlineColor: 'var(--syncline-palette-fill-surface)' },
} as const

export interface SelectionBarProps {
  readonly selection: Selection
  /** The rows on screen, as they are now. */
  readonly rows: readonly SyncRow[]
  /** How many match the filters; null while there are none set, or it is not known. */
  readonly matching: number | null
  readonly onAll: () => void
  readonly onClear: () => void
  readonly onAsk: (action: BulkAction) => void
}

/** What is selected, and what can be done with it; each button carries the count it can act on. */
export function SelectionBar({ selection, rows, matching, onAll, onClear, onAsk }: SelectionBarProps) {
  const session = useSession()
  const shown = new Map(rows.map((row) => [row.syncId, row]))
  const can = { retry: actable(selection, 'retry', shown), skip: actable(selection, 'skip', shown) }
  const size = selection.kind === 'rows' ? selection.rows.size : selection.matching
  const count = (action: BulkAction) => capped(can[action] ?? size, countCap)
  const refusal = (action: BulkAction): string | null => {
    if (!session.permissions.includes(`sync.${action}`))
      return strings.syncs.mayNot[action](session.organization.name)
    return can[action] === 0 ? words.none[action] : null
  }
  return (
    <Box role="region" aria-label={words.bar} sx={bar}>
      <Box component="span" role="status" sx={{ fontWeight: 600 }}>
        {selection.kind === 'rows' ? words.count(size) : words.all(capped(size, countCap))}
      </Box>
      {selection.kind === 'rows' && matching !== null && matching > size && (
        <>
          {words.or}
          <ButtonBase
            onClick={onAll}
            sx={{ ...within, typography: 'body1', textDecoration: 'underline', minHeight: 24 }}
          >
            {words.selectAll(capped(matching, countCap))}
          </ButtonBase>
        </>
      )}
      <Box sx={{ flex: 1 }} />
      {can.retry !== null && can.skip !== null && (
        <Box component="span" sx={{ typography: 'caption', display: { xs: 'none', md: 'inline' } }}>
          {size >= maxBulkIds ? words.full(maxBulkIds) : words.can(can.retry, can.skip)}
        </Box>
      )}
      {(['retry', 'skip'] as const).map((action) => (
        <GuardedButton
          key={action}
          size="small"
          startIcon={<Icon name={action} />}
          sx={within}
          refusal={refusal(action)}
          onClick={() => onAsk(action)}
        >
          {words[action](count(action))}
        </GuardedButton>
      ))}
      <IconButton size="small" aria-label={words.clear} onClick={onClear} sx={within}>
        <Icon name="close" />
      </IconButton>
    </Box>
  )
}
