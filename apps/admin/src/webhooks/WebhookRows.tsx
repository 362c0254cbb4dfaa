import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { DeliveryList, DeliveryRow } from '@syncline/domain/view'
import { deliveryCan, maxReplayedMatches } from '@syncline/domain/webhook'
import { useCallback, useMemo, useState } from 'react'
import { useSession } from '../session/session.tsx'
import { useKeys } from '../shell/keys.tsx'
import * as strings from '../strings/index.ts'
import { useWide } from '../ui/useWide.ts'
import { mayNotReplay } from './can.ts'
import { SelectionBar } from './SelectionBar.tsx'
import { countFilters, toFilter, type WebhooksSearch } from './search.ts'
import type { Asked } from './useReplay.tsx'
import { useSelection } from './useSelection.ts'
import { WebhookCards } from './WebhookCards.tsx'
import { WebhookTable } from './WebhookTable.tsx'

export interface WebhookRowsProps {
  readonly list: DeliveryList
  readonly busy: boolean
  readonly search: WebhooksSearch
  readonly matching: number | null
  readonly onOpen: (row: DeliveryRow) => void
  readonly onAsk: (asked: Asked) => void
}

/** The rows, with the keys and the ticks that act on them. */
export function WebhookRows({ list, busy, search, matching, onOpen, onAsk }: WebhookRowsProps) {
  const wide = useWide()
  const session = useSession()
  const { rows } = list
  const [activeId, setActiveId] = useState<string | null>(null)
  const selection = useSelection(useMemo(() => rows.map((row) => row.deliveryId), [rows]))
  const index = rows.findIndex((row) => row.deliveryId === activeId)
  const active = rows[index]
  const go = (step: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, index + step))]
    if (next) setActiveId(next.deliveryId)
  }
  const onReplay = useCallback((row: DeliveryRow) => onAsk({ kind: 'one', row }), [onAsk])
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    Enter: () => active && onOpen(active),
    x: (event) => active && selection.toggle(active.deliveryId, event.shiftKey),
    r: () => active && onReplay(active),
  })

  const chosen = rows.filter((row) => selection.ids.has(row.deliveryId))
  const able = chosen.filter((row) => deliveryCan.replay(row).allowed)
  const replaySelected = () => {
    if (selection.all && matching !== null) {
      const filter = toFilter(search, Date.now())
      onAsk({
        kind: 'many',
        count: matching,
        selection: { kind: 'filter', filter, upto: list.position, shown: matching },
      })
    } else {
      const deliveryIds = able.map((row) => row.deliveryId)
      onAsk({ kind: 'many', count: able.length, selection: { kind: 'ids', deliveryIds } })
    }
  }
  const allMatching =
    matching !== null && matching <= maxReplayedMatches && countFilters(search) > 0 ? matching : null
  return (
    <Box sx={{ opacity: busy ? 0.6 : 1, transition: 'opacity 120ms ease-out 150ms' }}>
      {list.behind && (
        <Typography
          variant="caption"
          component="p"
          role="note"
          sx={{ px: { xs: 4, md: 6 }, py: 2, color: 'status.waiting.main' }}
        >
          {strings.webhooks.behind}
        </Typography>
      )}
      {wide && chosen.length > 0 && (
        <SelectionBar
          count={selection.all ? (matching ?? chosen.length) : chosen.length}
          spared={selection.all ? 0 : chosen.length - able.length}
          matching={allMatching}
          all={selection.all}
          refusal={
            mayNotReplay(session) ?? (able.length === 0 ? strings.webhooks.refusals.not_routed_yet : null)
          }
          onAll={selection.selectAll}
          onReplay={replaySelected}
          onClear={selection.clear}
        />
      )}
      {wide ? (
        <WebhookTable
          rows={rows}
          busy={busy}
          activeId={activeId}
          selected={selection.ids}
          onSelectPage={selection.togglePage}
          onSelect={selection.toggle}
          onActive={setActiveId}
          onOpen={onOpen}
          onReplay={onReplay}
        />
      ) : (
        <WebhookCards rows={rows} busy={busy} />
      )}
    </Box>
  )
}
