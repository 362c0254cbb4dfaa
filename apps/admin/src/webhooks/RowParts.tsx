import Box from '@mui/material/Box'
import type { DeliveryRow } from '@syncline/domain/view'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { oneLine } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { replayRefusal } from './can.ts'
import { eventTitle, outcome } from './sentence.ts'

const words = strings.webhooks

/** What came of it; in full on hover. */
export function Outcome({ row }: { row: DeliveryRow }) {
  const sentence = outcome(row)
  return (
    <Box
      component="span"
      title={sentence}
      sx={{
        display: 'block',
        color: row.status === 'quarantined' ? 'ink.strong' : 'ink.soft',
        ...oneLine,
      }}
    >
      {sentence}
    </Box>
  )
}

/** Replay for one row; where it may not be, it says why. */
export function ReplayButton({
  row,
  small = false,
  primary = false,
  onReplay,
}: {
  row: DeliveryRow
  small?: boolean
  primary?: boolean
  onReplay: (row: DeliveryRow) => void
}) {
  return (
    <GuardedButton
      {...(small && { size: 'small', 'aria-label': words.replayOne(eventTitle(row)) })}
      {...(primary && { variant: 'contained' })}
      startIcon={<Icon name="retry" />}
      refusal={replayRefusal(row, useSession())}
      onClick={() => onReplay(row)}
    >
      {words.replay}
    </GuardedButton>
  )
}
