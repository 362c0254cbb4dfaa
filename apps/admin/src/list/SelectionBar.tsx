import Box from '@mui/material/Box'
import ButtonBase from '@mui/material/ButtonBase'
import IconButton from '@mui/material/IconButton'
import { type BulkAction, maxBulkIds } from '@syncline/domain/bulk'
import { countCap } from '@syncline/domain/view'
import { useKeys } from '../shell/keys.tsx'
import * as strings from '../strings/index.ts'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { capped } from './capped.ts'
import { isSelected, type Selection } from './selection.ts'

const words = strings.list.selection

const bar = {
  display: 'flex',
  flexWrap: { xs: 'wrap', md: 'nowrap' },
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

/** The same keys as for one row. */
const keyOf = { retry: 'r', replay: 'r', skip: 's' } as const satisfies Record<BulkAction, string>

/** The likeliest one stands out. */
const primary = {
  ...within,
  color: 'ink.strong',
  backgroundColor: 'fill.surface',
  '&:hover': { backgroundColor: 'fill.hover' },
} as const

/** What can be done with many rows of a list. */
export interface BulkChoice<Row> {
  readonly action: BulkAction
  /** Why this person may not at all, in words; null when they may. */
  readonly mayNot: string | null
  readonly can: (row: Row) => boolean
}

export interface SelectionBarProps<Row> {
  readonly selection: Selection
  readonly choices: readonly BulkChoice<Row>[]
  readonly idOf: (row: Row) => string
  /** The rows on screen, as they are now. */
  readonly rows: readonly Row[]
  /** How many match the filters; null while it is not known. */
  readonly matching: number | null
  /** Whether all that match may be selected: not without a filter. */
  readonly filtered: boolean
  readonly onAll: () => void
  readonly onClear: () => void
  /** `count`: how many it can act on, as far as the screen knows. */
  readonly onAsk: (action: BulkAction, count: number) => void
}

/** What is selected, and what can be done with it; each button carries the count it can act on. */
export function SelectionBar<Row>(props: SelectionBarProps<Row>) {
  const { selection, choices, idOf, rows, filtered, onAll, onClear, onAsk } = props
  const matching = props.matching ?? 0
  const size = selection.kind === 'rows' ? selection.ids.size : matching
  // Rows of other pages are not on screen: they count until the command looks at them.
  const shown = selection.kind === 'rows' ? rows.filter((row) => isSelected(selection, idOf(row))) : []
  const able = ({ can }: BulkChoice<Row>) => size - shown.filter((row) => !can(row)).length
  useKeys(
    Object.fromEntries(
      choices
        .filter((choice) => choice.mayNot === null && able(choice) > 0)
        .map((choice) => [keyOf[choice.action], () => onAsk(choice.action, able(choice))]),
    ),
  )
  return (
    <Box role="region" aria-label={words.bar} sx={bar}>
      <Box component="span" role="status" sx={{ fontWeight: 600 }}>
        {selection.kind === 'rows' ? words.count(size) : words.all(capped(size, countCap))}
      </Box>
      {selection.kind === 'rows' && filtered && matching > size && (
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
      {/* On a phone what can be done stands in a line of its own. */}
      <Box sx={{ flex: { xs: '1 0 100%', md: 1 } }} />
      {selection.kind === 'rows' && (
        <Box component="span" sx={{ typography: 'caption', display: { xs: 'none', md: 'inline' } }}>
          {size >= maxBulkIds
            ? words.full(maxBulkIds)
            : choices.map((choice) => words.can[choice.action](able(choice))).join(', ')}
        </Box>
      )}
      {choices.map((choice, index) => (
        <GuardedButton
          key={choice.action}
          size="small"
          startIcon={<Icon name={choice.action === 'skip' ? 'skip' : 'retry'} />}
          sx={index === 0 && choice.mayNot === null && able(choice) > 0 ? primary : within}
          refusal={choice.mayNot ?? (able(choice) === 0 ? words.none[choice.action] : null)}
          onClick={() => onAsk(choice.action, able(choice))}
        >
          {words.act[choice.action](capped(able(choice), countCap))}
        </GuardedButton>
      ))}
      <IconButton
        size="small"
        aria-label={words.clear}
        onClick={onClear}
        sx={{ ...within, ml: { xs: 'auto', md: 0 } }}
      >
        <Icon name="close" />
      </IconButton>
    </Box>
  )
}
