import Box from '@mui/material/Box'
import type { DeliveryRow } from '@syncline/domain/view'
import { card, cardLine } from '../list/card.ts'
import { TextLink } from '../parts/links.tsx'
import { Time } from '../parts/Time.tsx'
import { oneLine } from '../ui/hidden.ts'
import { DeliveryStatus } from './DeliveryStatus.tsx'
import { Outcome } from './RowParts.tsx'
import { eventTitle } from './sentence.ts'

/** A row of the phone: event and time, connection, status and sentence. */
export function WebhookCard({ row }: { row: DeliveryRow }) {
  return (
    <TextLink to="/webhooks/$deliveryId" params={{ deliveryId: row.deliveryId }} sx={card}>
      <Box sx={cardLine}>
        <Box component="span" sx={{ fontSize: '0.875rem', fontWeight: 600, ...oneLine }}>
          {eventTitle(row)}
        </Box>
        <Box component="span" sx={{ typography: 'caption', color: 'ink.quiet', flex: 'none' }}>
          <Time at={row.receivedAt} />
        </Box>
      </Box>
      <Box sx={{ typography: 'caption', color: 'ink.quiet', ...oneLine }}>{row.connectionName}</Box>
      <Box sx={{ ...cardLine, justifyContent: 'flex-start', typography: 'caption', mt: '2px' }}>
        <DeliveryStatus status={row.status} />
        <Outcome row={row} />
      </Box>
    </TextLink>
  )
}
