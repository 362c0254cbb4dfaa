import Box from '@mui/material/Box'
import type { SyncFace } from '@syncline/domain/sync'
import { countCap, type SyncBalance } from '@syncline/domain/view'
import { capped } from '../list/capped.ts'
import { TextLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { drawn } from '../ui/drawn.ts'
import { visuallyHidden } from '../ui/hidden.ts'
import { type StatusKind, StatusShape } from '../ui/StatusShape.tsx'
import { syncsBehind } from './links.ts'
import type { OverviewSearch } from './search.ts'

const words = strings.overview.balance
const count = strings.list.count

interface Cell {
  readonly key: 'synced' | 'moving' | 'waiting' | 'failed' | 'unknown' | 'aside'
  readonly kind: StatusKind
  readonly faces: readonly SyncFace[]
  readonly colour: string
}

const cells: readonly Cell[] = [
  { key: 'synced', kind: 'synced', faces: ['synced'], colour: 'brand.band' },
  { key: 'moving', kind: 'syncing', faces: ['pending', 'syncing'], colour: 'status.syncing.main' },
  { key: 'waiting', kind: 'waiting', faces: ['waiting'], colour: 'status.waiting.main' },
  { key: 'failed', kind: 'failed', faces: ['failed'], colour: 'status.failed.main' },
  { key: 'unknown', kind: 'unknown', faces: ['unknown'], colour: 'status.unknown.main' },
  { key: 'aside', kind: 'skipped', faces: ['skipped', 'cancelled'], colour: 'status.skipped.main' },
]

const sumOf = ({ byFace }: SyncBalance, { faces }: Cell) => faces.reduce((sum, face) => sum + byFace[face], 0)

/** Asked for is the sum of what came of it; each number leads to its rows. */
export function Balance({
  balance,
  time,
  search,
}: {
  balance: SyncBalance
  time: { readonly from: string; readonly to: string }
  search: OverviewSearch
}) {
  return (
    <Box
      component="section"
      aria-label={words.title}
      sx={{ border: 1, borderColor: 'line.border', borderRadius: '8px', overflow: 'hidden' }}
    >
      <Box
        component="ul"
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: 'repeat(3, 1fr)', sm: 'repeat(4, 1fr)', lg: 'repeat(7, 1fr)' },
          // One line between cells, whatever their number in a row.
          gap: '1px',
          backgroundColor: 'line.border',
        }}
      >
        <Figure
          number={count(balance.requested)}
          name={words.requested}
          search={syncsBehind(search, time)}
          sunken
        />
        {cells.map((cell) => (
          <Figure
            key={cell.key}
            number={capped(sumOf(balance, cell), countCap)}
            name={words[cell.key]}
            kind={cell.kind}
            loud={(cell.key === 'failed' || cell.key === 'unknown') && sumOf(balance, cell) > 0}
            search={syncsBehind(search, time, cell.faces)}
          />
        ))}
      </Box>
      <Box
        aria-hidden
        sx={{ ...drawn, display: 'flex', height: 8, gap: '2px', backgroundColor: 'fill.sunken' }}
      >
        {cells.map((cell) => {
          const sum = sumOf(balance, cell)
          // Whatever is there is seen, be it one in a million.
          return (
            sum > 0 && (
              <Box
                key={cell.key}
                sx={{ flex: `${sum} 0 8px`, backgroundColor: cell.colour, height: '100%' }}
              />
            )
          )
        })}
      </Box>
      <Verdict balance={balance} />
    </Box>
  )
}

function Verdict({ balance }: { balance: SyncBalance }) {
  const listed = cells.reduce((sum, cell) => sum + sumOf(balance, cell), 0)
  const wrong = balance.addsUp === false
  return (
    <Box
      role="note"
      sx={{
        display: 'flex',
        gap: 2,
        alignItems: 'flex-start',
        px: 4,
        py: 2,
        typography: 'caption',
        color: wrong ? 'status.waiting.main' : 'ink.soft',
        backgroundColor: wrong ? 'status.waiting.wash' : 'fill.surface',
      }}
    >
      {balance.addsUp === null ? (
        words.many
      ) : (
        <>
          <StatusShape kind={wrong ? 'waiting' : 'synced'} size={14} />
          <span>
            <Box component="b" sx={{ fontWeight: 500, color: wrong ? 'inherit' : 'ink.strong' }}>
              {wrong ? words.differs : words.adds}
            </Box>{' '}
            {wrong ? words.differsText(count(balance.requested), count(listed)) : words.addsText}
          </span>
        </>
      )}
    </Box>
  )
}

function Figure({
  number,
  name,
  kind,
  loud = false,
  sunken = false,
  search,
}: {
  number: string
  name: string
  kind?: StatusKind
  loud?: boolean
  sunken?: boolean
  search: object
}) {
  return (
    <Box
      component="li"
      sx={{ display: 'grid', ...(sunken && { gridColumn: { xs: 'span 3', sm: 'span 2', lg: 'auto' } }) }}
    >
      <TextLink
        to="/syncs"
        search={search as never}
        sx={{
          px: { xs: 3, sm: 4 },
          py: { xs: 2, sm: 3 },
          color: 'inherit',
          textDecoration: 'none',
          backgroundColor: sunken ? 'fill.canvas' : 'fill.surface',
          '&:hover': { backgroundColor: 'fill.hover' },
          '&:focus-visible': { outlineOffset: -2 },
        }}
      >
        <Box
          component="span"
          sx={{
            display: 'block',
            fontSize: '1.5rem',
            lineHeight: '1.875rem',
            fontWeight: 500,
            color: loud ? `status.${kind}.main` : 'ink.strong',
          }}
        >
          {number}
        </Box>
        <Box
          component="span"
          sx={{ display: 'flex', gap: '6px', alignItems: 'start', typography: 'caption', color: 'ink.soft' }}
        >
          <Box component="span" sx={visuallyHidden}>
            {' '}
          </Box>
          {kind && <StatusShape kind={kind} size={14} still />}
          {name}
        </Box>
      </TextLink>
    </Box>
  )
}
