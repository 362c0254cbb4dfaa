import Box from '@mui/material/Box'

/** Levels that are open at first. */
const openLevels = 3

const tree = {
  typography: 'mono',
  lineHeight: '1.25rem',
  overflowX: 'auto',
  '& details, & .leaf': { pl: 4 },
  '& > details, & > .leaf': { pl: 0 },
  '& summary': {
    cursor: 'pointer',
    width: 'fit-content',
    minHeight: 24,
    borderRadius: '4px',
    '&:hover': { backgroundColor: 'fill.hover' },
  },
  '& .leaf': { minHeight: 24, overflowWrap: 'anywhere' },
  '& .name': { color: 'ink.quiet' },
  '& .text': { color: 'ink.strong' },
  '& .other': { color: 'accent.strong' },
} as const

/** JSON as branches that fold; each is a disclosure of the browser's own, so it opens by keyboard too. */
export function JsonTree({
  label,
  value,
  entries,
}: {
  label: string
  value: unknown
  /** «3 entries» */
  entries: (count: number) => string
}) {
  return (
    <Box role="region" aria-label={label} tabIndex={0} sx={tree}>
      <Branch name={null} value={value} level={0} entries={entries} />
    </Box>
  )
}

interface BranchProps {
  readonly name: string | null
  readonly value: unknown
  readonly level: number
  readonly entries: (count: number) => string
}

function Branch({ name, value, level, entries }: BranchProps) {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0)
    return (
      <div className="leaf">
        <Name name={name} />
        <span className={typeof value === 'string' ? 'text' : 'other'}>{JSON.stringify(value)}</span>
      </div>
    )
  const parts = Object.entries(value)
  const list = Array.isArray(value)
  return (
    <details open={level < openLevels}>
      <summary>
        <Name name={name} />
        <span className="name">
          {list ? '[' : '{'} {entries(parts.length)} {list ? ']' : '}'}
        </span>
      </summary>
      {parts.map(([key, inner]) => (
        <Branch key={key} name={key} value={inner} level={level + 1} entries={entries} />
      ))}
    </details>
  )
}

function Name({ name }: { name: string | null }) {
  return name !== null && <span className="name">{name}: </span>
}
