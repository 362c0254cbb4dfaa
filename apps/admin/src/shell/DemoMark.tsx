import Tooltip from '@mui/material/Tooltip'
import Typography from '@mui/material/Typography'
import * as strings from '../strings/index.ts'

/** Tells made-up data from a company's own. */
export function DemoMark() {
  return (
    <Tooltip title={strings.shell.demoHint}>
      <Typography
        component="span"
        variant="caption"
        tabIndex={0}
        role="note"
        sx={{ px: '6px', borderRadius: '4px', backgroundColor: 'fill.sunken', color: 'ink.soft' }}
      >
        {strings.shell.demo}
      </Typography>
    </Tooltip>
  )
}
