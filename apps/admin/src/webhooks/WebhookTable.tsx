import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import type { DeliveryRow } from '@syncline/domain/view'
import { memo, type ReactNode, useEffect, useRef, useState } from 'react'
import { listTable } from '../list/table.ts'
import { cutMiddle } from '../parts/cut.ts'
import { TextLink } from '../parts/links.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { oneLine, visuallyHidden } from '../ui/hidden.ts'
import { Tick } from '../ui/Tick.tsx'
import { DeliveryStatus } from './DeliveryStatus.tsx'
import { Outcome, ReplayButton } from './RowParts.tsx'
import { eventTitle } from './sentence.ts'

const words = strings.webhooks
const columns = words.columns

const table = {
  ...listTable,
  '& .connection': { display: { xs: 'none', lg: 'table-cell' } },
  '& col.connection': { display: { xs: 'none', lg: 'table-column' } },
} as const

const floating = {
  position: 'absolute',
  right: -8,
  top: -7,
  height: 34,
  display: 'flex',
  alignItems: 'center',
  pl: 4,
} as const

interface FrameProps {
  readonly busy: boolean
  readonly selectAll: ReactNode
  readonly children: ReactNode
}

function Frame({ busy, selectAll, children }: FrameProps) {
  return (
    <Box component="table" role="grid" aria-busy={busy} sx={table}>
      <Box component="caption" sx={visuallyHidden}>
        {words.caption}
      </Box>
      <colgroup>
        <Box component="col" sx={{ width: 46 }} />
        <Box component="col" sx={{ width: 132 }} />
        <Box component="col" sx={{ width: { xs: '38%', lg: '32%' } }} />
        <Box component="col" className="connection" sx={{ width: 200 }} />
        <col />
        <Box component="col" sx={{ width: 124 }} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col" className="tick">
            {selectAll}
          </th>
          <th scope="col">{columns.status}</th>
          <th scope="col">{columns.event}</th>
          <th scope="col" className="connection">
            {columns.connection}
          </th>
          <th scope="col">{columns.outcome}</th>
          <th scope="col" className="end">
            {columns.received}
          </th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </Box>
  )
}

interface RowCallbacks {
  readonly onActive: (deliveryId: string) => void
  readonly onOpen: (row: DeliveryRow) => void
  readonly onReplay: (row: DeliveryRow) => void
  /** `range`: with everything between it and the row that was chosen before. */
  readonly onSelect: (deliveryId: string, range: boolean) => void
}

interface Props extends RowCallbacks {
  readonly rows: readonly DeliveryRow[]
  readonly busy: boolean
  /** The row that keys act on; null before the first J. */
  readonly activeId: string | null
  readonly selected: ReadonlySet<string>
  readonly onSelectPage: () => void
}

export function WebhookTable({ rows, busy, activeId, selected, onSelectPage, ...callbacks }: Props) {
  const reachable = rows.some((row) => row.deliveryId === activeId) ? activeId : rows[0]?.deliveryId
  const chosen = rows.filter((row) => selected.has(row.deliveryId)).length
  return (
    <Frame
      busy={busy}
      selectAll={
        <Tick
          label={words.selectPage}
          checked={chosen > 0 && chosen === rows.length}
          mixed={chosen > 0 && chosen < rows.length}
          onChange={onSelectPage}
        />
      }
    >
      {rows.map((row) => (
        <Row
          key={row.deliveryId}
          row={row}
          active={row.deliveryId === activeId}
          reachable={row.deliveryId === reachable}
          selected={selected.has(row.deliveryId)}
          {...callbacks}
        />
      ))}
    </Frame>
  )
}

interface RowProps extends RowCallbacks {
  readonly row: DeliveryRow
  readonly active: boolean
  readonly reachable: boolean
  readonly selected: boolean
}

const Row = memo(function Row({ row, active, reachable, selected, ...on }: RowProps) {
  const element = useRef<HTMLTableRowElement>(null)
  const [hovered, setHovered] = useState(false)
  useEffect(() => {
    if (active && !element.current?.contains(document.activeElement)) element.current?.focus()
  }, [active])
  return (
    <tr
      ref={element}
      className={selected ? 'selected' : active ? 'active' : undefined}
      aria-selected={selected}
      tabIndex={reachable ? 0 : -1}
      onFocus={() => on.onActive(row.deliveryId)}
      onMouseEnter={() => setHovered(true)}
      onMouseLeave={() => setHovered(false)}
      onClick={() => {
        if (window.getSelection()?.isCollapsed !== false) on.onOpen(row)
      }}
    >
      <td className="tick">
        <Tick
          label={words.select(eventTitle(row))}
          checked={selected}
          tabIndex={-1}
          onChange={(_on, shift) => on.onSelect(row.deliveryId, shift)}
        />
      </td>
      <td>
        <DeliveryStatus status={row.status} />
      </td>
      <td>
        <Event row={row} />
      </td>
      <Box
        component="td"
        className="connection"
        title={row.connectionName}
        sx={{ color: 'ink.soft', ...oneLine }}
      >
        {row.connectionName}
      </Box>
      <td>
        <Outcome row={row} />
      </td>
      <td className="end">
        {/* The action floats over its own box, so that the row's focus ring stays whole. */}
        <Box sx={{ position: 'relative' }}>
          <Time at={row.receivedAt} />
          {(active || hovered) && (
            <Box sx={{ ...floating, backgroundColor: active || selected ? 'fill.selected' : 'fill.hover' }}>
              <ReplayButton row={row} small onReplay={on.onReplay} />
            </Box>
          )}
        </Box>
      </td>
    </tr>
  )
})

function Event({ row }: { row: DeliveryRow }) {
  const name = eventTitle(row)
  return (
    <Box component="span" sx={{ display: 'flex', columnGap: 2, minWidth: 0 }}>
      <TextLink
        to="/webhooks/$deliveryId"
        params={{ deliveryId: row.deliveryId }}
        tabIndex={-1}
        title={name}
        onClick={(event) => event.stopPropagation()}
        sx={{
          fontWeight: 500,
          color: row.eventType === '' ? 'ink.quiet' : 'ink.strong',
          textDecoration: 'none',
          '&:hover': { textDecoration: 'underline' },
          ...oneLine,
        }}
      >
        {name}
      </TextLink>
      <Box
        component="span"
        title={row.providerEventId}
        sx={{ typography: 'mono', color: 'ink.quiet', flex: 'none' }}
      >
        {cutMiddle(row.providerEventId, 14)}
      </Box>
    </Box>
  )
}

const widths = [64, 180, 150, 96]

/** The layout to come, without content. */
export function TableSkeleton({ rows = 12 }: { rows?: number }) {
  return (
    <Frame
      busy
      selectAll={
        <Box component="span" sx={visuallyHidden}>
          {columns.select}
        </Box>
      }
    >
      {Array.from({ length: rows }, (_, index) => (
        <tr key={index} aria-hidden>
          {['', '', '', 'connection', '', 'end'].map((name, column) => (
            <td key={column} className={name}>
              <Skeleton
                height={12}
                width={column === 0 ? 14 : column === 4 ? '60%' : widths[(index + column) % widths.length]}
                sx={{ maxWidth: '100%', ml: column === 5 ? 'auto' : 0 }}
              />
            </td>
          ))}
        </tr>
      ))}
    </Frame>
  )
}
