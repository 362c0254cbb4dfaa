import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import type { EventRow } from '@syncline/domain/view'
import { memo, type ReactNode, useEffect, useRef } from 'react'
import { listTable } from '../list/table.ts'
import { actorName } from '../parts/actor.ts'
import { cutMiddle } from '../parts/cut.ts'
import { TextLink } from '../parts/links.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { oneLine, visuallyHidden } from '../ui/hidden.ts'

const words = strings.events
const columns = words.columns

const table = {
  ...listTable,
  '& .by': { display: { xs: 'none', lg: 'table-cell' } },
  '& col.by': { display: { xs: 'none', lg: 'table-column' } },
} as const

function Frame({ busy, children }: { busy: boolean; children: ReactNode }) {
  return (
    <Box component="table" role="grid" aria-busy={busy} sx={table}>
      <Box component="caption" sx={visuallyHidden}>
        {words.caption}
      </Box>
      <colgroup>
        <Box component="col" sx={{ width: 120 }} />
        <col />
        <Box component="col" sx={{ width: 232 }} />
        <Box component="col" className="by" sx={{ width: 168 }} />
        <Box component="col" sx={{ width: 124 }} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{columns.position}</th>
          <th scope="col">{columns.event}</th>
          <th scope="col">{columns.subject}</th>
          <th scope="col" className="by">
            {columns.by}
          </th>
          <th scope="col" className="end">
            {columns.recorded}
          </th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </Box>
  )
}

interface RowCallbacks {
  readonly onActive: (position: number) => void
  readonly onOpen: (row: EventRow) => void
}

interface Props extends RowCallbacks {
  readonly rows: readonly EventRow[]
  readonly busy: boolean
  /** The row that keys act on; null before the first J. */
  readonly activeAt: number | null
}

export function EventTable({ rows, busy, activeAt, ...callbacks }: Props) {
  const reachable = rows.some(({ position }) => position === activeAt) ? activeAt : rows[0]?.position
  return (
    <Frame busy={busy}>
      {rows.map((row) => (
        <Row
          key={row.position}
          row={row}
          active={row.position === activeAt}
          reachable={row.position === reachable}
          {...callbacks}
        />
      ))}
    </Frame>
  )
}

interface RowProps extends RowCallbacks {
  readonly row: EventRow
  readonly active: boolean
  readonly reachable: boolean
}

const Row = memo(function Row({ row, active, reachable, onActive, onOpen }: RowProps) {
  const element = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (active && !element.current?.contains(document.activeElement)) element.current?.focus()
  }, [active])
  const position = strings.list.count(row.position)
  const by = actorName(row.by)
  return (
    <tr
      ref={element}
      className={active ? 'active' : undefined}
      tabIndex={reachable ? 0 : -1}
      onFocus={() => onActive(row.position)}
      onClick={() => {
        if (window.getSelection()?.isCollapsed !== false) onOpen(row)
      }}
    >
      <Box component="td" sx={{ typography: 'mono', color: 'ink.soft' }}>
        {position}
      </Box>
      <td>
        <Box sx={{ display: 'flex', gap: 2, alignItems: 'baseline', minWidth: 0 }}>
          <TextLink
            to="/events/$position"
            params={{ position: String(row.position) }}
            tabIndex={-1}
            aria-label={words.open(row.type, position)}
            onClick={(event) => event.stopPropagation()}
            sx={{ color: 'ink.strong', fontWeight: 500, textDecoration: 'none', flex: 'none' }}
          >
            {row.type}
          </TextLink>
          <Box component="span" title={row.sentence} sx={{ color: 'ink.quiet', ...oneLine }}>
            {row.sentence}
          </Box>
        </Box>
      </td>
      <Box component="td" title={row.stream} sx={oneLine}>
        {words.nouns[row.subject.noun]}{' '}
        <Box component="span" sx={{ typography: 'mono', color: 'ink.quiet' }}>
          {cutMiddle(row.subject.id, 14)}
        </Box>
      </Box>
      <Box component="td" className="by" title={row.by.actor} sx={{ color: 'ink.soft', ...oneLine }}>
        {by}
      </Box>
      <td className="end">
        <Time at={row.recordedAt} />
      </td>
    </tr>
  )
})

const widths = ['64%', '78%', '52%', '70%']

/** The table to come, without content. */
export function EventSkeleton({ rows = 12 }: { rows?: number }) {
  return (
    <Frame busy>
      {Array.from({ length: rows }, (_, index) => (
        <tr key={index} aria-hidden>
          {['', '', '', 'by', 'end'].map((name, column) => (
            <td key={column} className={name}>
              <Skeleton
                height={12}
                width={widths[(index + column) % widths.length]}
                sx={{ maxWidth: '100%', ml: column === 4 ? 'auto' : 0 }}
              />
            </td>
          ))}
        </tr>
      ))}
    </Frame>
  )
}
