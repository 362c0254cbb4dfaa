import Badge from '@mui/material/Badge'
import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import LinearProgress from '@mui/material/LinearProgress'
import MenuItem from '@mui/material/MenuItem'
import Typography from '@mui/material/Typography'
import type { BulkView } from '@syncline/domain/view'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { MenuButton } from '../ui/MenuButton.tsx'
import { goneThrough, workSentence } from './work.ts'

const words = strings.shell.work

/** The commands on many that this person began here; the badge counts those under way. */
export default function WorkMenu({
  work,
  onOpen,
}: {
  work: readonly BulkView[]
  onOpen: (bulk: BulkView) => void
}) {
  const running = work.filter(({ status }) => status === 'running').length
  return (
    <MenuButton
      button={(opens) => (
        <IconButton {...opens} aria-label={words.label(running)}>
          {/* A nought would be hidden from the eye only. */}
          <Badge badgeContent={running === 0 ? null : running} color="primary">
            <Icon name="bell" />
          </Badge>
        </IconButton>
      )}
    >
      {(close) =>
        work.length === 0
          ? [
              <Typography key="none" component="li" sx={{ px: 3, py: 2, color: 'ink.soft', maxWidth: 280 }}>
                {words.none}
              </Typography>,
            ]
          : work.map((bulk) => (
              <MenuItem
                key={bulk.bulkId}
                onClick={() => {
                  close()
                  onOpen(bulk)
                }}
                sx={{ display: 'block', minWidth: 280, whiteSpace: 'normal' }}
              >
                <Box sx={{ fontWeight: 500 }}>{workSentence(bulk)}</Box>
                {bulk.status === 'running' ? (
                  <LinearProgress
                    variant="determinate"
                    aria-label={workSentence(bulk)}
                    value={bulk.total === 0 ? 0 : Math.min(100, (goneThrough(bulk) / bulk.total) * 100)}
                    sx={{ my: 1 }}
                  />
                ) : null}
                <Typography variant="caption" component="div" sx={{ color: 'ink.quiet' }}>
                  {strings.list.bulk.progress(
                    strings.list.count(goneThrough(bulk)),
                    strings.list.count(Math.max(bulk.total, goneThrough(bulk))),
                  )}
                </Typography>
              </MenuItem>
            ))
      }
    </MenuButton>
  )
}
