import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { visuallyHidden } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { useCalm } from '../ui/useCalm.ts'

/** New rows may come every second; they are read aloud now and then. */
const announceEveryMs = 10_000

export interface Newer {
  readonly count: number
  readonly more: boolean
}

/** New rows are announced, and come when they are asked for. */
export function ShowNewer({
  newer,
  label,
  announced,
  onShow,
}: {
  newer: Newer | null
  label: (count: string) => string
  announced: (count: string) => string
  onShow: () => void
}) {
  const text = newer === null || newer.count === 0 ? null : `${newer.count}${newer.more ? '+' : ''}`
  const spoken = useCalm(text, announceEveryMs)
  return (
    <>
      {text !== null && (
        <Button variant="text" startIcon={<Icon name="chevronUp" />} onClick={onShow}>
          {label(text)}
        </Button>
      )}
      <Box role="status" sx={visuallyHidden}>
        {spoken !== null && announced(spoken)}
      </Box>
    </>
  )
}
