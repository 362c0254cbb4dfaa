import Box from '@mui/material/Box'
import { oneLine } from '../ui/hidden.ts'
import { CopyButton } from './CopyButton.tsx'
import { cutMiddle } from './cut.ts'

/** An id in full on hover, and in full on the clipboard. */
export function Id({ id, name, length }: { id: string; name: string; length?: number }) {
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', alignItems: 'center', gap: 1, maxWidth: '100%', minWidth: 0 }}
    >
      <Box component="span" title={id} sx={{ typography: 'mono', ...oneLine }}>
        {cutMiddle(id, length)}
      </Box>
      <CopyButton text={id} name={name} />
    </Box>
  )
}
