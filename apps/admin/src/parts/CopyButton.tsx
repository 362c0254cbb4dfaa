import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { useEffect, useState } from 'react'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'

const copiedShownMs = 1_500

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ text, name }: { text: string; name: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), copiedShownMs)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () => {
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  return (
    <Tooltip title={copied ? strings.shell.copied : ''} open={copied} placement="top">
      <IconButton size="small" aria-label={strings.shell.copy(name)} onClick={copy}>
        <Icon name={copied ? 'check' : 'copy'} size={14} />
      </IconButton>
    </Tooltip>
  )
}
