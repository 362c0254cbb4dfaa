import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Drawer from '@mui/material/Drawer'
import IconButton from '@mui/material/IconButton'
import Typography from '@mui/material/Typography'
import { useId } from 'react'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { helpPageOf } from './help-page.ts'
import { useKeySettings } from './keys.tsx'

const words = strings.help

/** Help where one stands: what the page is for, and its words. */
export default function HelpView({ path, onClose }: { path: string; onClose: () => void }) {
  const titleId = useId()
  const { showMap } = useKeySettings()
  const { title, text, terms } = words.pages[helpPageOf(path)]
  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      slotProps={{
        paper: {
          role: 'dialog',
          'aria-modal': true,
          'aria-labelledby': titleId,
          sx: { width: { xs: '100%', sm: 372 } },
        },
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', pl: 4, pr: 2, minHeight: 48 }}>
        <Typography id={titleId} variant="h2" sx={{ flex: 1 }}>
          {title}
        </Typography>
        <IconButton aria-label={words.close} onClick={onClose}>
          <Icon name="close" />
        </IconButton>
      </Box>
      <Box sx={{ display: 'grid', gap: 4, px: 4, pb: 6, overflowY: 'auto' }}>
        <Typography sx={{ color: 'ink.soft' }}>{text}</Typography>
        {terms.length > 0 && (
          <Box component="dl" sx={{ display: 'grid', gap: 3, m: 0 }}>
            {terms.map(([term, meaning]) => (
              <div key={term}>
                <Typography component="dt" sx={{ fontWeight: 600 }}>
                  {term}
                </Typography>
                <Typography component="dd" sx={{ m: 0, color: 'ink.soft' }}>
                  {meaning}
                </Typography>
              </div>
            ))}
          </Box>
        )}
        <Typography sx={{ color: 'ink.soft' }}>{words.search}</Typography>
        <Button
          startIcon={<Icon name="keyboard" />}
          sx={{ justifySelf: 'start' }}
          onClick={() => {
            onClose()
            showMap(true)
          }}
        >
          {words.keys}
        </Button>
      </Box>
    </Drawer>
  )
}
