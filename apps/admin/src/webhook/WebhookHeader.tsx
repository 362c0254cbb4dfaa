import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { DeliveryDetail, DeliveryRow } from '@syncline/domain/view'
import { useCallback } from 'react'
import { backLook, TextLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { useTicking } from '../time/clock.tsx'
import { relativeTime } from '../time/format.ts'
import { useZone } from '../time/zone.tsx'
import { Icon } from '../ui/Icon.tsx'
import { DeliveryStatus } from '../webhooks/DeliveryStatus.tsx'
import { ReplayButton } from '../webhooks/RowParts.tsx'
import type { WebhooksSearch } from '../webhooks/search.ts'
import { outcome } from '../webhooks/sentence.ts'

const words = strings.webhook

/** The verdict: what came, what came of it and when; and what may be done. */
export function WebhookHeader({
  detail,
  title,
  listSearch,
  onReplay,
}: {
  detail: DeliveryDetail
  title: string
  listSearch: WebhooksSearch
  onReplay: (row: DeliveryRow) => void
}) {
  const { row, payload, behind } = detail
  const { timeZone } = useZone()
  const ago = useTicking(
    useCallback(
      (nowMs: number) => relativeTime(Date.parse(row.receivedAt), nowMs, timeZone),
      [row.receivedAt, timeZone],
    ),
  )
  return (
    <Box
      sx={{ px: { xs: 4, md: 6 }, pt: { xs: 1, md: 5 }, pb: 4, borderBottom: 1, borderColor: 'line.border' }}
    >
      <Box component="nav" aria-label={strings.sync.breadcrumb} sx={{ mb: '6px', typography: 'caption' }}>
        <TextLink to="/webhooks" search={listSearch} sx={backLook}>
          <Icon name="arrowLeft" size={14} />
          {strings.webhooks.title}
        </TextLink>
      </Box>
      <Box sx={{ display: 'flex', gap: 4, alignItems: 'flex-start', flexWrap: { xs: 'wrap', md: 'nowrap' } }}>
        <Box sx={{ flex: 1, minWidth: { xs: '100%', md: 0 } }}>
          <Box sx={{ display: 'flex', gap: '4px 12px', alignItems: 'center', flexWrap: 'wrap' }}>
            <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
              {title}
            </Typography>
            <DeliveryStatus status={row.status} />
          </Box>
          <Typography variant="lead" component="p" sx={{ mt: '2px', color: 'ink.soft' }}>
            {words.lead(row.connectionName, ago)} {outcome(row)}.
          </Typography>
        </Box>
        {payload.state === 'shown' && (
          <ReplayButton row={row} primary={row.status !== 'routed'} onReplay={onReplay} />
        )}
      </Box>
      {behind && (
        <Typography variant="caption" component="p" role="note" sx={{ mt: 2, color: 'status.waiting.main' }}>
          {words.behind}
        </Typography>
      )}
    </Box>
  )
}
