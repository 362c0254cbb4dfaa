import Box from '@mui/material/Box'
import { type StatusKind, StatusShape } from './StatusShape.tsx'

/** A wash marks what needs a person; the rest is coloured while it moves, and plain when it is settled. */
const loud: ReadonlySet<StatusKind> = new Set(['failed', 'unknown', 'quarantined'])
const moving: ReadonlySet<StatusKind> = new Set(['syncing', 'waiting'])

/** Shape, colour and word, always together. */
export function Status({ kind, label, plain = false }: { kind: StatusKind; label: string; plain?: boolean }) {
  const washed = loud.has(kind) && !plain
  const coloured = loud.has(kind) || moving.has(kind)
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        verticalAlign: 'middle',
        alignItems: 'center',
        gap: '6px',
        whiteSpace: 'nowrap',
        fontWeight: coloured ? 500 : 400,
        color: coloured ? `status.${kind}.main` : 'ink.soft',
        ...(washed && {
          backgroundColor: `status.${kind}.wash`,
          borderRadius: '4px',
          padding: '1px 8px 1px 6px',
        }),
      }}
    >
      <StatusShape kind={kind} />
      {label}
    </Box>
  )
}
