import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { useEffect, useState } from 'react'
import * as strings from '../strings/index.ts'
import { oneLine } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { cutMiddle } from './cut.ts'

const copiedShownMs = 1_500

/** An id in full on hover, and in full on the clipboard. */
export function Id({ id, name, length }: { id: string; name: string; length?: number }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), copiedShownMs)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () => {
    navigator.clipboard?.writeText(id).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', alignItems: 'center', gap: 1, maxWidth: '100%', minWidth: 0 }}
    >
      <Box component="span" title={id} sx={{ typography: 'mono', ...oneLine }}>
        {cutMiddle(id, length)}
      </Box>
      <Tooltip title={copied ? strings.shell.copied : ''} open={copied} placement="top">
        <IconButton size="small" aria-label={strings.shell.copy(name)} onClick={copy}>
          <Icon name={copied ? 'check' : 'copy'} size={14} />
        </IconButton>
      </Tooltip>
    </Box>
  )
}
