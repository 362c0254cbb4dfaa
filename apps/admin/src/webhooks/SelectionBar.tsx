import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import * as strings from '../strings/index.ts'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Icon } from '../ui/Icon.tsx'

const words = strings.webhooks

interface Props {
  /** How many are selected, and how many of them can't be replayed now. */
  readonly count: number
  readonly spared: number
  /** How many match the filters, where all of them may be selected; null where not. */
  readonly matching: number | null
  readonly all: boolean
  readonly refusal: string | null
  readonly onAll: () => void
  readonly onReplay: () => void
  readonly onClear: () => void
}

const inverse = {
  color: 'fill.surface',
  '&:hover': { backgroundColor: 'transparent', textDecoration: 'underline' },
} as const

/** What is selected and what can be done with it. */
export function SelectionBar({ count, spared, matching, all, refusal, onAll, onReplay, onClear }: Props) {
  return (
    <Box
      role="region"
      aria-label={words.bulk}
      sx={{
        position: 'sticky',
        top: 48,
        zIndex: 3,
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        gap: 3,
        minHeight: 44,
        px: 6,
        backgroundColor: 'ink.strong',
        color: 'fill.surface',
      }}
    >
      <Box component="span" role="status" sx={{ fontWeight: 600 }}>
        {all ? words.allSelected(count) : words.selected(count)}
      </Box>
      {!all && matching !== null && matching > count && (
        <Button variant="text" size="small" onClick={onAll} sx={inverse}>
          {words.selectAll(matching)}
        </Button>
      )}
      {spared > 0 && <Box component="span">{words.spare(spared)}</Box>}
      <Box sx={{ flex: 1 }} />
      <GuardedButton
        size="small"
        refusal={refusal}
        startIcon={<Icon name="retry" />}
        onClick={onReplay}
        sx={{
          backgroundColor: 'fill.surface',
          color: 'ink.strong',
          '&:hover': { backgroundColor: 'fill.hover' },
        }}
      >
        {words.replaySeveral(count - spared)}
      </GuardedButton>
      <Button variant="text" size="small" onClick={onClear} sx={inverse}>
        {words.clearSelection}
      </Button>
    </Box>
  )
}
