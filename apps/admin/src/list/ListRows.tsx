import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { type ReactNode, useCallback, useState } from 'react'
import { useKeys } from '../shell/keys.tsx'
import * as strings from '../strings/index.ts'
import { Tick } from '../ui/Tick.tsx'
import { useWide } from '../ui/useWide.ts'
import type { Column } from './columns.ts'
import { ListTable, type RowKind } from './ListTable.tsx'
import { isEmpty, isSelected, type Selection } from './selection.ts'

/** How the rows of one list look and what keys do with them. */
export interface ListKind<Row> extends RowKind<Row> {
  readonly caption: string
  /** A row of the phone, a link to the thing itself. */
  readonly card: (row: Row) => ReactNode
  /** By key: what it does with the row that is active. */
  readonly keys: Readonly<Record<string, (row: Row) => void>>
}

export interface ListRowsProps<Row> {
  readonly kind: ListKind<Row>
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly busy: boolean
  /** Said above the rows where they may be older than the log. */
  readonly behind: string | null
  /** Null where there is nothing that many rows could be ticked for. */
  readonly selection: Selection | null
  /** Whether the boxes to tick are shown on a phone. */
  readonly selecting: boolean
  readonly onSelect: (rows: readonly Row[], on: boolean, range?: boolean) => void
  readonly onOpen: (row: Row) => void
}

/** The rows, with the keys and the ticks that act on them. */
export function ListRows<Row>(props: ListRowsProps<Row>) {
  const { kind, rows, busy, behind, selection, onSelect, onOpen } = props
  const wide = useWide()
  const [activeId, setActiveId] = useState<string | null>(null)
  const index = rows.findIndex((row) => kind.idOf(row) === activeId)
  const active = rows[index]
  const go = (step: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, index + step))]
    if (next) setActiveId(kind.idOf(next))
  }
  // What is ticked has the bar's keys.
  const ticked = selection !== null && !isEmpty(selection)
  const own = ticked
    ? []
    : Object.entries(kind.keys).map(([key, act]) => [key, () => active !== undefined && act(active)] as const)
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    x: (event) =>
      active !== undefined &&
      selection !== null &&
      onSelect([active], event.shiftKey || !isSelected(selection, kind.idOf(active)), event.shiftKey),
    Enter: () => active !== undefined && onOpen(active),
    ...Object.fromEntries(own),
  })
  const onActive = useCallback((id: string) => setActiveId(id), [])
  return (
    <Box sx={{ opacity: busy ? 0.6 : 1, transition: 'opacity 120ms ease-out 150ms' }}>
      {behind !== null && (
        <Typography
          variant="caption"
          component="p"
          role="note"
          sx={{ px: { xs: 4, md: 6 }, py: 2, color: 'status.waiting.main' }}
        >
          {behind}
        </Typography>
      )}
      {wide ? (
        <ListTable
          kind={kind}
          caption={kind.caption}
          columns={props.columns}
          rows={rows}
          busy={busy}
          activeId={activeId}
          selection={selection}
          onActive={onActive}
          onOpen={onOpen}
          onSelect={onSelect}
        />
      ) : (
        <Cards {...props} />
      )}
    </Box>
  )
}

/** Rows of the phone, three lines each. */
function Cards<Row>({ kind, rows, busy, selecting, selection, onSelect }: ListRowsProps<Row>) {
  return (
    <Box component="ul" aria-label={kind.caption} aria-busy={busy}>
      {rows.map((row) => (
        <Box
          component="li"
          key={kind.idOf(row)}
          sx={{
            display: 'flex',
            alignItems: 'center',
            backgroundColor: selection && isSelected(selection, kind.idOf(row)) ? 'fill.selected' : undefined,
          }}
        >
          {selecting && selection && (
            <Tick
              label={strings.list.selection.one(kind.phraseOf(row))}
              checked={isSelected(selection, kind.idOf(row))}
              onChange={(on) => onSelect([row], on)}
            />
          )}
          {kind.card(row)}
        </Box>
      ))}
    </Box>
  )
}
