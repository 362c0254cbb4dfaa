import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Switch from '@mui/material/Switch'
import Typography from '@mui/material/Typography'
import { useId } from 'react'
import * as strings from '../strings/index.ts'
import { KeyCap } from '../ui/KeyCap.tsx'
import { useKeySettings } from './keys.tsx'

const words = strings.keys

const groups: readonly (readonly [string, readonly (readonly [readonly string[], string])[]])[] = [
  [
    words.everywhere,
    [
      [['G', 'O'], words.goOverview],
      [['G', 'S'], words.goSyncs],
      [['G', 'W'], words.goWebhooks],
      [['G', 'R'], words.goReconciliation],
      [['G', 'U'], words.goRuns],
      [['G', 'C'], words.goConnections],
      [['G', 'M'], words.goMappings],
      [['G', 'H'], words.goEvents],
      [['G', 'T'], words.goSettings],
      [['V'], words.venue],
      [['/'], words.filter],
      [['H'], words.help],
      [['?'], words.map],
    ],
  ],
  [
    words.list,
    [
      [['J'], words.next],
      [['K'], words.previous],
      [['Enter'], words.openRow],
      [['E'], words.export],
    ],
  ],
  [
    words.ticking,
    [
      [['X'], words.select],
      [['Shift', 'X'], words.selectRange],
    ],
  ],
  [
    words.syncs,
    [
      [['R'], words.retry],
      [['S'], words.skip],
    ],
  ],
  [
    words.detail,
    [
      [['J'], words.nextSync],
      [['K'], words.previousSync],
    ],
  ],
  [
    words.timeline,
    [
      [[']'], words.nextOfTimeline],
      [['['], words.previousOfTimeline],
    ],
  ],
  [words.webhooks, [[['R'], words.replay]]],
  [
    words.event,
    [
      [[']'], words.nextEvent],
      [['['], words.previousEvent],
    ],
  ],
]

/** All keys, and the switch that turns the single ones off. */
export default function KeyMapDialog() {
  const { on, switchTo, mapOpen, showMap } = useKeySettings()
  const titleId = useId()
  const switchId = useId()
  return (
    <Dialog open={mapOpen} onClose={() => showMap(false)} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{words.title}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 4 }}>
        <Box component="dl" sx={{ borderTop: 1, borderColor: 'line.grid' }}>
          <KeyLine caps={['Ctrl', 'K']} what={words.search} together />
        </Box>
        {groups.map(([title, keys]) => (
          <section key={title}>
            <Typography variant="h3" sx={{ color: 'ink.quiet', fontWeight: 500, mb: 1 }}>
              {title}
            </Typography>
            <Box component="dl" sx={{ borderTop: 1, borderColor: 'line.grid' }}>
              {keys.map(([caps, what]) => (
                <KeyLine key={what} caps={caps} what={what} together={caps[0] === 'Shift'} />
              ))}
            </Box>
          </section>
        ))}
        <Box sx={{ display: 'flex', gap: 4, alignItems: 'flex-start', justifyContent: 'space-between' }}>
          <div>
            <Typography component="label" htmlFor={switchId} sx={{ fontWeight: 500 }}>
              {words.single}
            </Typography>
            <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
              {words.singleHint}
            </Typography>
          </div>
          <Switch id={switchId} checked={on} onChange={(_, next) => switchTo(next)} />
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={() => showMap(false)}>{strings.shell.close}</Button>
      </DialogActions>
    </Dialog>
  )
}

function KeyLine({
  caps,
  what,
  together = false,
}: {
  caps: readonly string[]
  what: string
  /** Pressed at once, not one after the other. */
  together?: boolean
}) {
  return (
    <Box
      sx={{
        display: 'flex',
        justifyContent: 'space-between',
        py: 1,
        borderBottom: 1,
        borderColor: 'line.grid',
      }}
    >
      <dt>{what}</dt>
      <Box component="dd" sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        {caps.map((cap, index) => (
          <Box key={cap} component="span" sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
            {index > 0 && (
              <Typography variant="caption" component="span" sx={{ color: 'ink.quiet' }}>
                {together ? '+' : words.thenKey}
              </Typography>
            )}
            <KeyCap>{cap}</KeyCap>
          </Box>
        ))}
      </Box>
    </Box>
  )
}
