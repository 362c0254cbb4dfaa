import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import { memo, type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react'
import * as strings from '../strings/index.ts'
import { visuallyHidden } from '../ui/hidden.ts'
import { Tick } from '../ui/Tick.tsx'
import type { Column } from './columns.ts'
import { isSelected, type Selection } from './selection.ts'
import { floating, listTable } from './table.ts'

const words = strings.list.selection

/** What a list's table needs to know of its rows. */
export interface RowKind<Row> {
  readonly idOf: (row: Row) => string
  /** The row in words, for who listens. */
  readonly phraseOf: (row: Row) => string
  /** What can be done with one row; it floats over the row's end. */
  readonly actions?: (row: Row) => ReactNode
}

const classOf = ({ end, wideOnly, soft }: Column<never>) =>
  [end && 'end', wideOnly && 'wide-only', soft && 'soft'].filter(Boolean).join(' ') || undefined

interface FrameProps {
  readonly caption: string
  readonly columns: readonly Column<never>[]
  readonly busy: boolean
  /** Ticks all rows; null where rows are not ticked. */
  readonly tick: ReactNode
  readonly children: ReactNode
}

function Frame({ caption, columns, busy, tick, children }: FrameProps) {
  return (
    <Box component="table" role="grid" aria-busy={busy} sx={listTable}>
      <Box component="caption" sx={visuallyHidden}>
        {caption}
      </Box>
      <colgroup>
        {tick !== null && <Box component="col" sx={{ width: 46 }} />}
        {columns.map((column) => (
          <Box
            component="col"
            key={column.key}
            className={classOf(column)}
            sx={{ width: inRem(column.width ?? 'auto') }}
          />
        ))}
      </colgroup>
      <thead>
        <tr>
          {tick !== null && (
            <th scope="col" className="tick">
              {tick}
            </th>
          )}
          {columns.map((column) => (
            <th key={column.key} scope="col" className={classOf(column)}>
              {column.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </Box>
  )
}

interface RowEvents<Row> {
  readonly onActive: (id: string) => void
  readonly onOpen: (row: Row) => void
  /** Ticks rows, or unticks them; `range`: and all between the last one and this. */
  readonly onSelect: (rows: readonly Row[], on: boolean, range?: boolean) => void
}

export interface ListTableProps<Row> extends RowEvents<Row> {
  readonly kind: RowKind<Row>
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly busy: boolean
  /** The row that keys act on; null before the first J. */
  readonly activeId: string | null
  /** Null where there is nothing that many rows could be ticked for. */
  readonly selection: Selection | null
}

/** As many as fill a window are drawn at once; the others follow in pieces, so that no key waits for them. */
const rowsAtOnce = 20
const rowHeight = 40

export function ListTable<Row>(props: ListTableProps<Row>) {
  const { kind, caption, columns, rows, busy, activeId, selection, onSelect } = props
  const drawn = useDeferredValue(rows, rows.slice(0, rowsAtOnce))
  const toCome = rows.length - drawn.length
  const ids = drawn.map(kind.idOf)
  const selected = selection === null ? 0 : rows.filter((row) => isSelected(selection, kind.idOf(row))).length
  const reachable = activeId !== null && ids.includes(activeId) ? activeId : ids[0]
  return (
    <Frame
      caption={caption}
      columns={columns}
      busy={busy}
      tick={
        selection && (
          <Tick
            label={words.page}
            checked={selected > 0 && selected === rows.length}
            mixed={selected > 0 && selected < rows.length}
            onChange={(on) => onSelect(rows, on)}
          />
        )
      }
    >
      {drawn.map((row, index) => (
        <MemoRow
          key={ids[index]}
          kind={kind as RowKind<unknown>}
          columns={columns as readonly Column<unknown>[]}
          row={row}
          selected={selection && isSelected(selection, ids[index] as string)}
          active={ids[index] === activeId}
          reachable={ids[index] === reachable}
          onActive={props.onActive}
          onOpen={props.onOpen as RowEvents<unknown>['onOpen']}
          onSelect={onSelect as RowEvents<unknown>['onSelect']}
        />
      ))}
      {toCome > 0 && <tr aria-hidden style={{ height: toCome * rowHeight }} />}
    </Frame>
  )
}

interface RowProps<Row> extends RowEvents<Row> {
  readonly kind: RowKind<Row>
  readonly columns: readonly Column<Row>[]
  readonly row: Row
  /** Null where it can't be ticked. */
  readonly selected: boolean | null
  readonly active: boolean
  readonly reachable: boolean
}

const MemoRow = memo(TableRow)

function TableRow<Row>(props: RowProps<Row>) {
  const { kind, columns, row, active, selected, reachable, onActive, onOpen, onSelect } = props
  const element = useRef<HTMLTableRowElement>(null)
  const [hovered, setHovered] = useState(false)
  useEffect(() => {
    if (active && !element.current?.contains(document.activeElement)) element.current?.focus()
  }, [active])
  return (
    <tr
      ref={element}
      className={active ? 'active' : selected ? 'selected' : undefined}
      aria-selected={selected ?? undefined}
      tabIndex={reachable ? 0 : -1}
      onFocus={() => onActive(kind.idOf(row))}
      onMouseEnter={() => setHovered(true)}
      onMouseLeave={() => setHovered(false)}
      onClick={() => {
        if (window.getSelection()?.isCollapsed !== false) onOpen(row)
      }}
    >
      {selected !== null && (
        <td className="tick">
          <Tick
            label={words.one(kind.phraseOf(row))}
            checked={selected}
            tabIndex={-1}
            onChange={(on, range) => onSelect([row], on, range)}
          />
        </td>
      )}
      {columns.map((column, index) => (
        <td key={column.key} className={classOf(column)} title={column.title?.(row)}>
          {index < columns.length - 1 || !kind.actions ? (
            column.cell(row)
          ) : (
            // The actions float over their own box, so that the row's focus ring stays whole.
            <Box sx={{ position: 'relative', minHeight: '1.25rem' }}>
              {column.cell(row)}
              {(active || hovered) && (
                <Box
                  sx={{ ...floating, backgroundColor: active || selected ? 'fill.selected' : 'fill.hover' }}
                >
                  {kind.actions(row)}
                </Box>
              )}
            </Box>
          )}
        </td>
      ))}
    </tr>
  )
}

/** Columns grow with the reader's text. */
const inRem = (width: NonNullable<Column<unknown>['width']>) =>
  typeof width === 'number' ? `${width / 16}rem` : width

const widths = [82, 96, 64, 88, 74, 104, 90, 68]

/** The layout to come, without content. */
export function TableSkeleton<Row>({
  caption,
  columns,
  ticked,
  rows = 12,
}: {
  caption: string
  columns: readonly Column<Row>[]
  ticked: boolean
  rows?: number
}) {
  const tick = ticked ? (
    <Box component="span" sx={visuallyHidden}>
      {words.select}
    </Box>
  ) : null
  return (
    <Frame caption={caption} columns={columns} busy tick={tick}>
      {Array.from({ length: rows }, (_, index) => (
        <tr key={index} aria-hidden>
          {ticked && (
            <td className="tick">
              <Skeleton height={12} width={16} />
            </td>
          )}
          {columns.map((column, place) => (
            <td key={column.key} className={classOf(column)}>
              <Skeleton
                height={12}
                width={column.skeleton ?? widths[(index * 3 + place) % widths.length]}
                sx={{ maxWidth: '100%', ml: column.end ? 'auto' : 0 }}
              />
            </td>
          ))}
        </tr>
      ))}
    </Frame>
  )
}
