import Box from '@mui/material/Box'
import type { DeliveryRow } from '@syncline/domain/view'
import type { Column } from '../list/columns.ts'
import { cutMiddle } from '../parts/cut.ts'
import { TextLink } from '../parts/links.tsx'
import { RowId } from '../parts/RowId.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { oneLine } from '../ui/hidden.ts'
import { DeliveryStatus } from './DeliveryStatus.tsx'
import { Outcome } from './RowParts.tsx'
import { eventTitle } from './sentence.ts'

const names = strings.webhooks.columns

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

/** The columns of the list of webhooks. */
export const webhookColumns: readonly Column<DeliveryRow>[] = [
  { key: 'status', name: names.status, width: 132, cell: (row) => <DeliveryStatus status={row.status} /> },
  {
    key: 'event',
    name: names.event,
    width: { xs: '38%', lg: '32%' },
    fixed: true,
    cell: (row) => <Event row={row} />,
  },
  {
    key: 'id',
    name: names.id,
    width: 200,
    extra: true,
    cell: (row) => <RowId id={row.providerEventId} name={names.id} />,
  },
  {
    key: 'connection',
    name: names.connection,
    width: 200,
    wideOnly: true,
    soft: true,
    title: (row) => row.connectionName,
    cell: (row) => (
      <Box component="span" sx={{ display: 'block', ...oneLine }}>
        {row.connectionName}
      </Box>
    ),
  },
  { key: 'outcome', name: names.outcome, skeleton: '60%', cell: (row) => <Outcome row={row} /> },
  {
    key: 'replays',
    name: names.replays,
    width: 84,
    end: true,
    extra: true,
    cell: (row) => strings.list.count(row.replays),
  },
  {
    key: 'size',
    name: names.size,
    width: 96,
    end: true,
    extra: true,
    cell: (row) => strings.webhooks.bytes(row.sizeBytes),
  },
  {
    key: 'received',
    name: names.received,
    width: 124,
    end: true,
    skeleton: 40,
    cell: (row) => <Time at={row.receivedAt} />,
  },
]
