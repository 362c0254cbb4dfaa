import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import type { SyncRow } from '@syncline/domain/view'
import { memo, type ReactNode, useEffect, useRef, useState } from 'react'
import { listTable } from '../list/table.ts'
import { cutMiddle } from '../parts/cut.ts'
import { TextLink } from '../parts/links.tsx'
import { SyncStatus } from '../parts/SyncStatus.tsx'
import * as strings from '../strings/index.ts'
import { oneLine, visuallyHidden } from '../ui/hidden.ts'
import { Tick } from '../ui/Tick.tsx'
import { Direction, Happened, LastOrNext, type OnAsk, RowActions } from './RowParts.tsx'
import { isSelected, type Selection } from './selection.ts'
import { recordName, recordPhrase, triesText } from './sentence.ts'

const words = strings.syncs
const columns = words.columns

const table = {
  ...listTable,
  // The direction stands in the sentence too; on a narrow screen it gives its room to it.
  '& .direction': { display: { xs: 'none', lg: 'table-cell' } },
  '& col.direction': { display: { xs: 'none', lg: 'table-column' } },
} as const

const floating = {
  position: 'absolute',
  right: -8,
  top: -7,
  height: 34,
  display: 'flex',
  gap: 2,
  alignItems: 'center',
  pl: 4,
} as const

function Columns() {
  return (
    <colgroup>
      <Box component="col" sx={{ width: 46 }} />
      <Box component="col" sx={{ width: 172 }} />
      <Box component="col" sx={{ width: { xs: '30%', lg: '26%' } }} />
      <Box component="col" className="direction" sx={{ width: 148 }} />
      <col />
      <Box component="col" sx={{ width: 72 }} />
      <Box component="col" sx={{ width: 116 }} />
    </colgroup>
  )
}

function Head({ children }: { children?: ReactNode }) {
  return (
    <thead>
      <tr>
        <th scope="col" className="tick">
          {children ?? <Box sx={visuallyHidden}>{words.selection.select}</Box>}
        </th>
        <th scope="col">{columns.status}</th>
        <th scope="col">{columns.record}</th>
        <th scope="col" className="direction">
          {columns.direction}
        </th>
        <th scope="col">{columns.happened}</th>
        <th scope="col" className="end">
          {columns.tries}
        </th>
        <th scope="col" className="end">
          {columns.last}
        </th>
      </tr>
    </thead>
  )
}

function Frame({ busy, tick, children }: { busy: boolean; tick?: ReactNode; children: ReactNode }) {
  return (
    <Box component="table" role="grid" aria-busy={busy} sx={table}>
      <Box component="caption" sx={visuallyHidden}>
        {words.caption}
      </Box>
      <Columns />
      <Head>{tick}</Head>
      <tbody>{children}</tbody>
    </Box>
  )
}

interface Props {
  readonly rows: readonly SyncRow[]
  readonly busy: boolean
  /** The row that keys act on; null before the first J. */
  readonly activeId: string | null
  readonly onActive: (syncId: string) => void
  readonly onOpen: (row: SyncRow) => void
  readonly onAsk: OnAsk
  readonly selection: Selection
  /** Ticks rows, or unticks them; `range`: and all between the last one and this. */
  readonly onSelect: (rows: readonly SyncRow[], on: boolean, range?: boolean) => void
}

export function SyncTable(props: Props) {
  const { rows, busy, activeId, selection, onActive, onOpen, onAsk, onSelect } = props
  const first = rows[0]?.syncId
  const selected = rows.filter((row) => isSelected(selection, row.syncId)).length
  const reachable = rows.some((row) => row.syncId === activeId) ? activeId : first
  return (
    <Frame
      busy={busy}
      tick={
        <Tick
          label={words.selection.page}
          checked={selected === rows.length}
          mixed={selected > 0 && selected < rows.length}
          onChange={(on) => onSelect(rows, on)}
        />
      }
    >
      {rows.map((row) => (
        <Row
          key={row.syncId}
          row={row}
          selected={isSelected(selection, row.syncId)}
          onSelect={onSelect}
          active={row.syncId === activeId}
          reachable={row.syncId === reachable}
          onActive={onActive}
          onOpen={onOpen}
          onAsk={onAsk}
        />
      ))}
    </Frame>
  )
}

interface RowProps extends Omit<Props, 'rows' | 'busy' | 'activeId' | 'selection'> {
  readonly row: SyncRow
  readonly selected: boolean
  readonly active: boolean
  readonly reachable: boolean
}

const Row = memo(function Row(props: RowProps) {
  const { row, active, selected, reachable, onActive, onOpen, onAsk, onSelect } = props
  const element = useRef<HTMLTableRowElement>(null)
  const [hovered, setHovered] = useState(false)
  useEffect(() => {
    if (active && !element.current?.contains(document.activeElement)) element.current?.focus()
  }, [active])
  return (
    <tr
      ref={element}
      className={active ? 'active' : selected ? 'selected' : undefined}
      aria-selected={selected}
      tabIndex={reachable ? 0 : -1}
      onFocus={() => onActive(row.syncId)}
      onMouseEnter={() => setHovered(true)}
      onMouseLeave={() => setHovered(false)}
      onClick={() => {
        if (window.getSelection()?.isCollapsed !== false) onOpen(row)
      }}
    >
      <td className="tick">
        <Tick
          label={words.selection.one(recordPhrase(row))}
          checked={selected}
          tabIndex={-1}
          onChange={(on, range) => onSelect([row], on, range)}
        />
      </td>
      <td>
        <SyncStatus face={row.face} />
      </td>
      <td>
        <Record row={row} />
      </td>
      <Box component="td" className="direction" sx={{ color: 'ink.soft' }}>
        <Direction row={row} />
      </Box>
      <td>
        <Happened row={row} />
      </td>
      <td className="end" title={words.triesHint(row.tries, row.retries, row.maxRetries)}>
        {triesText(row)}
      </td>
      <td className="end">
        {/* The actions float over their own box, so that the row's focus ring stays whole. */}
        <Box sx={{ position: 'relative' }}>
          <LastOrNext row={row} />
          {(active || hovered) && (
            <Box sx={{ ...floating, backgroundColor: active || selected ? 'fill.selected' : 'fill.hover' }}>
              <RowActions row={row} onAsk={onAsk} />
            </Box>
          )}
        </Box>
      </td>
    </tr>
  )
})

/** One line; when the name needs the room, the id wraps out of sight. */
const recordLine = {
  display: 'flex',
  flexWrap: 'wrap',
  columnGap: 2,
  height: '1.25rem',
  overflow: 'hidden',
} as const

function Record({ row }: { row: SyncRow }) {
  const name = recordName(row)
  return (
    <Box component="span" sx={recordLine}>
      <Box component="span" sx={{ display: 'flex', gap: 2, minWidth: 0, maxWidth: '100%' }}>
        <Box component="span" sx={{ color: 'ink.quiet' }}>
          {words.entityTitle[row.entity]}
        </Box>
        <TextLink
          to="/syncs/$syncId"
          params={{ syncId: row.syncId }}
          tabIndex={-1}
          title={name}
          onClick={(event) => event.stopPropagation()}
          sx={{
            fontWeight: 500,
            color: row.label === null ? 'ink.quiet' : 'ink.strong',
            textDecoration: 'none',
            '&:hover': { textDecoration: 'underline' },
            ...oneLine,
          }}
        >
          {name}
        </TextLink>
      </Box>
      <Box component="span" title={row.source.id} sx={{ typography: 'mono', color: 'ink.quiet' }}>
        {cutMiddle(row.source.id, 14)}
      </Box>
    </Box>
  )
}

const widths = [82, 96, 64, 88, 74, 104, 90, 68]

/** The layout to come, without content. */
export function TableSkeleton({ rows = 12 }: { rows?: number }) {
  return (
    <Frame busy>
      {Array.from({ length: rows }, (_, index) => (
        <tr key={index} aria-hidden>
          {['tick', '', '', 'direction', '', 'end', 'end'].map((name, column) => (
            <td key={column} className={name}>
              <Skeleton
                height={12}
                width={
                  column === 0
                    ? 16
                    : column === 4
                      ? '70%'
                      : column > 4
                        ? 40
                        : widths[(index * 3 + column) % widths.length]
                }
                sx={{ ml: column > 4 ? 'auto' : 0 }}
              />
            </td>
          ))}
        </tr>
      ))}
    </Frame>
  )
}
