import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import LinearProgress from '@mui/material/LinearProgress'
import Typography from '@mui/material/Typography'
import type { BulkView } from '@syncline/domain/view'
import { actorName } from '../parts/actor.ts'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'

const words = strings.list.bulk
const { count } = strings.list

export interface BulkCardProps {
  readonly bulk: BulkView
  readonly stopping: boolean
  /** The last reading failed. */
  readonly unread: boolean
  readonly onStop: () => void
  readonly onClose: () => void
}

/** How far a command on many has come, and what it came to. The counts add up. */
export function BulkCard({ bulk, stopping, unread, onStop, onClose }: BulkCardProps) {
  const { action, status, total, done, refused } = bulk
  const gone = done + refused.reduce((sum, { count: each }) => sum + each, 0)
  const running = status === 'running'
  const verdict = status === 'running' ? words.running[action] : words[status][action](done)
  return (
    <Box
      component="section"
      aria-label={words.card}
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: '4px 16px',
        alignItems: 'center',
        mx: { xs: 4, md: 6 },
        my: 3,
        px: 4,
        py: 3,
        border: 1,
        borderColor: 'line.border',
        borderRadius: '8px',
        backgroundColor: 'fill.canvas',
      }}
    >
      <Box role="status" sx={{ flex: 1, minWidth: 200 }}>
        <Typography variant="h3" component="p">
          {verdict}
          {running && `: ${words.progress(count(gone), count(Math.max(total, gone)))}`}
        </Typography>
        {refused.length > 0 && (
          <Typography sx={{ color: 'ink.soft' }}>
            {words.left(refused.map(({ reason, count: each }) => words.reasons[reason](each)).join(', '))}
          </Typography>
        )}
        <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
          {unread ? words.failed : words.by(actorName(bulk.by))}
        </Typography>
      </Box>
      {running ? (
        <Button size="small" aria-disabled={stopping || undefined} onClick={() => !stopping && onStop()}>
          {stopping ? words.stopping : words.stop}
        </Button>
      ) : (
        <IconButton size="small" aria-label={words.dismiss} onClick={onClose}>
          <Icon name="close" />
        </IconButton>
      )}
      {running && (
        <LinearProgress
          variant="determinate"
          aria-label={words.running[action]}
          value={total === 0 ? 0 : Math.min(100, (gone / total) * 100)}
          sx={{ flexBasis: '100%' }}
        />
      )}
    </Box>
  )
}
